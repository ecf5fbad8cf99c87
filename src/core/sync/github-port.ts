/**
 * What the lanes need of GitHub, as pure shapes. `src/github/` implements it over Octokit; the simulation over a model.
 * Every method may throw `GitHubFailure` (core/retry/failure.ts); whatever else it throws is a fault of ours.
 */
import type { BlobId, CommitId } from "../git/object-id.ts";
import type { CheckGitHub } from "./check-port.ts";
import type { LinkErrorCode } from "./model.ts";
import type { ProposalGitHub } from "./proposal-port.ts";

/** Enough to address a repository by ids that survive a rename. */
export interface RepositoryAddress {
  readonly hostname: string;
  /** GitHub's ids. */
  readonly installationId: number;
  readonly repositoryId: number;
  readonly nodeId: string;
  readonly ownerId: number;
  /** For REST routes that know names only. */
  readonly owner: string;
  readonly name: string;
}

export interface ObserveRequest {
  readonly repository: RepositoryAddress;
  readonly branch: string;
  /** Exact bytes, no duplicates. */
  readonly paths: readonly string[];
  /** Asked for beside them, in the same query: they do not count for whether texts come with it. */
  readonly beside?: readonly string[];
  /** Files that linked ones refer to: asked for in the same queries, without their texts. */
  readonly members?: readonly string[];
  /** Paths whose names in the same directory are wanted too: those of links never observed. */
  readonly newPaths: readonly string[];
  /** Further commits at which the files of all paths are wanted, without their texts: in the same query. */
  readonly alsoAt?: readonly CommitId[];
}

export type ObservedFile =
  | {
      readonly kind: "blob";
      readonly blob: BlobId;
      readonly sizeBytes: number;
      readonly isExecutable: boolean;
      /** The bytes, proven by their hash; null where they were not asked for or not given whole (see readBlobs). */
      readonly content: Buffer | null;
    }
  | {
      readonly kind: "absent";
      /** A name in the directory that differs only by case or normal form. */
      readonly sibling: string | null;
    }
  | { readonly kind: "not-a-file"; readonly code: "symlink" | "submodule" | "path_taken" }
  /** GitHub answered with an error on this path: decides nothing. */
  | { readonly kind: "unknown" };

export type Observation =
  | {
      readonly kind: "found";
      readonly head: CommitId;
      /** The commits that it was made on; the first is where its branch was, where it is a merge of ours. */
      readonly parents: readonly CommitId[];
      /** The newest commits that it is built on, itself among them. */
      readonly ancestors: readonly CommitId[];
      /** Who made the head commit, when and why: asked for in the same query. */
      readonly commit: ObservedCommit;
      readonly refId: string;
      readonly repository: ObservedRepository;
      readonly files: ReadonlyMap<string, ObservedFile>;
      /** By the further commits that were asked for; those that are not there any more are left out. */
      readonly filesAt?: ReadonlyMap<CommitId, ReadonlyMap<string, ObservedFile>>;
    }
  /** No commit at all; only the default branch can get its first file. */
  | { readonly kind: "empty-repository"; readonly repository: ObservedRepository }
  | {
      readonly kind: "refused";
      readonly code: LinkErrorCode;
      readonly repository: ObservedRepository | null;
    };

export interface ObservedCommit {
  /** GitHub login of the author; their name where they have no account there. */
  readonly author: string | null;
  readonly message: string;
  /** When it was committed, milliseconds since 1970. */
  readonly committedAt: number;
}

export interface ObservedRepository {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string | null;
  readonly isArchived: boolean;
}

export interface Addition {
  readonly path: string;
  readonly blob: BlobId;
  readonly content: Buffer;
  readonly isExecutable: boolean;
}

export interface CommitMessage {
  readonly headline: string;
  readonly body: string;
}

export interface CommitRequest {
  readonly repository: RepositoryAddress;
  readonly branch: string;
  readonly refId: string;
  /** Compare-and-swap: the commit is made on exactly this head, or not at all. */
  readonly expectedHead: CommitId;
  readonly message: CommitMessage;
  /** At most 25 MB and 100 files. */
  readonly additions: readonly Addition[];
  /** Paths of files that are there. */
  readonly deletions?: readonly string[];
}

export interface FirstCommitRequest {
  readonly repository: RepositoryAddress;
  readonly branch: string;
  readonly message: CommitMessage;
  readonly addition: Addition;
}

export type CommitOutcome =
  | { readonly kind: "landed"; readonly commit: CommitId }
  /** The head moved: nothing was written. */
  | { readonly kind: "stale" }
  /** The branch refuses commits by the App. */
  | { readonly kind: "protected"; readonly message: string }
  /** Something in the commit is refused, or an unknown refusal: bisect. */
  | { readonly kind: "refused"; readonly message: string }
  /** The answer was lost: it may have landed. Settled at the next look. */
  | { readonly kind: "unanswered"; readonly cause: unknown };

