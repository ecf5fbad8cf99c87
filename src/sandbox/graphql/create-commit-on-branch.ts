/** The mutation that commits: its order of checks, and what GitHub says to each. */
import { gitDirOf } from "../context.ts";
import { mayDo, maySee } from "../credentials.ts";
import { readCommit, type Signature } from "../git/commit.ts";
import { readRef } from "../git/refs.ts";
import { findClash, findEntry, isTree } from "../git/tree.ts";
import { parseNodeId } from "../node-ids.ts";
import * as refusals from "../refusals.ts";
import { findViolation } from "../rules.ts";
import { botOf } from "../shapes/account-shape.ts";
import type { RepositoryRecord } from "../state.ts";
import { commitOnBranch, noreplyOf, type WrittenFile } from "../write-branch.ts";
import { graphError, requireContents, type GraphCall } from "./graph-call.ts";
import { commitNode } from "./object-nodes.ts";
import { refNode } from "./repository-node.ts";

export interface CreateCommitInput {
  readonly branch: {
    readonly id?: string;
    readonly repositoryNameWithOwner?: string;
    readonly branchName?: string;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
  readonly clientMutationId?: string | null;
}

interface Target {
  readonly repository: RepositoryRecord;
  readonly branch: string;
}

interface Addition {
  readonly path: string;
  readonly content: Buffer;
}

/** @throws GraphQLError */
export async function createCommitOnBranch(
  call: GraphCall,
  input: CreateCommitInput,
): Promise<Record<string, unknown>> {
  const target = findTarget(call, input);
  requireContents(call, "write");
  const { context } = call;
  const id = await context.writing.take(target.repository.id, () => commit(call, target, input));
  const made = await readCommit(gitDirOf(context, target.repository), id);
  return {
    clientMutationId: input.clientMutationId ?? null,
    commit: made === null ? null : commitNode(context, target.repository, made),
    ref: () => refNode(call, target.repository, `refs/heads/${target.branch}`),
  };
}

function findTargetById({ context, caller }: Omit<GraphCall, "heads">, nodeId: string): Target {
  const id = parseNodeId(nodeId);
  const repository = id?.type === "REF" ? context.state.repository(id.id) : null;
  const name = id?.detail ?? "";
  if (repository === null || !maySee(caller, repository) || !name.startsWith("refs/heads/")) {
    throw graphError(refusals.graphNoNode(nodeId));
  }
  return { repository, branch: name.slice("refs/heads/".length) };
}

function findTarget({ context, caller }: GraphCall, { branch }: CreateCommitInput): Target {
  if (branch.id !== undefined) return findTargetById({ context, caller }, branch.id);
  const fullName = branch.repositoryNameWithOwner ?? "";
  const [owner = "", name = ""] = fullName.split("/");
  const repository = context.state.repositoryNamed(owner, name);
  if (repository === null || !maySee(caller, repository))
    throw graphError(refusals.graphNoRepository(fullName));
  return { repository, branch: (branch.branchName ?? "").replace(/^refs\/heads\//, "") };
}

async function commit(
  call: GraphCall,
  { repository, branch }: Target,
  input: CreateCommitInput,
): Promise<string> {
  const { context } = call;
  if (repository.isArchived) throw graphError(refusals.graphArchived());
  const gitDir = gitDirOf(context, repository);
  const head = await readRef(gitDir, `refs/heads/${branch}`);
  if (head === null) throw graphError(refusals.graphNoBranch());
  if (head !== input.expectedHeadOid) throw graphError(refusals.staleHead(input.expectedHeadOid));
  const additions = (input.fileChanges?.additions ?? []).map(({ path, contents }): Addition => ({
    path,
    content: Buffer.from(contents, "base64"),
  }));
  const deletions = (input.fileChanges?.deletions ?? []).map((it) => it.path);
  refuseDuplicates([...additions.map((it) => it.path), ...deletions]);
  refuseWorkflows(call, additions, deletions);
  await checkPaths(gitDir, head, { additions, deletions });
  const violation = findViolation(repository, branch, additions);
  if (violation !== null) throw graphError(refusals.graphRuleViolation(violation));
  const bot = botOf(call.caller.app);
  const author: Signature = { name: bot.login, email: noreplyOf(bot), at: context.now() };
  const committer: Signature = { name: "GitHub", email: "noreply@github.com", at: context.now() };
  const files: WrittenFile[] = deletions.map((path) => ({ path, file: null }));
  for (const { path, content } of additions) files.push({ path, file: { mode: "100644", content } });
  const made = { branch, parent: head, files, message: messageOf(input), author, committer };
  const id = await commitOnBranch(context, repository, made, bot);
  if (id === null) throw graphError(refusals.staleHead(input.expectedHeadOid));
  return id;
}

function messageOf({ message }: CreateCommitInput): string {
  const body = message.body ?? "";
  return body === "" ? message.headline : `${message.headline}\n\n${body}`;
}

function refuseDuplicates(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path)) throw graphError(refusals.graphDuplicatePath(path));
    seen.add(path);
  }
}

function refuseWorkflows(
  call: GraphCall,
  additions: readonly Addition[],
  deletions: readonly string[],
): void {
  const paths = [...additions.map((it) => it.path), ...deletions];
  const touched = paths.find((path) => path.startsWith(".github/workflows/"));
  if (touched !== undefined && !mayDo(call.caller, "workflows", "write"))
    throw graphError(refusals.graphNotAccessible());
}

async function checkPaths(
  gitDir: string,
  head: string,
  {
    additions,
    deletions,
  }: { readonly additions: readonly Addition[]; readonly deletions: readonly string[] },
): Promise<void> {
  const tree = (await readCommit(gitDir, head))?.tree ?? "";
  for (const path of deletions) {
    const entry = await findEntry(gitDir, tree, path);
    if (entry === null || isTree(entry)) throw graphError(refusals.graphDeletionMissing(head, path));
  }
  const paths = new Set(additions.map((it) => it.path));
  for (const { path } of additions) {
    const above = path
      .split("/")
      .slice(0, -1)
      .map((_, depth, all) => all.slice(0, depth + 1).join("/"));
    const clashes = above.some((it) => paths.has(it)) || !isPath(path);
    if (clashes || (await clashesInTree(gitDir, tree, path, deletions))) {
      throw graphError(refusals.graphPathClash(path));
    }
  }
}

/** A file in the way that this very commit deletes is not in the way. */
async function clashesInTree(
  gitDir: string,
  tree: string,
  path: string,
  deletions: readonly string[],
): Promise<boolean> {
  const clash = await findClash(gitDir, tree, path);
  if (clash === null) return false;
  return !(clash === "file-above" && deletions.some((it) => path.startsWith(`${it}/`)));
}

function isPath(path: string): boolean {
  return (
    path !== "" && path.split("/").every((it) => it !== "" && it !== "." && it !== ".." && it !== ".git")
  );
}
