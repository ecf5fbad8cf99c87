/**
 * How often a lane may commit. The first save goes at once; while saves go on, the rest after a commit doubles from 2 s to
 * 60 s, so that an afternoon of edits is a few dozen commits and not a thousand. A minute without a commit ends the doubling.
 */

const FIRST_REST_MS = 2_000;
const LONGEST_REST_MS = 60_000;

export interface Pace {
  readonly committedAt: number | null;
  readonly restMs: number;
}

/** The rest that follows a commit made now. */
export function restAfterCommit(pace: Pace, now: number): number {
  if (pace.committedAt === null || now - pace.committedAt > LONGEST_REST_MS + pace.restMs)
    return FIRST_REST_MS;
  return Math.min(Math.max(pace.restMs * 2, FIRST_REST_MS), LONGEST_REST_MS);
}

/** GitHub's content-creation limits (80 a minute, 500 an hour) less a reserve: whether commits count is not confirmed. */
const COMMITS_PER_MINUTE = 60;
const COMMITS_PER_HOUR = 400;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * The earliest time at which an installation's next commit stays within its budget.
 * @param commits times of its commits of the last hour, ascending, in milliseconds since 1970
 */
export function withinBudget(commits: readonly number[], now: number): number {
  const ofMinute = commits.filter((at) => at > now - MINUTE_MS);
  const ofHour = commits.filter((at) => at > now - HOUR_MS);
  const afterMinute = releaseOf(ofMinute, COMMITS_PER_MINUTE, MINUTE_MS);
  const afterHour = releaseOf(ofHour, COMMITS_PER_HOUR, HOUR_MS);
  return Math.max(now, afterMinute, afterHour);
}

function releaseOf(commits: readonly number[], limit: number, windowMs: number): number {
  const freed = commits.at(-limit);
  return freed === undefined ? 0 : freed + windowMs;
}
