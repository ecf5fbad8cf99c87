/** Many histories, with progress; the first that fails is told and ends it. */
import { runHistory } from "./run-history.ts";
import { historyOf } from "./steps.ts";
import { tellFailure } from "./tell-failure.ts";

const PROGRESS_MS = 2_000;

export interface Simulation {
  readonly runs: number;
  readonly firstSeed: number;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  readonly say: (line: string) => void;
}

/** Whether all hold. */
export async function simulate({ runs, firstSeed, now, say }: Simulation): Promise<boolean> {
  const startedAt = now();
  let shownAt = startedAt;
  let commits = 0;
  for (let done = 1; done <= runs; done += 1) {
    const history = historyOf(firstSeed + done - 1);
    const result = await runHistory(history);
    commits += result.commits;
    if (result.violation !== null) {
      say(await tellFailure(history, result));
      return false;
    }
    if (now() - shownAt < PROGRESS_MS) continue;
    shownAt = now();
    const perSecond = done / ((shownAt - startedAt) / 1000);
    const leftSeconds = Math.round((runs - done) / perSecond);
    say(`${done} of ${runs} histories hold, ${perSecond.toFixed(1)} a second, ${leftSeconds} s to go`);
  }
  const seconds = Math.round((now() - startedAt) / 1000);
  say(`${runs} histories hold, from seed ${firstSeed}; ${commits} commits; ${seconds} s.`);
  return true;
}
