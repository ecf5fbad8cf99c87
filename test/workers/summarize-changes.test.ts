import { expect, onTestFinished, test } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import {
  type ChangeSummarizerOptions,
  ChangeSummarizer,
  type NamedText,
} from "../../src/workers/summarize-changes.ts";

function aSummarizer(options: ChangeSummarizerOptions = {}): ChangeSummarizer {
  const summarizer = new ChangeSummarizer(options);
  onTestFinished(() => summarizer.close());
  return summarizer;
}

function known(text: string): NamedText {
  const content = Buffer.from(text);
  return { blob: blobIdOf(content), read: async () => content };
}

function anOpenapi(operations: number): NamedText {
  const paths = Array.from({ length: operations }, (_, index) => [
    `/path/${index}`,
    { get: { summary: "x".repeat(100) } },
  ]);
  return known(JSON.stringify({ openapi: "3.1.0", info: {}, paths: Object.fromEntries(paths) }));
}

test("tells of large texts as of small ones, several at once in order", async () => {
  const summarizer = aSummarizer();
  const summaries = await Promise.all([
    summarizer.summarize(anOpenapi(1), anOpenapi(3)),
    summarizer.summarize(anOpenapi(2000), anOpenapi(2003)),
    summarizer.summarize(anOpenapi(2003), anOpenapi(1)),
  ]);
  expect(summaries).toMatchObject([
    { summary: "+2 operations", breakingCount: 0 },
    { summary: "+3 operations", breakingCount: 0 },
    { summary: "-2002 operations", breakingCount: 2002 },
  ]);
  expect(summaries[2]?.breaking.slice(0, 1)).toEqual(["GET /path/1: removed"]);
});

test("does without where the process takes too long", async () => {
  const hurried = aSummarizer({ timeoutMs: 1 });
  expect(await hurried.summarize(anOpenapi(2000), anOpenapi(2001))).toBeNull();
});

test("does without where the process needs too much memory or cannot start", async () => {
  const small = aSummarizer({ maxMemoryMb: 8 });
  expect(await small.summarize(anOpenapi(60_000), anOpenapi(60_001))).toBeNull();
  const broken = aSummarizer({ entry: new URL("./no-such-file.ts", import.meta.url) });
  expect(await broken.summarize(anOpenapi(2000), anOpenapi(2001))).toBeNull();
});

test.each([
  [
    "an alias bomb",
    `openapi: 3.1.0\na: &a [1]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [${i === 0 ? "*a" : `*b${i - 1}, *b${i - 1}`}]\n`).join("")}`,
  ],
  ["deep nesting", `{"openapi": "3.1.0", "paths": ${"[".repeat(10_000)}${"]".repeat(10_000)}}`],
  ["deep GraphQL", `type Query { a: ${"[".repeat(15_000)}Int${"]".repeat(15_000)} }`],
  [
    "a key of objects' own",
    '{"openapi": "3.1.0", "paths": {"__proto__": {"get": {}}}, "info": {"schema": 1}}',
  ],
])("is not troubled by %s", async (_what, text) => {
  const summarizer = aSummarizer();
  const change = await summarizer.summarize(known(text), known(`${text} `));
  expect(change?.summary ?? null).toBeNull();
});

test("after its end tells nothing of large texts", async () => {
  const summarizer = aSummarizer();
  await summarizer.close();
  expect(await summarizer.summarize(anOpenapi(2000), anOpenapi(2001))).toBeNull();
});
