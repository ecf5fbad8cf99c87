/** The engine's GitHub, answered by the model. What GitHub itself would refuse is refused; what no engine may ask is noted. */
import { GitHubFailure, type Failure } from "../../../src/core/retry/failure.ts";
import type {
  BranchRecord,
  CommitOutcome,
  CommitRequest,
  FirstCommitAfter,
  FirstCommitRequest,
  GitHubPort,
  HeadAnswer,
  InstallationRecord,
  Observation,
  ObservedFile,
  ObservedRepository,
  ObserveRequest,
  RepositoryAddress,
  RepositoryRecord,
  TreeFile,
} from "../../../src/core/sync/github-port.ts";
import type { BlobId, CommitId } from "../../../src/core/git/object-id.ts";
import type { Mail } from "../mail.ts";
import type { OperationKind, Operations } from "../operations.ts";
import { accountOf, findAddressed, refId, seenHead, writable } from "./addressed.ts";
import { ancestorsOf } from "./ancestry.ts";
import type { Fault, Faults } from "./faults.ts";
import type { Account, GitHubModel, Repository } from "./github-model.ts";
import { filesSeen } from "./observation.ts";
import { APP, makeProposalPort } from "./proposal-port.ts";
import { FORBIDDEN } from "./texts.ts";
import type { Watch } from "./watch.ts";

export interface PortWorld {
  readonly github: GitHubModel;
  readonly faults: Faults;
  readonly mail: Mail;
  readonly watch: Watch;
  readonly now: () => number;
}

export function makeModelPort(world: PortWorld, operations: Operations): GitHubPort {
  const port = new ModelPort(world);
  const { watch } = world;
  const ask = <T>(kind: OperationKind, work: () => T): Promise<T> => {
    watch.asked();
    return operations.run(kind, work);
  };
  return {
    observe: (request) => {
      watch.laneAsks("observe", request.repository, request.branch);
      return ask("observe", () => port.observe(request));
    },
    readFiles: (repository, commit, paths) =>
      ask("readFiles", () => port.readFiles(repository, commit, paths)),
    readBlobs: (repository, blobs) => ask("readBlobs", () => port.readBlobs(repository, blobs)),
    commit: (request) => {
      watch.laneAsks("commit", request.repository, request.branch);
      const replaced = watch.linksOf(request);
      return ask("commit", () => port.commit(request, replaced));
    },
    commitFirst: (request) => {
      watch.laneAsks("commitFirst", request.repository, request.branch);
      return ask("commitFirst", () => port.commitFirst(request));
    },
    firstCommitAfter: (repository, base, head) =>
      ask("firstCommitAfter", () => port.firstCommitAfter(repository, base, head)),
    head: (repository, branch, known) => ask("head", () => port.head(repository, branch, known)),
    installations: () => ask("installations", () => port.installations()),
    installation: (_hostname, id) => ask("installation", () => port.installation(id)),
    installationRepositories: (_hostname, id) =>
      ask("installationRepositories", () => port.installationRepositories(id)),
    repository: (_hostname, installationId, id) =>
      ask("repository", () => port.repository(installationId, id)),
    branches: (repository) => ask("branches", () => port.branches(repository)),
    findFiles: (repository, commit, isSought) =>
      ask("findFiles", () => port.findFiles(repository, commit, isSought)),
    deliveryAttempts: (_hostname, since) => ask("deliveryAttempts", () => world.mail.attemptsSince(since)),
    redeliver: (_hostname, attempt) => ask("redeliver", () => world.mail.sendAgain(attempt)),
    user: () => ask("user", () => null),
    // No installation of the model grants it.
    reportCheck: () => Promise.reject(new GitHubFailure({ kind: "permission_missing", message: "Checks" })),
    ...makeProposalPort(world, ask),
  };
}

/** As many as a look asks for. */
const ANCESTORS_SEEN = 30;

type ReplacedLinks = ReturnType<Watch["linksOf"]>;

class ModelPort {
  readonly #world: PortWorld;

  constructor(world: PortWorld) {
    this.#world = world;
  }

