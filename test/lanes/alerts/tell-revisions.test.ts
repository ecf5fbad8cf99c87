import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Comparer, ComparisonAnswer } from "../../../src/core/compare/document-comparison.ts";
import { Alerter } from "../../../src/lanes/alerts/alerter.ts";
import { aClock } from "../../support/a-clock.ts";
import { anApi } from "../../support/an-api.ts";
import { aVersion } from "../../support/a-linking-api.ts";

const BREAKING: ComparisonAnswer = {
  kind: "compared",
  comparison: {
    text: null,
    named: {
      changes: [],
      levels: { breaking: 1, dangerous: 0, compatible: 0 },
      summary: null,
      isCut: false,
    },
  },
};

const unexpected = (): Promise<never> => Promise.reject(new Error("Nobody asks for issues here."));

/** Of three revisions, with a receiver who takes everything. */
async function telling(compare: Comparer["compare"]) {
  const { store, github, closureReader, acme, call } = await anApi();
  const clock = aClock();
  const told: string[] = [];
  const alerter = new Alerter({
    store,
    clock,
    github,
    closureReader,
    comparer: { compare },
    issues: { createIssue: unexpected, changeIssue: unexpected, findIssue: unexpected },
    log: pino({ level: "silent" }),
    publicUrl: "",
    post: async ({ event, payload }) => {
      told.push(`${event} ${JSON.parse(payload).revision.number}`);
      return { kind: "delivered" };
    },
  });
  onTestFinished(() => alerter.stop());
  await alerter.start();
  await aVersion(store, acme.id, "pets");
  for (const payload of ["openapi: 3.1.0\n", "openapi: 3.1.1\n", "openapi: 3.1.2\n"])
    await call("PUT", "apis/pets/versions/1.0/schema", { payload, headers: { "if-match": "*" } });
  const until = (expectation: () => void): Promise<void> =>
    vi.waitFor(async () => {
      await clock.pass(1000);
      expectation();
    });
  const breaking = async (): Promise<readonly (number | null)[]> => {
    const { items } = (await call("GET", "apis/pets/versions/1.0/revisions")).json();
    return items.map(({ changes }: { changes: { breaking: number } | null }) => changes?.breaking ?? null);
  };
  return { alerter, told, until, breaking };
}

test("what a revision breaks is told, once, also where the comparer was busy first", async () => {
  const answers: ComparisonAnswer[] = [BREAKING, { kind: "failed", failure: "busy" }];
  const { told, until, breaking } = await telling(async () => answers.shift() ?? BREAKING);
  await until(() => expect(told).toHaveLength(5));
  expect(told).toEqual([
    "revision.added 1",
    "revision.added 2",
    "revision.breaking 2",
    "revision.added 3",
    "revision.breaking 3",
  ]);
  // The history says it from then on.
  expect(await breaking()).toEqual([1, 1, null]);
});

test("a comparison under way holds no stop up", async () => {
  let hasBegun = false;
  const { alerter, until } = await telling(() => {
    hasBegun = true;
    return new Promise(() => undefined);
  });
  await until(() => expect(hasBegun).toBe(true));
  await alerter.stop();
});
