/** ARCHITECTURE.md's invariants over histories drawn from seeds; `npm run simulate` tries many more. */
import { describe, expect, test } from "vitest";
import { runHistory } from "./run-history.ts";
import { historyOf } from "./steps.ts";
import { tellFailure } from "./tell-failure.ts";

const SEEDS = 200;
const PART = 20;
const PART_TIMEOUT_MS = 60_000;

describe("the engine holds every invariant", () => {
  const parts = Array.from({ length: SEEDS / PART }, (_, part) => part * PART + 1);
  test.each(parts)(`in ${PART} histories from seed %i on`, { timeout: PART_TIMEOUT_MS }, async (first) => {
    for (let seed = first; seed < first + PART; seed += 1) {
      const history = historyOf(seed);
      const result = await runHistory(history);
      if (result.violation !== null) expect.fail(await tellFailure(history, result));
    }
  });
});

test("the same seed gives the same history, moment for moment", async () => {
  const [first, again] = [await runHistory(historyOf(11)), await runHistory(historyOf(11))];
  expect(again).toEqual(first);
  expect(first.commits).toBeGreaterThan(0);
});