  observe(request: ObserveRequest): Observation {
    const { github, watch } = this.#world;
    const fault = this.#fault("observe", request);
    const repository = findAddressed(this.#world.github, request.repository);
    if (repository === null) return { kind: "refused", code: "repository_not_accessible", repository: null };
    const observed = observedRepository(repository);
    const branch = repository.branches.get(request.branch);
    if (branch === undefined) {
      if (repository.branches.size === 0) return { kind: "empty-repository", repository: observed };
      return { kind: "refused", code: "branch_not_found", repository: observed };
    }
    const head = seenHead(branch, this.#world.now());
    const commit = repository.commits.get(head);
    if (commit === undefined) throw new Error(`No commit ${head}.`);
    watch.observed(repository, request.branch, head);
    const flaws = {
      cutsTexts: fault?.kind === "cut-text",
      unknownPath: fault?.kind === "unknown-path" ? fault.index : null,
    };
    return {
      kind: "found",
      head,
      parents: commit.parents,
      ancestors: [...ancestorsOf(repository, head)].slice(0, ANCESTORS_SEEN),
      commit: { author: commit.author, message: commit.message, committedAt: commit.at },
      refId: refId(repository, request.branch),
      repository: observed,
      files: filesSeen(github, commit.tree, request, flaws),
      filesAt: new Map(
        (request.alsoAt ?? []).map((id) => [
          id,
          filesSeen(github, github.treeAt(repository, id), request, { ...flaws, cutsTexts: false }),
        ]),
      ),
    };
  }

  readFiles(
    address: RepositoryAddress,
    commit: CommitId,
    paths: readonly string[],
  ): ReadonlyMap<string, ObservedFile> {
    const fault = this.#fault("readFiles", null);
    const repository = findAddressed(this.#world.github, address);
    if (repository === null) return new Map();
    const { github } = this.#world;
    const flaws = {
      cutsTexts: fault?.kind === "cut-text",
      unknownPath: fault?.kind === "unknown-path" ? fault.index : null,
    };
    return filesSeen(github, github.treeAt(repository, commit), { paths }, flaws);
  }

  readBlobs(
    address: RepositoryAddress,
    blobs: readonly { readonly blob: BlobId }[],
  ): ReadonlyMap<BlobId, Buffer> {
    const fault = this.#fault("readBlobs", null);
    if (findAddressed(this.#world.github, address) === null) throw new GitHubFailure({ kind: "not_found" });
    const contents = new Map<BlobId, Buffer>();
    for (const { blob } of blobs) {
      const content = this.#world.github.blobs.get(blob);
      if (content !== undefined && fault?.kind !== "cut-text") contents.set(blob, content);
    }
    return contents;
  }

  commit(request: CommitRequest, replaced: ReplacedLinks): CommitOutcome {
    const fault = this.#fault("commit", request);
    if (fault?.kind === "unanswered" && !fault.hasLanded) return UNANSWERED;
    const outcome = this.#commitNow(request, replaced);
    if (fault !== null || outcome.kind !== "landed")
      this.#world.watch.disturbed(request.repository, request.branch);
    return fault?.kind === "unanswered" && outcome.kind === "landed" ? UNANSWERED : outcome;
  }

  commitFirst(request: FirstCommitRequest): CommitOutcome {
    const fault = this.#fault("commitFirst", request);
    if (fault?.kind === "unanswered" && !fault.hasLanded) return UNANSWERED;
    const repository = writable(this.#world.github, request.repository);
    if (repository.branches.size > 0) return { kind: "stale" };
    const { watch } = this.#world;
    watch.expectDefaultBranch(repository, request.branch);
    if (request.addition.content.includes(FORBIDDEN)) return { kind: "refused", message: "Secret found." };
    const commit = this.#land(repository, { ...request, additions: [request.addition], parent: null });
    return fault?.kind === "unanswered" ? UNANSWERED : { kind: "landed", commit };
  }

  findFiles(
    address: RepositoryAddress,
    commit: CommitId,
    isSought: (file: TreeFile) => boolean,
  ): readonly TreeFile[] | null {
    this.#fault("findFiles", null);
    const repository = findAddressed(this.#world.github, address);
    if (repository === null) return null;
    const files: TreeFile[] = [];
    for (const [path, entry] of this.#world.github.treeAt(repository, commit))
      if (entry.kind === "file") files.push({ path, blob: entry.blob });
    return files.filter(isSought);
  }

  firstCommitAfter(address: RepositoryAddress, base: CommitId, head: CommitId): FirstCommitAfter | null {
    this.#fault("firstCommitAfter", null);
    const repository = findAddressed(this.#world.github, address);
    if (repository === null) return null;
    for (let at: CommitId | undefined = head; at !== undefined;) {
      const commit = repository.commits.get(at);
      if (commit?.parents[0] === base)
        return { commit: commit.id, parents: commit.parents, message: commit.message };
      at = commit?.parents[0];
    }
    return null;
  }

  head(address: RepositoryAddress, name: string, known: CommitId | null): HeadAnswer {
    this.#fault("head", null);
    const branch = findAddressed(this.#world.github, address)?.branches.get(name);
    if (branch === undefined) return { kind: "not-found" };
    const head = seenHead(branch, this.#world.now());
    return head === known ? { kind: "unchanged" } : { kind: "head", head };
  }

  installations(): readonly InstallationRecord[] {
    this.#fault("installations", null);
    return this.#world.github.accounts.flatMap((account) => recordOf(account) ?? []);
  }

  installation(id: number): InstallationRecord | null {
    this.#fault("installation", null);
    const account = accountOf(this.#world.github, id);
    return account === undefined ? null : recordOf(account);
  }

  installationRepositories(id: number): readonly RepositoryRecord[] {
    this.#fault("installationRepositories", null);
    const account = accountOf(this.#world.github, id);
    if (account === undefined) throw new GitHubFailure({ kind: "app_uninstalled" });
    if (account.installation?.isSuspended) throw new GitHubFailure({ kind: "app_suspended" });
    const { github } = this.#world;
    return github.repositories
      .filter((repository) => repository.account === account && github.isVisible(repository))
      .map((repository) => repositoryRecord(repository));
  }

  repository(installationId: number, id: number): RepositoryRecord | null {
    this.#fault("repository", null);
    const repository = this.#world.github.repositories.find((one) => one.id === id);
    if (repository === undefined || repository.account.installation?.id !== installationId) return null;
    return this.#world.github.isVisible(repository) ? repositoryRecord(repository) : null;
  }

  branches(address: RepositoryAddress): readonly BranchRecord[] {
    const repository = findAddressed(this.#world.github, address);
    if (repository === null) return [];
    return [...repository.branches].map(([name, { head, isProtected }]) => ({ name, head, isProtected }));
  }

  /** A failure is thrown, whatever was asked; other faults are for the request to show. */
  #fault(on: OperationKind, of: { repository: RepositoryAddress; branch: string } | null): Fault | null {
    const fault = this.#world.faults.take(on);
    if (fault?.kind !== "failure") return fault;
    if (of !== null) this.#world.watch.failed(of.repository, of.branch, fault.failure);
    throw new GitHubFailure(fault.failure);
  }

  #commitNow(request: CommitRequest, replaced: ReplacedLinks): CommitOutcome {
    const repository = writable(this.#world.github, request.repository);
    const branch = repository.branches.get(request.branch);
    if (branch === undefined || request.refId !== refId(repository, request.branch))
      throw new GitHubFailure({ kind: "not_found" } satisfies Failure);
    this.#world.watch.expectObserved(repository, request);
    if (branch.head !== request.expectedHead) return { kind: "stale" };
    if (branch.isProtected) return { kind: "protected", message: "Protected branch." };
    if (request.additions.some(({ content }) => content.includes(FORBIDDEN)))
      return { kind: "refused", message: "Secret found." };
    this.#world.watch.committing(repository, request, replaced);
    return { kind: "landed", commit: this.#land(repository, { ...request, parent: branch.head }) };
  }

  #land(
    repository: Repository,
    {
      branch,
      message,
      additions,
      deletions = [],
      parent,
    }: Pick<CommitRequest, "branch" | "message" | "additions" | "deletions"> & {
      readonly parent: CommitId | null;
    },
  ): CommitId {
    const { github, watch } = this.#world;
    const tree = new Map(github.treeAt(repository, parent));
    for (const { path, content, isExecutable } of additions)
      tree.set(path, { kind: "file", blob: github.keep(content), isExecutable });
    for (const path of deletions) tree.delete(path);
    const text = message.body === "" ? message.headline : `${message.headline}\n\n${message.body}`;
    const parents = parent === null ? [] : [parent];
    const { id } = github.addCommit(repository, {
      parents,
      tree,
      message: text,
      author: APP,
      isOurs: true,
    });
    watch.observed(repository, branch, id);
    github.setHead(repository, branch, { head: id, by: "us" });
    return id;
  }
}

const UNANSWERED: CommitOutcome = { kind: "unanswered", cause: new Error("No answer.") };

function observedRepository({
  account,
  name,
  defaultBranch,
  branches,
  isArchived,
}: Repository): ObservedRepository {
  return {
    owner: account.login,
    name,
    defaultBranch: branches.has(defaultBranch) ? defaultBranch : null,
    isArchived,
  };
}

function recordOf({ id, login, installation }: Account): InstallationRecord | null {
  if (installation === null) return null;
  return {
    installationId: installation.id,
    account: { id, login, type: "Organization" },
    suspended: installation.isSuspended,
    permissions: {
      contents: "write",
      metadata: "read",
      ...(installation.mayPropose && { pull_requests: "write" }),
    },
  };
}

function repositoryRecord({
  id,
  nodeId,
  account,
  name,
  defaultBranch,
  isArchived,
}: Repository): RepositoryRecord {
  const htmlUrl = `https://github.example/${account.login}/${name}`;
  return {
    repositoryId: id,
    nodeId,
    ownerId: account.id,
    owner: account.login,
    name,
    defaultBranch,
    isPrivate: false,
    isArchived,
    htmlUrl,
    cloneUrl: `${htmlUrl}.git`,
  };
}
