/** `npm run simulate`, and how a failure is told. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { HistoryResult } from "./run-history.ts";
import { simulate } from "./simulate.ts";
import { historyOf } from "./steps.ts";
import { tellFailure } from "./tell-failure.ts";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

test("as many histories as it is told are run, with progress every two seconds, and the first seed at the end", async () => {
  const lines: string[] = [];
  let asked = 0;
  const now = (): number => 1_000 * asked++;
  const isHeld = await simulate({ runs: 4, firstSeed: 5, now, say: (line) => lines.push(line) });
  expect(isHeld).toBe(true);
  expect(lines.at(-1)).toMatch(/^4 histories hold, from seed 5; \d+ commits; \d+ s\.$/);
  expect(lines.slice(0, -1)).not.toEqual([]);
  for (const line of lines.slice(0, -1))
    expect(line).toMatch(/^\d of 4 histories hold, [\d.]+ a second, \d+ s to go$/);
});

test("the command says so, too", async () => {
  const { stdout } = await run(process.execPath, [MAIN, "--runs", "1", "--seed", "5"]);
  expect(stdout).toMatch(/^1 histories hold, from seed 5; /m);
});

test("a number that is none is refused", async () => {
  await expect(run(process.execPath, [MAIN, "--runs", "many"])).rejects.toThrow(
    "--runs is a whole number, not many.",
  );
});

test("a failure is told by its invariant, its steps in words, and what replays it", async () => {
  const drawn = historyOf(7);
  const history = { ...drawn, steps: drawn.steps.slice(0, 2) };
  const result: HistoryResult = {
    violation: { invariant: "nothing is lost", detail: "a text went" },
    words: ["link: one", "link: two"],
    commits: 0,
  };
  const told = await tellFailure(history, result);
  expect(told).toContain("Seed 7 fails: nothing is lost.\na text went\n");
  expect(told).toContain("   1. link: one\n   2. link: two\n");
  expect(told).toMatch(/Replay: npm run simulate -- --runs 1 --seed 7$/);
});
