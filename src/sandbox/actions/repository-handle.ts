/** What a person does to repositories on GitHub's pages, or by pushing. */
import { rm } from "node:fs/promises";
import { gitDirOf, type SandboxContext } from "../context.ts";
import { pointHead } from "../git/bare-repository.ts";
import { readCommit, type Signature } from "../git/commit.ts";
import { readLog } from "../git/log.ts";
import { readObject } from "../git/object-store.ts";
import { isRefName, listRefs, readRef } from "../git/refs.ts";
import { findEntry } from "../git/tree.ts";
import { formatNodeId } from "../node-ids.ts";
import { issuesOf } from "../pulls/find-pull.ts";
import type { CheckRunRecord, IssueRecord } from "../records.ts";
import type { CommitOptions, FileContent, LogEntry, SandboxPulls, SandboxRepository } from "../sandbox.ts";
import { fullNameOf, repositoryHtmlUrl } from "../shapes/repository-shape.ts";
import type { RepositoryRecord, RepositoryRules } from "../state.ts";
import { announceRepository, humanOf } from "../webhooks/announce-account.ts";
import { changeBranch, commitOnBranch, noreplyOf, type WrittenFile } from "../write-branch.ts";
import { pullActions } from "./pull-actions.ts";

export class RepositoryHandle implements SandboxRepository {
  readonly #context: SandboxContext;
  readonly #record: RepositoryRecord;

  constructor(context: SandboxContext, record: RepositoryRecord) {
    this.#context = context;
    this.#record = record;
  }

