/** Watches what the engine asks of GitHub, and notes what no engine may ask. */
import type { BlobId, CommitId } from "../../../src/core/git/object-id.ts";
import type { Failure } from "../../../src/core/retry/failure.ts";
import type { CommitRequest, RepositoryAddress } from "../../../src/core/sync/github-port.ts";
import type { OperationKind } from "../operations.ts";
import type { GitHubModel, Repository } from "./github-model.ts";
import { targetOf } from "./pulls.ts";
import type { Judge } from "./judge.ts";

/** A link as the database had it when a commit for it was asked for. */
export interface CommittedLink {
  readonly path: string;
  readonly document: number;
  readonly kind: "schema" | "backup";
  readonly agreedRemote: string | null;
  /** A text that was refused before goes alone. */
  readonly refusedBlob: string | null;
  readonly workspaceId: number;
}

export interface Replacement {
  readonly document: number;
  readonly kind: "schema" | "backup";
  readonly blob: BlobId;
  readonly where: string;
}

/** Of requests without time passing, and of one lane within a minute: more is a loop. */
const REQUESTS_AT_ONCE = 400;

/** Files that wait go together: a lane rests after a commit. */
const SHORTEST_REST_MS = 2_000;

const TAKEN_BACK = "Take back ";

/** The shortest wait that follows a failure, before the same lane may ask again. */
const SHORTEST_WAIT_MS: Partial<Record<Failure["kind"], number>> = {
  server_error: 1_000,
  unreachable: 5_000,
  unauthorized: 30_000,
  unexpected: 10_000,
};

export class Watch {
  /** Texts of others on our own branches, which later commits of ours have replaced. */
  readonly reviewed: { readonly account: number; readonly blob: BlobId; readonly where: string }[] = [];
  /** Texts on GitHub that commits of ours have replaced. */
  readonly replacements: Replacement[] = [];
  commits = 0;
  readonly #github: GitHubModel;
  readonly #judge: Judge;
  readonly #now: () => number;
  readonly #observed = new Map<string, Set<CommitId>>();
  readonly #notBefore = new Map<string, number>();
  /** When a commit of ours last landed, where nothing has disturbed the lane's pace since. */
  readonly #landedAt = new Map<string, number>();
  readonly #disturbedAt = new Map<string, number>();
  readonly #findLinks: (request: CommitRequest) => readonly CommittedLink[];
  readonly #mayGiveWay: (link: CommittedLink, blob: BlobId) => boolean;
  #askedAt = 0;
  #askedNow = 0;

  constructor(
    world: { readonly github: GitHubModel; readonly judge: Judge; readonly now: () => number },
    findLinks: (request: CommitRequest) => readonly CommittedLink[],
    mayGiveWay: (link: CommittedLink, blob: BlobId) => boolean,
  ) {
    this.#github = world.github;
    this.#judge = world.judge;
    this.#now = world.now;
    this.#findLinks = findLinks;
    this.#mayGiveWay = mayGiveWay;
  }

  asked(): void {
    if (this.#askedAt !== this.#now()) this.#askedNow = 0;
    this.#askedAt = this.#now();
    this.#askedNow += 1;
    if (this.#askedNow === REQUESTS_AT_ONCE)
      this.#judge.note("bounded requests", `${REQUESTS_AT_ONCE} requests while no time passed`);
  }

  laneAsks(kind: OperationKind, repository: RepositoryAddress, branch: string): void {
    const notBefore = this.#notBefore.get(keyOf(repository.repositoryId, branch)) ?? 0;
    this.#judge.expect(
      this.#now() >= notBefore,
      "bounded requests",
      () =>
        `${kind} on ${repository.name} ${branch}, ${notBefore - this.#now()} ms before the back-off is over`,
    );
  }

  failed(repository: RepositoryAddress, branch: string, failure: Failure): void {
    const key = keyOf(repository.repositoryId, branch);
    const wait =
      failure.kind === "rate_limited" ? limitWait(failure, this.#now()) : SHORTEST_WAIT_MS[failure.kind];
    if (wait !== undefined) this.#notBefore.set(key, this.#now() + wait);
  }

  /** A restart, or "sync now": what a lane had to wait for may be forgotten. */
  forgetWaits(): void {
    this.#notBefore.clear();
    this.#landedAt.clear();
  }

  observed(repository: Repository, branch: string, head: CommitId): void {
    const key = keyOf(repository.id, branch);
    this.#observed.set(key, (this.#observed.get(key) ?? new Set()).add(head));
  }

  linksOf(request: CommitRequest): readonly CommittedLink[] {
    return this.#findLinks(request);
  }

  expectObserved(repository: Repository, { branch, expectedHead }: CommitRequest): void {
    const isObserved = this.#observed.get(keyOf(repository.id, branch))?.has(expectedHead) === true;
    this.#judge.expect(
      isObserved,
      "compare-and-swap only",
      () => `a commit onto ${expectedHead} of ${repository.name} ${branch}, which was never observed`,
    );
  }

  expectDefaultBranch(repository: Repository, branch: string): void {
    this.#judge.expect(
      branch === repository.defaultBranch,
      "compare-and-swap only",
      () => `the first file of ${repository.name} on ${branch}`,
    );
  }

