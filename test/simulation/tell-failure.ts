/** A failing history in words, as short as it can be told, with what replays it. */
import { type HistoryResult, runHistory } from "./run-history.ts";
import { shrink } from "./shrink.ts";
import type { History } from "./steps.ts";

export async function tellFailure(history: History, { violation, words }: HistoryResult): Promise<string> {
  if (violation === null) return "Nothing failed.";
  const shortest = await shrink(history, violation, async (tried) => (await runHistory(tried)).violation);
  const replayed = await runHistory(shortest);
  const told = replayed.violation === null ? words : replayed.words;
  const { invariant, detail } = replayed.violation ?? violation;
  const sweeps = history.sweeps ? "with a sweep every five minutes" : "without sweeps";
  return [
    `Seed ${history.seed} fails: ${invariant}.`,
    detail,
    `The shortest history, ${sweeps} (${told.length} of ${history.steps.length} steps):`,
    ...told.map((line, index) => `${String(index + 1).padStart(4)}. ${line}`),
    `Replay: npm run simulate -- --runs 1 --seed ${history.seed}`,
  ].join("\n");
}
