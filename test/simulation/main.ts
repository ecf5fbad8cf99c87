/** `npm run simulate -- --runs N --seed S`: many histories, with progress; the first that fails is told and ends it. */
import { parseArgs } from "node:util";
import { runHistory } from "./run-history.ts";
import { historyOf } from "./steps.ts";
import { tellFailure } from "./tell-failure.ts";

const PROGRESS_MS = 2_000;

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const runs = numberOf("runs", values.runs);
const firstSeed = numberOf("seed", values.seed);

process.exitCode = await simulate();

async function simulate(): Promise<number> {
  const startedAt = performance.now();
  let shownAt = startedAt;
  let commits = 0;
  for (let done = 0; done < runs; done += 1) {
    const history = historyOf(firstSeed + done);
    const result = await runHistory(history);
    commits += result.commits;
    if (result.violation !== null) {
      console.log(await tellFailure(history, result));
      return 1;
    }
    const now = performance.now();
    if (now - shownAt < PROGRESS_MS) continue;
    shownAt = now;
    const perSecond = (done + 1) / ((now - startedAt) / 1000);
    const leftSeconds = Math.round((runs - done - 1) / perSecond);
    console.log(
      `${done + 1} of ${runs} histories hold, ${perSecond.toFixed(1)} a second, ${leftSeconds} s to go`,
    );
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${runs} histories hold, from seed ${firstSeed}; ${commits} commits; ${seconds} s.`);
  return 0;
}

function numberOf(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new TypeError(`--${name} is a whole number, not ${value}.`);
  return number;
}