/** A file of a commit: none that is a symbolic link, a submodule or a directory. */
export interface TreeFile {
  readonly path: string;
  readonly blob: BlobId;
  /** Left out where GitHub does not say. */
  readonly sizeBytes?: number;
}

/** The first commit on the way from one head to another. */
export interface FirstCommitAfter {
  readonly commit: CommitId;
  readonly parents: readonly CommitId[];
  readonly message: string;
}

export interface LaneGitHub {
  /** One query where at most 100 paths are asked for. Carries the texts where at most three paths are asked for. */
  observe(request: ObserveRequest): Promise<Observation>;
  /** What is at these paths at a commit: one query for up to 100. Carries the texts where at most twenty are asked for. */
  readFiles(
    repository: RepositoryAddress,
    commit: CommitId,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, ObservedFile>>;
  /**
   * Texts by blob, in one query for all up to 500 kB and one REST request for each larger one. A blob that is missing in the
   * answer was not given whole, or is over 100 MB. `texts`: only what the queries give, whatever is missing then.
   */
  readBlobs(
    repository: RepositoryAddress,
    blobs: readonly { readonly blob: BlobId; readonly sizeBytes: number }[],
    wanted?: "all" | "texts",
  ): Promise<ReadonlyMap<BlobId, Buffer>>;
  commit(request: CommitRequest): Promise<CommitOutcome>;
  /** The first file of an empty repository: can only create. `stale` where the repository has become non-empty. */
  commitFirst(request: FirstCommitRequest): Promise<CommitOutcome>;
  /** The files of a commit that are sought, in one request. Null where GitHub does not give the whole tree. */
  findFiles(
    repository: RepositoryAddress,
    commit: CommitId,
    isSought: (file: TreeFile) => boolean,
  ): Promise<readonly TreeFile[] | null>;
  /** One compare. Null where `head` does not descend from `base`. */
  firstCommitAfter(
    repository: RepositoryAddress,
    base: CommitId,
    head: CommitId,
  ): Promise<FirstCommitAfter | null>;
  /** The branch's head by REST; `unchanged` is a 304 and free. */
  head(repository: RepositoryAddress, branch: string, known: CommitId | null): Promise<HeadAnswer>;
}

export type HeadAnswer =
  | { readonly kind: "unchanged" }
  | { readonly kind: "head"; readonly head: CommitId }
  /** Branch, repository or permission gone, or the repository empty: worth a full look. */
  | { readonly kind: "not-found" };

export interface InstallationRecord {
  readonly installationId: number;
  readonly account: {
    readonly id: number;
    readonly login: string;
    readonly type: "Organization" | "User" | "Enterprise";
  };
  readonly suspended: boolean;
  readonly permissions: Readonly<Record<string, string>>;
}

export interface RepositoryRecord {
  readonly repositoryId: number;
  readonly nodeId: string;
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly htmlUrl: string;
  readonly cloneUrl: string;
}

export interface BranchRecord {
  readonly name: string;
  readonly head: CommitId;
  readonly isProtected: boolean;
}

/** An account, looked up by its login. */
export interface UserRecord {
  /** GitHub's id of the account. */
  readonly accountId: number;
  /** As GitHub writes it. */
  readonly login: string;
  /** What the account calls itself. */
  readonly name: string | null;
  /** A person's or an App's: organisations write nothing. */
  readonly isAuthor: boolean;
}

/** What installations and repositories are re-read through, by id. */
export interface DirectoryGitHub {
  installations(hostname: string): Promise<readonly InstallationRecord[]>;
  /** Null: uninstalled (404). */
  installation(hostname: string, installationId: number): Promise<InstallationRecord | null>;
  /** All pages. */
  installationRepositories(hostname: string, installationId: number): Promise<readonly RepositoryRecord[]>;
  /** Null: not there, or not seen by the installation (404). */
  repository(
    hostname: string,
    installationId: number,
    repositoryId: number,
  ): Promise<RepositoryRecord | null>;
  /** In GitHub's order; names that begin with `prefix` where it is not empty. All pages, or as many as hold `most` of them. */
  branches(repository: RepositoryAddress, prefix: string, most?: number): Promise<readonly BranchRecord[]>;
  /** The App's own log of attempts to deliver webhooks, newest first, back to `since` (milliseconds since 1970). */
  deliveryAttempts(hostname: string, since: number): Promise<readonly DeliveryAttempt[]>;
  /** Has GitHub send it again, under its guid. */
  redeliver(hostname: string, attempt: number): Promise<void>;
  /** Null: no account has the login, in any case. */
  user(hostname: string, installationId: number, login: string): Promise<UserRecord | null>;
}

/** One attempt to deliver a webhook. */
export interface DeliveryAttempt {
  readonly id: number;
  /** `X-GitHub-Delivery`: shared by all attempts of one delivery. */
  readonly guid: string;
  readonly deliveredAt: number;
  readonly isAnswered: boolean;
}

export type GitHubPort = LaneGitHub & DirectoryGitHub & ProposalGitHub & CheckGitHub;
