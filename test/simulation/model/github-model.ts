/**
 * GitHub as the simulation knows it: accounts with the App, repositories, branches as chains of commits, and all that ever
 * was at each path. What changes is announced by `announce`, as GitHub would by a webhook.
 */
import { createHash } from "node:crypto";
import type { Pull } from "./pulls.ts";
import { type BlobId, blobIdOf, type CommitId, parseCommitId } from "../../../src/core/git/object-id.ts";

export type Entry =
  | { readonly kind: "file"; readonly blob: BlobId; readonly isExecutable: boolean }
  | { readonly kind: "symlink" | "submodule" };

export type Tree = ReadonlyMap<string, Entry>;

export interface ModelCommit {
  readonly id: CommitId;
  readonly parents: readonly CommitId[];
  readonly tree: Tree;
  readonly message: string;
  readonly author: string;
  readonly at: number;
  readonly isOurs: boolean;
}

export interface Branch {
  head: CommitId;
  isProtected: boolean;
  /** A replica that still shows an older head. */
  lag: { readonly head: CommitId; readonly until: number } | null;
  /** Heads that replicas have shown late. */
  readonly shownLate: Set<CommitId>;
}

export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  account: Account;
  name: string;
  defaultBranch: string;
  isArchived: boolean;
  isDeleted: boolean;
  /** Chosen for the installation. */
  isChosen: boolean;
  readonly branches: Map<string, Branch>;
  readonly commits: Map<CommitId, ModelCommit>;
  /** Names of branches that were protected at some time: a refusal may still be remembered, also by a branch of that name made anew. */
  readonly wereProtected: Set<string>;
  /** Every head that each branch had, oldest first. */
  readonly heads: Map<string, CommitId[]>;
  readonly paths: Map<string, PathHistory>;
  readonly pulls: Pull[];
}

export interface BranchMove {
  readonly branch: string;
  readonly before: CommitId | null;
  readonly after: CommitId | null;
}

/** By branch and path. */
export interface PathHistory {
  /** Every blob that was ever there, and when it was replaced: infinity for the one that is there. Counted in `moments`. */
  readonly blobs: Map<BlobId, number>;
  /** Who changed it last. */
  lastBy: "us" | "others";
  /** How often others changed it. */
  foreignChanges: number;
}

export interface Account {
  readonly id: number;
  readonly login: string;
  installation: Installation | null;
}

export interface Installation {
  readonly id: number;
  isSuspended: boolean;
  /** Whether the account grants pull requests. */
  mayPropose: boolean;
}

export interface Announcement {
  readonly event: string;
  readonly repository: Repository | null;
  readonly installation: { readonly id: number; readonly account: Account };
  readonly payload: Readonly<Record<string, unknown>>;
}

const NEW_BRANCH = { isProtected: false, lag: null };

export class GitHubModel {
  readonly accounts: Account[] = [];
  readonly repositories: Repository[] = [];
  readonly blobs = new Map<BlobId, Buffer>();
  /** Which account's repositories ever held a text. */
  readonly holders = new Map<BlobId, Set<number>>();
  readonly #now: () => number;
  readonly #announce: (announcement: Announcement) => void;
  /** What else follows from a branch that moved, came or went. */
  follow: (repository: Repository, move: BranchMove) => void = () => undefined;
  #counter = 0;

  constructor(now: () => number, announce: (announcement: Announcement) => void) {
    this.#now = now;
    this.#announce = announce;
  }

  nextId(): number {
    this.#counter += 1;
    return this.#counter;
  }

  /** Counts what has been made: later is more. */
  get moment(): number {
    return this.#counter;
  }

  addAccount(login: string): Account {
    const account: Account = { id: this.nextId() + 100, login, installation: null };
    this.accounts.push(account);
    return account;
  }

  addRepository(account: Account, name: string): Repository {
    const id = this.nextId() + 1000;
    const repository: Repository = {
      id,
      nodeId: `R_${id}`,
      account,
      name,
      defaultBranch: "main",
      isArchived: false,
      isDeleted: false,
      isChosen: true,
      branches: new Map(),
      wereProtected: new Set(),
      commits: new Map(),
      heads: new Map(),
      paths: new Map(),
      pulls: [],
    };
    this.repositories.push(repository);
    return repository;
  }

