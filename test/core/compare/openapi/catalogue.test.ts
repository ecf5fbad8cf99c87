import { expect, test } from "vitest";
import type { ChangeLevel, FoundChange } from "../../../../src/core/compare/change.ts";
import { compareOpenapi } from "../../../../src/core/compare/openapi/compare-openapi.ts";
import { aHeader, aParameter, aProperty, aRequest, aResponse, type Schema } from "./a-description.ts";
import { CATALOGUE, LEFT_OUT, OTHER_LEVELS } from "./catalogue.ts";
import { OWN_RULES } from "./own-rules.ts";
import { SCHEMA_RULES } from "./schema-rules.ts";
import { SECURITY_RULES } from "./security-rules.ts";

interface Case {
  /** Of the catalogue. */
  readonly id: string;
  readonly from: object;
  readonly to: object;
  /** What it is called here. */
  readonly code: string;
}

/** What has a schema, by what its rules are called. */
const HOLDERS: readonly (readonly [prefix: string, hold: (schema: Schema) => object])[] = [
  ["request-body", (schema) => aRequest(schema)],
  ["request-property", (schema) => aRequest(aProperty(schema))],
  ["request-read-only-property", (schema) => aRequest(aProperty({ ...toObject(schema), readOnly: true }))],
  ["request-parameter", (schema) => aParameter({ schema })],
  ["request-parameter-property", (schema) => aParameter({ schema: aProperty(schema) })],
  ["response-body", (schema) => aResponse(schema)],
  ["response-mediatype", (schema) => aResponse(schema)],
  ["response-property", (schema) => aResponse(aProperty(schema))],
  [
    "response-write-only-property",
    (schema) => aResponse(aProperty({ ...toObject(schema), writeOnly: true })),
  ],
  ["response-header", (schema) => aHeader({ schema })],
  ["request-header-property", (schema) => aParameter({ in: "header", schema: aProperty(schema) })],
];

function toObject(schema: Schema): object {
  return typeof schema === "object" ? schema : {};
}

const OWN: readonly Case[] = [...OWN_RULES, ...SECURITY_RULES];
const OWN_IDS = new Set(OWN.map(({ id }) => id));

const CASES: readonly Case[] = [
  ...HOLDERS.flatMap(([prefix, hold]) =>
    SCHEMA_RULES.map(({ name, from, to, code = name }) => ({
      id: `${prefix}-${name}`,
      from: hold(from),
      to: hold(to),
      code: `${prefix.startsWith("request") ? "request" : "response"}-${code}`,
    })),
  ).filter(({ id }) => CATALOGUE.has(id) && !OWN_IDS.has(id)),
  ...OWN,
];

function worst(changes: readonly FoundChange[]): ChangeLevel | undefined {
  const levels = ["breaking", "dangerous", "compatible"] as const;
  return levels.find((level) => changes.some((change) => change.level === level));
}

test.each(CASES.map((it) => [it.id, it] as const))("%s", (id, { from, to, code }) => {
  const { changes } = compareOpenapi({ from, to });
  const found = changes.filter((change) => change.code === code);
  expect(changes.map((change) => change.code)).toContain(code);
  expect([worst(found), worst(changes)]).toEqual(Array(2).fill(OTHER_LEVELS[id] ?? CATALOGUE.get(id)));
  expect(compareOpenapi({ from: to, to }).changes).toEqual([]);
});

test("every rule of the catalogue is tried here, or left out for a reason", () => {
  const tried = new Set(CASES.map(({ id }) => id));
  const open = [...CATALOGUE.keys()].filter(
    (id) => !tried.has(id) && !LEFT_OUT.some(([rules]) => rules.test(id)),
  );
  expect(open).toEqual([]);
});

test("what is tried is in the catalogue, once", () => {
  const ids = CASES.map(({ id }) => id);
  expect(ids.filter((id, index) => !CATALOGUE.has(id) || ids.indexOf(id) !== index)).toEqual([]);
});

test("no level is another one than the catalogue's without being one", () => {
  const same = Object.entries(OTHER_LEVELS).filter(([id, level]) => CATALOGUE.get(id) === level);
  const unknown = Object.keys(OTHER_LEVELS).filter((id) => !CATALOGUE.has(id));
  expect([same, unknown]).toEqual([[], []]);
});
