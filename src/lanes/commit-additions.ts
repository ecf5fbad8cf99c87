/** Commits prepared additions to the lane's own branch: what lands is agreed on. */
import type { CommitId } from "../core/git/object-id.ts";
import type { Addition, CommitOutcome } from "../core/sync/github-port.ts";
import { chunksOf } from "../core/sync/plan.ts";
import { recordAttempt } from "../db/lane-apply.ts";
import { carryRefusals, forgetWrite, recordLanded, recordRefusal, type Refusal } from "../db/lane-commit.ts";
import { moveHead } from "../db/lane-finish.ts";
import { recordRefusesCommits } from "../db/proposals.ts";
import { commitUrl } from "./apply-look.ts";
import type { Attempt, CommitRun } from "./commit-attempt.ts";
import { commitChunks, type CommitTarget } from "./commit-chunks.ts";
import { isThereAlready, type PreparedAddition } from "./prepare-additions.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

export async function commitAdditions(
  run: CommitRun,
  additions: readonly PreparedAddition[],
): Promise<CommitResult> {
  const there = additions.filter(isThereAlready);
  if (there.length > 0) await recordThere(run, there);
  const chunks = chunksFor(
    run,
    additions.filter((addition) => !isThereAlready(addition)),
  );
  return commitChunks(run, ownBranch(run), chunks);
}

/** An empty repository takes its first file alone, whichever it takes; a text that was refused before goes alone, after the others. */
function chunksFor(
  run: CommitRun,
  additions: readonly PreparedAddition[],
): readonly (readonly PreparedAddition[])[] {
  const [first] = additions;
  if (first === undefined) return [];
  if (run.head === null) return additions.map((addition) => [addition]);
  const suspects = additions.filter(({ link, pair }) => link.refused?.blob === pair.store);
  const others = additions.filter((addition) => !suspects.includes(addition));
  return [...chunksOf(others), ...suspects.map((suspect) => [suspect])];
}

async function recordThere(run: CommitRun, links: readonly PreparedAddition[]): Promise<void> {
  const at = run.deps.clock.now();
  await writeHeld(run, (tx) => recordLanded(tx, { lane: run.lane, writes: [], commit: null, links, at }));
}

function ownBranch(run: CommitRun): CommitTarget {
  const forget = (attempt: Attempt): Promise<void> =>
    run.deps.store.write((tx) => forgetWrite(tx, attempt.write));
  return {
    record: recordAttempt,
    async send(attempt, additions) {
      try {
        return await request(run, attempt, additions);
      } catch (error) {
        // A request that threw certainly did not land.
        await forget(attempt);
        throw error;
      }
    },
    landed: (attempt, commit) => landed(run, attempt, commit),
    async stale(attempt) {
      await forget(attempt);
      return "stale";
    },
    async takeBack(attempt) {
      await forget(attempt);
      return "done";
    },
    refused: (attempt, message) => refused(run, attempt, { code: "content_blocked", message }),
    refusedByBranch: (attempt, message) => refusedByBranch(run, attempt, message),
  };
}

function request(
  run: CommitRun,
  { message }: Attempt,
  additions: readonly Addition[],
): Promise<CommitOutcome> {
  const { head, refId } = run;
  const { address: repository } = run.lane.repository;
  const { branch } = run.lane;
  const [addition] = additions;
  if (addition === undefined) throw new Error("A chunk has at least one file.");
  if (head === null || refId === null)
    return run.deps.github.commitFirst({ repository, branch, message, addition });
  return run.deps.github.commit({ repository, branch, refId, expectedHead: head, message, additions });
}

async function landed(run: CommitRun, { write, chunk }: Attempt, commit: CommitId): Promise<CommitResult> {
  const at = run.deps.clock.now();
  const { head: from } = run;
  const overtaken = run.lane.writes.filter(({ head }) => head === from).map(({ id }) => id);
  const recorded = await writeHeld(run, async (tx) => {
    await moveHead(tx, run.lane, { head: commit, refId: run.refId, at });
    await carryRefusals(tx, run.lane.id, { from, to: commit });
    const named = { id: commit, url: commitUrl(run.lane, commit) };
    const writes = [write, ...overtaken];
    await recordLanded(tx, { lane: run.lane, writes, commit: named, links: chunk, at });
  });
  if (recorded !== "done") return recorded;
  run.head = commit;
  run.commits += 1;
  return from === null ? "again" : "done";
}

/** The lane remembers it: links of mode `auto` go by pull request from now on; the others rest. An empty repository has nothing to request a pull for. */
async function refusedByBranch(run: CommitRun, attempt: Attempt, message: string): Promise<CommitResult> {
  const { lane, head, deps } = run;
  const refusal = { code: "branch_protected", message } as const;
  const links = attempt.chunk.filter(({ link }) => link.mode !== "auto");
  if (head === null) return refused(run, attempt, refusal);
  const at = deps.clock.now();
  return writeHeld(
    run,
    async (tx) => {
      await recordRefusal(tx, { ...refusal, write: attempt.write, links, head, at });
      await recordRefusesCommits(tx, lane.id, at);
    },
    links.length === attempt.chunk.length ? "done" : "again",
  );
}

async function refused(
  run: CommitRun,
  { write, chunk }: Attempt,
  refusal: Pick<Refusal, "code" | "message">,
): Promise<CommitResult> {
  const at = run.deps.clock.now();
  return writeHeld(run, (tx) => recordRefusal(tx, { ...refusal, write, links: chunk, head: run.head, at }));
}