  get id(): number {
    return this.#record.id;
  }
  get nodeId(): string {
    return formatNodeId("R", this.#record.id);
  }
  get owner(): string {
    return this.#context.state.owner(this.#record.ownerId).login;
  }
  get name(): string {
    return this.#record.name;
  }
  get fullName(): string {
    return fullNameOf(this.#context, this.#record);
  }
  get defaultBranch(): string {
    return this.#record.defaultBranch;
  }
  get cloneUrl(): string {
    return `${repositoryHtmlUrl(this.#context, this.#record)}.git`;
  }
  get gitDir(): string {
    return gitDirOf(this.#context, this.#record);
  }

  get pulls(): SandboxPulls {
    return pullActions(this.#context, this.#record);
  }

  get checkRuns(): readonly Readonly<CheckRunRecord>[] {
    return this.#context.state.data.checkRuns.filter((it) => it.repositoryId === this.id);
  }

  get issues(): readonly Readonly<IssueRecord>[] {
    return issuesOf(this.#context, this.#record);
  }

  async commit(options: CommitOptions): Promise<string> {
    const branch = options.branch ?? this.defaultBranch;
    const human = humanOf(this.#context);
    const person = options.author ?? { name: human.login, email: noreplyOf(human) };
    const author: Signature = { ...person, at: this.#context.now() };
    const files = Object.entries(options.files).map(([path, file]) => ({ path, file: writtenFile(file) }));
    return this.#context.writing.take(this.id, async () => {
      const parent = await readRef(this.gitDir, `refs/heads/${branch}`);
      const message = options.message ?? "Edit";
      const commit = { branch, parent, files, message, author, committer: author };
      const id = await commitOnBranch(
        this.#context,
        this.#record,
        commit,
        options.silent === true ? null : human,
      );
      if (id === null) throw new Error(`${this.fullName}: ${branch} moved away, or is no branch name`);
      return id;
    });
  }

  head(branch = this.defaultBranch): Promise<string | null> {
    return readRef(this.gitDir, `refs/heads/${branch}`);
  }

  async read(branch: string, path: string): Promise<Buffer | null> {
    const entry = await this.#entry(branch, path);
    return entry === null ? null : ((await readObject(this.gitDir, entry.id))?.content ?? null);
  }

  async mode(branch: string, path: string): Promise<string | null> {
    return (await this.#entry(branch, path))?.mode ?? null;
  }

  async log(branch = this.defaultBranch): Promise<readonly LogEntry[]> {
    const head = await this.head(branch);
    const commits = head === null ? [] : await readLog(this.gitDir, { from: [head] });
    return commits.map(({ id, parents, message, author, committer, added, removed, modified }) => ({
      sha: id,
      parents,
      message,
      author: { name: author.name, email: author.email },
      committer: { name: committer.name, email: committer.email },
      files: [...added, ...removed, ...modified].toSorted(),
    }));
  }

  async branches(): Promise<readonly string[]> {
    const refs = await listRefs(this.gitDir, "refs/heads/");
    return [...refs.keys()].map((it) => it.slice("refs/heads/".length));
  }

  async createBranch(name: string, sha?: string): Promise<void> {
    const after = sha ?? (await this.head());
    if (after === null || !isRefName(`refs/heads/${name}`)) throw new Error(`No branch ${name} can be made`);
    await this.#change(name, { before: null, after });
  }

  async deleteBranch(name: string): Promise<void> {
    await this.#change(name, { before: await this.head(name), after: null });
  }

  async force(branch: string, sha: string): Promise<void> {
    await this.#change(branch, { before: await this.head(branch), after: sha });
  }

  /** As GitHub does it: the new branch is made, the default follows, the old one is deleted. */
  async renameBranch(from: string, to: string): Promise<void> {
    const head = await this.head(from);
    if (head !== null) await this.createBranch(to, head);
    if (from === this.defaultBranch) await this.setDefaultBranch(to);
    if (head !== null) await this.deleteBranch(from);
  }

  async setDefaultBranch(branch: string): Promise<void> {
    const from = this.defaultBranch;
    this.#record.defaultBranch = branch;
    await pointHead(this.gitDir, branch);
    this.#context.state.save();
    announceRepository(this.#context, this.#record, "edited", { default_branch: { from } });
  }

  setPrivate(isPrivate: boolean): void {
    this.#record.isPrivate = isPrivate;
    this.#context.state.save();
    announceRepository(this.#context, this.#record, isPrivate ? "privatized" : "publicized");
  }

  setRules(rules: Partial<RepositoryRules>): void {
    Object.assign(this.#record.rules, rules);
    this.#context.state.save();
  }

  protect(branch: string): void {
    this.setRules({ protectedBranches: [...new Set([...this.#record.rules.protectedBranches, branch])] });
  }

  unprotect(branch: string): void {
    const others = (names: readonly string[]): string[] => names.filter((it) => it !== branch);
    const { protectedBranches, rulesetBranches } = this.#record.rules;
    this.setRules({ protectedBranches: others(protectedBranches), rulesetBranches: others(rulesetBranches) });
  }

  rename(name: string): void {
    const from = this.name;
    this.#record.formerNames.push(this.fullName.toLowerCase());
    this.#record.name = name;
    this.#context.state.save();
    announceRepository(this.#context, this.#record, "renamed", { repository: { name: { from } } });
  }

  /** The former owner's installation no longer sees it; `transferred` reaches the new owner's only. */
  transfer(owner: string): void {
    const account = this.#context.state.account(owner);
    if (account === null) throw new Error(`No account ${owner}`);
    this.#record.formerNames.push(this.fullName.toLowerCase());
    this.#record.ownerId = account.id;
    this.#context.state.save();
    announceRepository(this.#context, this.#record, "transferred", { owner: { from: {} } });
  }

  archive(isArchived = true): void {
    this.#record.isArchived = isArchived;
    this.#context.state.save();
    announceRepository(this.#context, this.#record, isArchived ? "archived" : "unarchived");
  }

  async delete(): Promise<void> {
    announceRepository(this.#context, this.#record, "deleted");
    const { data } = this.#context.state;
    data.repositories = data.repositories.filter((it) => it !== this.#record);
    for (const it of data.installations) {
      if (it.repositories !== "all") it.repositories = it.repositories.filter((id) => id !== this.id);
    }
    this.#context.state.save();
    await rm(this.gitDir, { recursive: true, force: true });
  }

  async #entry(branch: string, path: string): Promise<{ readonly mode: string; readonly id: string } | null> {
    const head = await this.head(branch);
    const commit = head === null ? null : await readCommit(this.gitDir, head);
    return commit === null ? null : findEntry(this.gitDir, commit.tree, path);
  }

  async #change(
    branch: string,
    move: { readonly before: string | null; readonly after: string | null },
  ): Promise<void> {
    const human = humanOf(this.#context);
    const isChanged = await this.#context.writing.take(this.id, () =>
      changeBranch(this.#context, this.#record, { branch, ...move }, human),
    );
    if (!isChanged) throw new Error(`${this.fullName}: ${branch} could not be changed`);
  }
}

function writtenFile(file: FileContent | null): WrittenFile["file"] {
  if (file === null) return null;
  if (typeof file === "string" || Buffer.isBuffer(file))
    return { mode: "100644", content: Buffer.from(file) };
  if ("symlink" in file) return { mode: "120000", content: Buffer.from(file.symlink) };
  if ("submodule" in file) return file;
  return { mode: "100755", content: Buffer.from(file.content) };
}