  keep(content: Buffer): BlobId {
    const blob = blobIdOf(content);
    this.blobs.set(blob, content);
    return blob;
  }

  /** Not on any branch yet. */
  addCommit(
    repository: Repository,
    commit: Pick<ModelCommit, "parents" | "tree" | "message" | "author" | "isOurs">,
  ): ModelCommit {
    const hash = createHash("sha1").update(`${repository.id} ${this.nextId()}`).digest("hex");
    const made = { ...commit, id: parseCommitId(hash), at: this.#now() };
    repository.commits.set(made.id, made);
    return made;
  }

  /** Moves, makes or deletes a branch, and tells of it. */
  setHead(
    repository: Repository,
    name: string,
    to: { readonly head: CommitId | null; by: "us" | "others" },
  ): void {
    const branch = repository.branches.get(name);
    const before = branch?.head ?? null;
    if (to.head === before) return;
    this.nextId();
    if (to.head === null) {
      repository.branches.delete(name);
    } else {
      if (branch === undefined) {
        repository.branches.set(name, { head: to.head, ...NEW_BRANCH, shownLate: new Set() });
      } else branch.head = to.head;
      repository.heads.set(name, [...(repository.heads.get(name) ?? []), to.head]);
      this.#rememberPaths(repository, name, { before, after: to.head, by: to.by });
    }
    this.#tellPush(repository, name, { before, after: to.head });
    this.follow(repository, { branch: name, before, after: to.head });
  }

  treeAt(repository: Repository, commit: CommitId | null): Tree {
    return (commit === null ? undefined : repository.commits.get(commit)?.tree) ?? new Map();
  }

  pathHistory(repository: Repository, branch: string, path: string): PathHistory {
    const key = `${branch}\n${path}`;
    const history = repository.paths.get(key) ?? { blobs: new Map(), lastBy: "others", foreignChanges: 0 };
    repository.paths.set(key, history);
    return history;
  }

  /** What the App may see: installed, not suspended, chosen. */
  isVisible({ account, isChosen, isDeleted }: Repository): boolean {
    return isChosen && !isDeleted && account.installation !== null && !account.installation.isSuspended;
  }

  tell(
    repository: Repository | null,
    account: Account,
    event: string,
    payload: Announcement["payload"],
  ): void {
    const { installation } = account;
    if (installation === null) return;
    this.#announce({ event, repository, installation: { id: installation.id, account }, payload });
  }

  #tellPush(
    repository: Repository,
    branch: string,
    { before, after }: { readonly before: CommitId | null; readonly after: CommitId | null },
  ): void {
    if (!this.isVisible(repository)) return;
    const none = "0".repeat(40);
    const ids = { repository: { id: repository.id } };
    this.tell(repository, repository.account, "push", {
      ...ids,
      ref: `refs/heads/${branch}`,
      before: before ?? none,
      after: after ?? none,
      created: before === null,
      deleted: after === null,
    });
    if (before === null || after === null) {
      const event = after === null ? "delete" : "create";
      this.tell(repository, repository.account, event, { ...ids, ref: branch, ref_type: "branch" });
    }
  }

  #rememberPaths(
    repository: Repository,
    branch: string,
    move: { readonly before: CommitId | null; readonly after: CommitId; readonly by: "us" | "others" },
  ): void {
    const before = this.treeAt(repository, move.before);
    const after = this.treeAt(repository, move.after);
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(path), after.get(path)];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      const history = this.pathHistory(repository, branch, path);
      if (was?.kind === "file") history.blobs.set(was.blob, this.#counter);
      history.lastBy = move.by;
      if (move.by === "others") history.foreignChanges += 1;
      if (is?.kind !== "file") continue;
      history.blobs.set(is.blob, Number.POSITIVE_INFINITY);
      const holders = this.holders.get(is.blob) ?? new Set();
      this.holders.set(is.blob, holders.add(repository.account.id));
    }
  }
}
