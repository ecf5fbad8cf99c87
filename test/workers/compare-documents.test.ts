import { expect, onTestFinished, test } from "vitest";
import { DocumentComparer, type DocumentComparerOptions } from "../../src/workers/compare-documents.ts";

function aComparer(options: DocumentComparerOptions = {}): DocumentComparer {
  const comparer = new DocumentComparer(options);
  onTestFinished(() => comparer.close());
  return comparer;
}

const entry = new URL("../support/obeying-compare-worker.ts", import.meta.url);

test.each([
  ["hang", "timeout"],
  ["crash", "crashed"],
  ["memory", "memory"],
])(
  "what a text makes the process do (%s) is an answer, and the next one is compared",
  async (told, failure) => {
    const comparer = aComparer({ entry, timeoutMs: 3000, maxMemoryMb: 32 });
    const text = Buffer.from(told);
    expect(await comparer.compare(text, text)).toEqual({ kind: "failed", failure });
    expect(await comparer.compare(Buffer.from("go on"), text)).toMatchObject({ kind: "compared" });
  },
);

test("too many at once are not taken, and after its end none", async () => {
  const comparer = aComparer({ entry, maxWaiting: 1 });
  const text = Buffer.from("go on");
  const answers = await Promise.all([0, 1, 2].map(() => comparer.compare(text, text)));
  expect(answers.map(({ kind }) => kind)).toEqual(["compared", "compared", "failed"]);
  await comparer.close();
  expect(await comparer.compare(text, text)).toEqual({ kind: "failed", failure: "stopped" });
});

const DEEP = 10_000;

test.each([
  ["deep nesting", `{"openapi": "3.1.0", "paths": ${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`],
  ["deep GraphQL", `type Query { a: ${"[".repeat(20 * DEEP)}Int${"]".repeat(20 * DEEP)} }`],
  ["a type that is not there", "type Query { a: Nothing }"],
])("%s is answered as unread", async (_what, text) => {
  const answer = await aComparer().compare(Buffer.from(text), Buffer.from(`${text} `));
  expect(answer).toMatchObject({ comparison: { named: "unread" } });
});

test("bytes are compared neither as text nor by name", async () => {
  const answer = await aComparer().compare(Buffer.from([0, 1]), Buffer.from("a"));
  expect(answer).toEqual({ kind: "compared", comparison: { text: null, named: "kind" } });
});

function aChain(type: string): Buffer {
  const length = 20_000;
  const schemas = Array.from({ length }, (_, index) => {
    const next = { $ref: `#/components/schemas/S${index + 1}` };
    return [`S${index}`, index === length - 1 ? { type } : { allOf: [next], properties: { next } }];
  });
  const content = { "application/json": { schema: { $ref: "#/components/schemas/S0" } } };
  const paths = { "/a": { get: { responses: { 200: { description: "OK", content } } } } };
  const components = { schemas: Object.fromEntries(schemas) as unknown };
  return Buffer.from(JSON.stringify({ openapi: "3.1.0", info: {}, paths, components }));
}

test("twenty thousand schemas, each within the one before, come to an end", async () => {
  const answer = await aComparer().compare(aChain("string"), aChain("number"));
  expect(answer).toMatchObject({ kind: "compared", comparison: { named: { changes: expect.anything() } } });
});
