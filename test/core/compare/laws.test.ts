import fc from "fast-check";
import { expect, test } from "vitest";
import { compareAsyncapi } from "../../../src/core/compare/asyncapi/compare-asyncapi.ts";
import type { Comparison, FoundChange } from "../../../src/core/compare/change.ts";
import { compareCollections } from "../../../src/core/compare/collection/compare-collections.ts";
import { compareOpenapi } from "../../../src/core/compare/openapi/compare-openapi.ts";
import { summaryOf } from "../../../src/core/compare/summary.ts";
import { openapi, soup } from "./keyword-soup.ts";

const COMPARISONS = [
  ["OpenAPI", compareOpenapi],
  ["AsyncAPI", compareAsyncapi],
  ["collections", compareCollections],
] as const;

test.each(COMPARISONS)("%s: whatever the documents are, there is an answer", (_name, compare) => {
  fc.assert(
    fc.property(fc.oneof(soup, fc.jsonValue()), fc.oneof(soup, fc.jsonValue()), (from, to) => {
      const { changes } = compare({ from, to });
      for (const { why, code, message } of changes) expect([why, code, message]).not.toContain("");
    }),
    { numRuns: 100 },
  );
});

test.each(COMPARISONS)("%s: a document differs in nothing from itself", (_name, compare) => {
  fc.assert(
    fc.property(fc.oneof(soup, openapi), (document) => {
      const { changes, counts, isCut } = compare({ from: document, to: structuredClone(document) });
      expect([changes, summaryOf(counts), isCut]).toEqual([[], null, false]);
    }),
    { numRuns: 100 },
  );
});

const MIRRORS: readonly (readonly [RegExp, string])[] = [
  [/^(operation|webhook|schema|component)-added$/, "$1-removed"],
  [/^((?:request|response)-.*media-type)-added$/, "$1-removed"],
];

function partsOf({ changes }: Comparison, code: string): readonly string[] {
  return changes
    .filter((change) => change.code.replace(/^deprecated-/, "") === code)
    .map(({ part }) => part)
    .toSorted();
}

test("what was added one way was removed the other way", () => {
  fc.assert(
    fc.property(openapi, openapi, (one, other) => {
      const there = compareOpenapi({ from: one, to: other });
      const back = compareOpenapi({ from: other, to: one });
      for (const { code } of there.changes) {
        const [rule, mirror] = MIRRORS.find(([added]) => added.test(code)) ?? [];
        if (rule === undefined || mirror === undefined) continue;
        expect(partsOf(back, code.replace(rule, mirror)).length).toBe(partsOf(there, code).length);
      }
    }),
    { numRuns: 100 },
  );
});

function operationsIn(changes: readonly FoundChange[], code: RegExp): number {
  return changes.filter((change) => code.test(change.code)).length;
}

test("the summary counts what the changes tell, and nothing changes without being told", () => {
  fc.assert(
    fc.property(openapi, openapi, (from, to) => {
      const { counts, changes } = compareOpenapi({ from, to });
      const [operations] = counts;
      expect(operations?.added).toBe(operationsIn(changes, /^(operation|webhook)-added$/));
      expect(operations?.removed).toBe(
        operationsIn(changes, /^(deprecated-operation|operation|webhook)-removed$/),
      );
      const changed = changes.filter(
        ({ code }) => !/^(?:[a-z]+-)?(?:operation|webhook)-(?:added|removed)$/.test(code),
      );
      const told = new Set(changed.flatMap(({ part }) => (/^(?:GET|POST|webhook) /.test(part) ? part : [])));
      expect(told.size).toBeGreaterThanOrEqual(operations?.changed ?? 0);
    }),
    { numRuns: 100 },
  );
});

test("stops where it takes too much, and says so", () => {
  const properties = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`p${index}`, { type: "string" }]),
  );
  const described = (type: string): object => ({
    openapi: "3.1.0",
    paths: {
      "/a": {
        get: { responses: { 200: { content: { "application/json": { schema: { properties, type } } } } } },
      },
    },
  });
  const pair = { from: described("object"), to: described("array") };
  expect(compareOpenapi(pair).isCut).toBe(false);
  const cut = compareOpenapi(pair, 100);
  expect(cut.isCut).toBe(true);
  expect(cut.changes.length).toBeGreaterThan(0);
});
