import { describe, expect, onTestFinished, test } from "vitest";
import { DocumentMerger, type DocumentMergerOptions } from "../../src/workers/merge-documents.ts";

const OBEYING = new URL("../support/obeying-merge-worker.ts", import.meta.url);

/** Enough for a machine that is busy with other tests. */
const PATIENT = { timeoutMs: 120_000 };

function aMerger(options: DocumentMergerOptions = PATIENT): DocumentMerger {
  const merger = new DocumentMerger(options);
  onTestFinished(() => merger.close());
  return merger;
}

async function merge(merger: DocumentMerger, [base, store, remote]: readonly [string, string, string]) {
  const contents = { base: Buffer.from(base), store: Buffer.from(store), remote: Buffer.from(remote) };
  const answer = await merger.merge(contents);
  if (answer.kind === "failed") return answer.failure;
  const { proposal } = answer;
  return proposal === null
    ? null
    : { text: Buffer.from(proposal.content).toString(), clashes: proposal.clashes };
}

describe("DocumentMerger", () => {
  test.each([
    ["hang", "timeout", { timeoutMs: 2000 }],
    ["memory", "memory", { maxMemoryMb: 32 }],
    ["crash", "crashed", {}],
  ] as const)(
    "a merge that is told to %s ends as %s, and the next one is made",
    async (order, failure, limits) => {
      const merger = aMerger({ entry: OBEYING, ...limits });
      expect(await merge(merger, ["", order, ""])).toBe(failure);
      expect(await merge(merger, ["", "next", ""])).toEqual({ text: "next", clashes: 0 });
    },
  );

  test("takes no more merges than may wait, and answers all when it is closed", async () => {
    const merger = aMerger({ entry: OBEYING, maxWaiting: 1 });
    const open = ["hang", "waits", "too many"].map((order) => merge(merger, ["", order, ""]));
    expect(await open[2]).toBe("busy");
    await merger.close();
    expect(await Promise.all(open)).toEqual(["stopped", "stopped", "busy"]);
    expect(await merge(merger, ["", "late", ""])).toBe("stopped");
  });

  test("gives no text over the limit to the process", async () => {
    const merger = aMerger({ entry: OBEYING });
    expect(await merge(merger, ["", "x".repeat(16 * 1024 * 1024 + 1), ""])).toBeNull();
  });
});

function members(value: (at: number) => string): string {
  return Array.from({ length: 60_000 }, (_, at) => `k${at}: ${value(at)}\n`).join("");
}

describe("hostile and large texts", () => {
  test("100,000 equal lines, changed at both ends and in the middle", async () => {
    const lines = "a\n".repeat(100_000);
    const merged = await merge(aMerger(), [lines, `store\n${lines}`, `${lines}remote\n`]);
    expect(merged).toEqual({ text: `store\n${lines}remote\n`, clashes: 0 });
  });

  test("lines in another order everywhere", async () => {
    const [base = "", store = "", remote = ""] = [7919, 104_729, 1_299_709].map((step) =>
      Array.from({ length: 100_000 }, (_, at) => `line ${(at * step) % 10_007}`).join("\n"),
    );
    const merged = await merge(aMerger(), [base, store, remote]);
    expect(merged).toMatchObject({ clashes: expect.any(Number) });
  });

  test("a text of 100,000 levels is not walked, its lines are merged", async () => {
    const deep = `${"[".repeat(100_000)}0${"]".repeat(100_000)}`;
    const merged = await merge(aMerger(), [deep, deep.replace("0", "1"), deep.replace("0", "2")]);
    expect(merged).toMatchObject({ clashes: 1 });
  });

  test("an alias bomb is not expanded", async () => {
    const names = "abcdefghij".split("");
    const bomb = names.map((name, at) => {
      const before = names[at - 1];
      const items = Array.from({ length: 9 }, () => (before === undefined ? "x" : `*${before}`));
      return `k${name}: &${name} [${items.join(", ")}]\n`;
    });
    const text = bomb.join("");
    const merged = await merge(aMerger(), [text, `y: 1\n${text}`, `${text}z: 1\n`]);
    expect(merged).toBeNull();
  });

  test("60,000 members of one map, each changed by a side", async () => {
    const merged = await merge(aMerger(), [
      members(() => "base"),
      members((at) => (at % 2 === 0 ? "store" : "base")),
      members((at) => (at % 2 === 0 ? "base" : "remote")),
    ]);
    expect(merged).toEqual({ text: members((at) => (at % 2 === 0 ? "store" : "remote")), clashes: 0 });
  });

  test("10 MB in one line, which both changed", async () => {
    const text = `"${"x".repeat(10_000_000)}"`;
    const merged = await merge(aMerger(), [text, text.replace("x", "y"), text.replace('x"', 'z"')]);
    expect(merged).toMatchObject({ clashes: 1 });
  });

  test("10 MB of JSON within the memory that a merge may take", { timeout: 150_000 }, async () => {
    const paths = Array.from({ length: 21_000 }, (_, at) => {
      const schema = { type: "object", properties: { id: { type: "string" } } };
      const content = { "application/json": { schema } };
      return [
        `/pets/${at}`,
        { get: { operationId: `get${at}`, responses: { 200: { description: "ok", content } } } },
      ];
    });
    const info = { title: "Pets", version: "1" };
    const text = JSON.stringify({ openapi: "3.0.0", info, paths: Object.fromEntries(paths) }, null, 2);
    expect(text.length).toBeGreaterThan(9_000_000);
    const ours = text.replace("Pets", "Cats").replace('"get17000"', '"GET17000"');
    const theirs = text.replace('"version": "1"', '"version": "2"');
    const merged = await merge(aMerger(), [text, ours, theirs]);
    expect(merged).toEqual({ text: ours.replace('"version": "1"', '"version": "2"'), clashes: 0 });
  });
});
