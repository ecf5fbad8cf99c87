/**
 * Carries prepared additions to GitHub, one commit a chunk.
 *
 * attempt   one transaction: what is still as loaded, the texts to be replaced kept, the write and its pairs durable
 * commit    the request: compare-and-swap on the head that was seen or just made
 * record    one transaction: agreed := what was committed
 *
 * A refusal that nobody can place is bisected; the culprit rests, the others go through. An answer that is lost leaves the
 * write behind, and the next look settles it.
 */
import type { CommitOutcome } from "../core/sync/github-port.ts";
import type { CommitId } from "../core/git/object-id.ts";
import { chunksOf } from "../core/sync/plan.ts";
import { holdsLease } from "../db/lane-claim.ts";
import { carryRefusals, forgetWrite, recordLanded, recordRefusal, type Refusal } from "../db/lane-commit.ts";
import { moveHead } from "../db/lane-finish.ts";
import { recordRefusesCommits } from "../db/proposals.ts";
import { commitUrl } from "./apply-look.ts";
import { type Attempt, attemptChunk, type CommitRun } from "./commit-attempt.ts";
import { isThereAlready, type PreparedAddition } from "./prepare-additions.ts";

/**
 * `done`: nothing is left of the additions. `again`: the empty repository has its first file now. `stale`: the head moved.
 * Both want a look at once. `unanswered`: the write is to be settled. `lost`: somebody else has the lane.
 */
export type CommitResult = "done" | "stale" | "again" | "unanswered" | "lost";

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
  for (const chunk of chunks) {
    const result = await commitChunk(run, chunk);
    if (result !== "done") return result;
  }
  return "done";
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
  await run.deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, run.lease))) return;
    await recordLanded(tx, { lane: run.lane, writes: [], commit: null, links, at });
  });
}

async function commitChunk(run: CommitRun, chunk: readonly PreparedAddition[]): Promise<CommitResult> {
  const attempt = await attemptChunk(run, chunk);
  if (attempt === null) return "lost";
  if (attempt.chunk.length === 0) return "done";
  const outcome = await send(run, attempt);
  switch (outcome.kind) {
    case "landed":
      return landed(run, attempt, outcome.commit);
    case "stale":
      await run.deps.store.write((tx) => forgetWrite(tx, attempt.write));
      return "stale";
    case "unanswered":
      run.deps.log.warn({ lane: run.lane.id, err: outcome.cause }, "commit unanswered");
      return "unanswered";
    case "protected":
      return refusedByBranch(run, attempt, outcome.message);
    case "refused":
      return bisect(run, attempt, outcome.message);
  }
}

/** A request that threw certainly did not land: the attempt is forgotten before the failure goes on. */
async function send(run: CommitRun, attempt: Attempt): Promise<CommitOutcome> {
  try {
    return await request(run, attempt);
  } catch (error) {
    await run.deps.store.write((tx) => forgetWrite(tx, attempt.write));
    throw error;
  }
}

function request(run: CommitRun, { chunk, message }: Attempt): Promise<CommitOutcome> {
  const { head, refId } = run;
  const { address: repository } = run.lane.repository;
  const { branch } = run.lane;
  const additions = chunk.map(({ link, pair, content }) => ({
    path: link.path,
    blob: pair.remote,
    content,
    isExecutable: link.isExecutable,
  }));
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
  const isRecorded = await run.deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, run.lease))) return false;
    await moveHead(tx, run.lane, { head: commit, refId: run.refId, at });
    await carryRefusals(tx, run.lane.id, { from, to: commit });
    const named = { id: commit, url: commitUrl(run.lane, commit) };
    const writes = [write, ...overtaken];
    await recordLanded(tx, { lane: run.lane, writes, commit: named, links: chunk, at });
    return true;
  });
  if (!isRecorded) return "lost";
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
  const isRecorded = await deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, run.lease))) return false;
    await recordRefusal(tx, { ...refusal, write: attempt.write, links, head, at });
    await recordRefusesCommits(tx, lane.id, at);
    return true;
  });
  if (!isRecorded) return "lost";
  return links.length === attempt.chunk.length ? "done" : "again";
}

async function refused(
  run: CommitRun,
  { write, chunk }: Attempt,
  refusal: Pick<Refusal, "code" | "message">,
): Promise<CommitResult> {
  const at = run.deps.clock.now();
  const isRecorded = await run.deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, run.lease))) return false;
    await recordRefusal(tx, { ...refusal, write, links: chunk, head: run.head, at });
    return true;
  });
  return isRecorded ? "done" : "lost";
}

async function bisect(run: CommitRun, attempt: Attempt, message: string): Promise<CommitResult> {
  const { chunk } = attempt;
  if (chunk.length === 1) return refused(run, attempt, { code: "content_blocked", message });
  await run.deps.store.write((tx) => forgetWrite(tx, attempt.write));
  const middle = Math.ceil(chunk.length / 2);
  for (const half of [chunk.slice(0, middle), chunk.slice(middle)]) {
    const result = await commitChunk(run, half);
    if (result !== "done") return result;
  }
  return "done";
}
