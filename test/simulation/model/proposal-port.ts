/** The part of the engine's GitHub that pull requests need. What throws may have been carried out all the same. */
import { GitHubFailure } from "../../../src/core/retry/failure.ts";
import type { RepositoryAddress } from "../../../src/core/sync/github-port.ts";
import type { ProposalGitHub, PullRequest } from "../../../src/core/sync/proposal-port.ts";
import type { OperationKind } from "../operations.ts";
import { readable, refId, seenHead, writable } from "./addressed.ts";
import { isBuiltOn, mergedTree } from "./ancestry.ts";
import type { Repository } from "./github-model.ts";
import type { PortWorld } from "./model-port.ts";
import { endPull, openPull, type Pull } from "./pulls.ts";

type Ask = <T>(kind: OperationKind, work: () => T) => Promise<T>;
type Asked<Method extends keyof ProposalGitHub> = Awaited<ReturnType<ProposalGitHub[Method]>>;
type Args<Method extends keyof ProposalGitHub> = Parameters<ProposalGitHub[Method]>;

export function makeProposalPort(world: PortWorld, ask: Ask): ProposalGitHub {
  const read = <T>(kind: OperationKind, address: RepositoryAddress, work: (repository: Repository) => T) =>
    ask(kind, () => {
      strike(world, kind);
      const repository = readable(world.github, address);
      requireGranted(repository);
      return work(repository);
    });
  const write = <T>(kind: OperationKind, address: RepositoryAddress, work: (repository: Repository) => T) =>
    ask(kind, () => {
      const isAnswered = strike(world, kind);
      const repository = writable(world.github, address);
      if (ON_REQUESTS.has(kind)) requireGranted(repository);
      const done = work(repository);
      if (!isAnswered) throw NO_ANSWER;
      return done;
    });
  return {
    createBranch: (address, branch, head) =>
      write("createBranch", address, (repository) => createBranch(world, repository, { branch, head })),
    mergeBranch: (address, merge) =>
      write("mergeBranch", address, (repository) => mergeBranch(world, repository, merge)),
    openPullRequest: (address, request) =>
      write("openPullRequest", address, (repository) => openRequest(world, repository, request)),
    findPullRequest: (address, branches) =>
      read("findPullRequest", address, (repository) => findRequest(world, repository, branches)),
    pullRequest: (address, number) =>
      read("pullRequest", address, (repository) => {
        const pull = repository.pulls.find((one) => one.number === number);
        return pull === undefined ? null : shown(world, repository, pull);
      }),
    updatePullRequest: (address, number, change) =>
      write("updatePullRequest", address, (repository) => update(world, repository, number, change)),
  };
}

/** Branches are contents; requests need a permission of their own. */
const ON_REQUESTS: ReadonlySet<OperationKind> = new Set(["openPullRequest", "updatePullRequest"]);

function requireGranted({ account }: Repository): void {
  if (account.installation?.mayPropose === true) return;
  throw new GitHubFailure({ kind: "permission_missing", message: "Resource not accessible by integration" });
}

const NO_ANSWER = new GitHubFailure({ kind: "server_error", status: 502 });

/** False: it is carried out, and nobody hears of it. */
function strike({ faults }: PortWorld, kind: OperationKind): boolean {
  const fault = faults.take(kind);
  if (fault?.kind === "failure") throw new GitHubFailure(fault.failure);
  if (fault?.kind === "unanswered" && !fault.hasLanded) throw NO_ANSWER;
  return fault?.kind !== "unanswered";
}

function createBranch(
  { github, watch }: PortWorld,
  repository: Repository,
  { branch, head }: { readonly branch: string; readonly head: Args<"createBranch">[2] },
): Asked<"createBranch"> {
  if (repository.branches.has(branch)) return { kind: "exists" };
  if (!repository.commits.has(head)) return { kind: "refused", message: "Object does not exist" };
  github.setHead(repository, branch, { head, by: "us" });
  watch.observed(repository, branch, head);
  return { kind: "made", branch: { refId: refId(repository, branch), head } };
}

function mergeBranch(
  { github, watch }: PortWorld,
  repository: Repository,
  { into, from, message }: Args<"mergeBranch">[1],
): Asked<"mergeBranch"> {
  const branch = repository.branches.get(into);
  if (branch === undefined || !repository.commits.has(from)) return { kind: "not-found" };
  if (isBuiltOn(repository, branch.head, from)) return { kind: "up-to-date" };
  const tree = mergedTree(repository, { ours: branch.head, theirs: from }, null);
  if (tree === null) return { kind: "clash" };
  const parents = [branch.head, from];
  const { id } = github.addCommit(repository, { parents, tree, message, author: APP, isOurs: true });
  watch.disturbed({ repositoryId: repository.id }, into);
  github.setHead(repository, into, { head: id, by: "us" });
  return { kind: "merged" };
}

export const APP = "lockstep[bot]";

function openRequest(
  world: PortWorld,
  repository: Repository,
  { head, target: base, title, body }: Args<"openPullRequest">[1],
): Asked<"openPullRequest"> {
  const [from, to] = [repository.branches.get(head), repository.branches.get(base)];
  if (from === undefined || to === undefined) return { kind: "refused", message: "Validation Failed" };
  const isThere = repository.pulls.some(
    (pull) => pull.state === "open" && pull.head === head && pull.base === base,
  );
  if (isThere) return { kind: "exists" };
  if (isBuiltOn(repository, to.head, from.head)) return { kind: "nothing" };
  const pull = openPull(world.github, repository, { head, base, title, body, headCommit: from.head });
  return { kind: "opened", request: shown(world, repository, pull) };
}

function findRequest(
  world: PortWorld,
  repository: Repository,
  { head, target }: Args<"findPullRequest">[1],
): PullRequest | null {
  const newest = repository.pulls.findLast((pull) => pull.head === head && pull.base === target);
  return newest === undefined ? null : shown(world, repository, newest);
}

function update(
  { github }: PortWorld,
  repository: Repository,
  number: number,
  { title, body, state }: Args<"updatePullRequest">[2],
): void {
  const pull = repository.pulls.find((one) => one.number === number);
  if (pull === undefined) throw new GitHubFailure({ kind: "not_found" });
  pull.title = title ?? pull.title;
  pull.body = body ?? pull.body;
  if (state === "closed" && pull.state === "open") endPull(github, repository, pull, "closed");
}

/** A replica that shows an older head of the branch shows it with the request, too. */
function shown(
  { now }: PortWorld,
  { branches }: Repository,
  { number, state, headCommit, head: branch }: Pull,
): PullRequest {
  const at = state === "open" ? branches.get(branch) : undefined;
  const head = at === undefined ? headCommit : seenHead(at, now());
  return { number, url: `https://github.example/pull/${number}`, state, head };
}