  /** After a refusal, or a lost answer, commits may follow each other closely: what was refused is parted, and each part sent. */
  disturbed(repository: Pick<RepositoryAddress, "repositoryId">, branch: string): void {
    const key = keyOf(repository.repositoryId, branch);
    this.#landedAt.delete(key);
    this.#disturbedAt.set(key, this.#now());
  }

  /** The commit lands now. */
  committing(repository: Repository, request: CommitRequest, links: readonly CommittedLink[]): void {
    this.commits += 1;
    // What a request loses is a commit of its own, before that of what it gets.
    if (request.message.headline.startsWith(TAKEN_BACK)) this.disturbed(request.repository, request.branch);
    const key = keyOf(repository.id, request.branch);
    const restedMs = this.#now() - (this.#landedAt.get(key) ?? 0);
    this.#landedAt.set(key, this.#now());
    const isParted = this.#disturbedAt.get(key) === this.#now();
    this.#judge.expect(
      restedMs >= SHORTEST_REST_MS || isParted || links.some(({ refusedBlob }) => refusedBlob !== null),
      "group commit",
      () => `a commit on ${repository.name} ${request.branch}, ${restedMs} ms after the last`,
    );
    const tree = this.#github.treeAt(repository, request.expectedHead);
    const where = `${repository.name} ${request.branch}`;
    for (const { path, blob, isExecutable } of request.additions) {
      const before = tree.get(path);
      const replaced = before?.kind === "file" ? before : null;
      this.#judge.expect(
        replaced?.blob !== blob,
        "no echo, no noise",
        () => `a commit of ${path} on ${where} that changes nothing`,
      );
      this.#judge.expect(
        replaced === null || replaced.isExecutable === isExecutable,
        "nothing is lost",
        () => `${path} on ${where} changes its mode`,
      );
      if (replaced !== null)
        this.#noteReplaced(repository, request.branch, { path, blob: replaced.blob, links });
    }
  }

  #noteReplaced(
    repository: Repository,
    branch: string,
    replaced: { readonly path: string; readonly blob: BlobId; readonly links: readonly CommittedLink[] },
  ): void {
    const { path, blob, links } = replaced;
    const where = `${path} on ${repository.name} ${branch}`;
    const link = links.find((one) => one.path === path);
    if (branch !== targetOf(branch)) return this.#noteReviewed(repository, { branch, path, blob }, link);
    if (link === undefined) return;
    this.#judge.expect(
      link.kind === "backup" || link.agreedRemote === blob,
      "nothing is lost",
      () => `${where}: ${blob} is overwritten while ${link.agreedRemote} is agreed`,
    );
    this.replacements.push({ ...link, blob, where });
  }

  /** On a branch of ours. What a person has put there gives way only where one has chosen so; what came from the target may. */
  #noteReviewed(
    repository: Repository,
    { branch, path, blob }: { readonly branch: string; readonly path: string; readonly blob: BlobId },
    link: CommittedLink | undefined,
  ): void {
    const { lastBy } = this.#github.pathHistory(repository, branch, path);
    const ofTarget = this.#github.pathHistory(repository, targetOf(branch), path).blobs;
    if (lastBy === "us" || ofTarget.has(blob)) return;
    const where = `${path} on ${repository.name} ${branch}`;
    this.reviewed.push({ account: repository.account.id, blob, where });
    this.#judge.expect(
      link === undefined || this.#mayGiveWay(link, blob),
      "nothing is lost",
      () => `${where}: a reviewer's ${blob} is overwritten, and nobody has chosen so`,
    );
  }
}

function keyOf(repository: number, branch: string): string {
  return `${repository} ${branch}`;
}

function limitWait({ retryAt }: Extract<Failure, { kind: "rate_limited" }>, now: number): number {
  return retryAt === null ? 60_000 : Math.max(retryAt - now, 1_000);
}
