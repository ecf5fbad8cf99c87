import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROBLEM_CODES } from "../../src/http/problem-codes.ts";
import { makeMetrics } from "../../src/operations/metrics.ts";
import { hindrancesOf } from "../../src/operations/readiness.ts";
import { aStore } from "../support/a-store.ts";

const text = readFileSync(new URL("../../docs/operate.md", import.meta.url), "utf8");

/** First cells of the rows of a section, of what stands in backticks there. */
function rowsOf(title: string): readonly string[] {
  const section = new RegExp(`^## ${title}\\n([^]*?)(?=^## |(?![^]))`, "m").exec(text)?.[1] ?? "";
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => String(name));
}

test("docs/operate.md lists every metric, and no other", async () => {
  const store = await aStore();
  const metrics = makeMetrics({ store, now: Date.now, freeDiskBytes: async () => null });
  const shown = [...(await metrics.read()).matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => String(name));
  expect(new Set(rowsOf("Metrics"))).toEqual(new Set(shown));
});

const full = async (): Promise<number> => 0;

test("docs/operate.md lists every reason why the server is not ready, and no other", async () => {
  const stopped = await hindrancesOf({
    isStopping: () => true,
    isEngineRunning: () => false,
    freeDiskBytes: full,
  });
  const starting = await hindrancesOf({
    isStopping: () => false,
    isEngineRunning: () => false,
    freeDiskBytes: full,
  });
  const codes = [...stopped, ...starting].map(({ code }) => code);
  expect(new Set(rowsOf("Is it well\\?"))).toEqual(new Set(["database_unwritable", ...codes]));
  expect(PROBLEM_CODES.not_ready.remedy).toContain("reasons");
});

test("the unit of the service starts what `npm start` does", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    scripts: { start: string };
  };
  const entry = scripts.start.split(" ").at(-1);
  expect(text).toMatch(new RegExp(`^ExecStart=\\S+/node_modules/\\.bin/node ${entry}$`, "m"));
});
