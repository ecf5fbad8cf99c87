/**
 * Carries prepared additions to a branch, one commit a chunk, be it the lane's own or a pull request's.
 *
 * attempt   one transaction: what is still as loaded, the texts to be replaced kept, what is about to be sent durable
 * commit    the request: compare-and-swap on the head that was seen or just made
 * record    one transaction: what the branch makes of the answer
 *
 * A refusal that nobody can place is bisected; the culprit rests, the others go through. An answer that is lost leaves the
 * attempt behind, and the next look settles it.
 */
import type { CommitId } from "../core/git/object-id.ts";
import type { Addition, CommitOutcome } from "../core/sync/github-port.ts";
import { type Attempt, attemptChunk, type CommitRun, type RecordAttempt } from "./commit-attempt.ts";
import type { PreparedAddition } from "./prepare-additions.ts";
import type { CommitResult } from "./write-held.ts";

/** In what committing to one branch differs from committing to another. */
export interface CommitTarget {
  readonly record: RecordAttempt;
  send(attempt: Attempt, additions: readonly Addition[]): Promise<CommitOutcome>;
  landed(attempt: Attempt, commit: CommitId): Promise<CommitResult>;
  /** The head moved: nothing was written. */
  stale(attempt: Attempt): Promise<CommitResult>;
  /** Certainly not landed, and about to be tried in halves. */
  takeBack(attempt: Attempt): Promise<CommitResult>;
  /** One file, by itself. */
  refused(attempt: Attempt, message: string): Promise<CommitResult>;
  /** All files, whatever they hold. */
  refusedByBranch(attempt: Attempt, message: string): Promise<CommitResult>;
}

export async function commitChunks(
  run: CommitRun,
  target: CommitTarget,
  chunks: readonly (readonly PreparedAddition[])[],
): Promise<CommitResult> {
  for (const chunk of chunks) {
    const result = await commitChunk(run, target, chunk);
    if (result !== "done") return result;
  }
  return "done";
}

async function commitChunk(
  run: CommitRun,
  target: CommitTarget,
  chunk: readonly PreparedAddition[],
): Promise<CommitResult> {
  const attempt = await attemptChunk(run, chunk, target.record);
  if (attempt === null) return "lost";
  if (attempt.chunk.length === 0) return "done";
  const outcome = await target.send(attempt, attempt.chunk.map(additionOf));
  switch (outcome.kind) {
    case "landed":
      return target.landed(attempt, outcome.commit);
    case "stale":
      return target.stale(attempt);
    case "unanswered":
      run.deps.log.warn({ lane: run.lane.id, err: outcome.cause }, "commit unanswered");
      return "unanswered";
    case "protected":
      return target.refusedByBranch(attempt, outcome.message);
    case "refused":
      if (attempt.chunk.length === 1) return target.refused(attempt, outcome.message);
      return bisect(run, target, attempt);
  }
}

function additionOf({ link, pair, content }: PreparedAddition): Addition {
  return { path: link.path, blob: pair.remote, content, isExecutable: link.isExecutable };
}

async function bisect(run: CommitRun, target: CommitTarget, attempt: Attempt): Promise<CommitResult> {
  const takenBack = await target.takeBack(attempt);
  if (takenBack !== "done") return takenBack;
  const { chunk } = attempt;
  const middle = Math.ceil(chunk.length / 2);
  return commitChunks(run, target, [chunk.slice(0, middle), chunk.slice(middle)]);
}
