import { describe, expect, onTestFinished, test } from "vitest";
import { CollectionUnread } from "../../src/core/collection/collection-reader.ts";
import { CANONICAL_STYLE } from "../../src/core/collection/style.ts";
import { type CollectionReaderOptions, ForkedCollectionReader } from "../../src/workers/read-collections.ts";
import { aCollection } from "../support/a-collection.ts";
import { collectionFixture, collectionFixtures } from "../support/collection-fixtures.ts";

const OBEYING = new URL("../support/obeying-collection-worker.ts", import.meta.url);

/** Enough for a machine that is busy with other tests. */
const PATIENT = { timeoutMs: 120_000 };
const IN_PROCESS = { ...PATIENT, processFromBytes: 0 };

function aReader(options: CollectionReaderOptions): ForkedCollectionReader {
  const reader = new ForkedCollectionReader(options);
  onTestFinished(() => reader.close());
  return reader;
}

function anObeyingReader(options: CollectionReaderOptions = {}): ForkedCollectionReader {
  return aReader({ ...IN_PROCESS, entry: OBEYING, ...options });
}

/** Why it was not read; what else is thrown stays thrown. */
async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => {
    if (error instanceof CollectionUnread) return error.reason;
    throw error;
  });
}

describe("in the process as where it is", () => {
  const texts: Readonly<Record<string, Uint8Array>> = {
    ...Object.fromEntries(collectionFixtures().map((name) => [name, Buffer.from(collectionFixture(name))])),
    "a secret": Buffer.from(JSON.stringify(aCollection({ note: `ghp_${"a".repeat(36)}` }).body)),
    wrapped: Buffer.from(JSON.stringify({ collection: aCollection().body })),
    "with a byte order mark": Buffer.from(`\uFEFF${JSON.stringify(aCollection().body, null, 2)}\r\n`),
    "an OpenAPI document": Buffer.from('{"openapi": "3.1.0"}'),
    "no JSON": Buffer.from("{"),
    "no UTF-8": Buffer.from([0xff, 0xfe, 0x00]),
    nothing: Buffer.alloc(0),
  };

  test.each(Object.entries(texts))("%s is read, searched and rendered to the same", async (_, bytes) => {
    const [here, there] = [aReader({ processFromBytes: Infinity }), aReader(IN_PROCESS)];
    const all = async (reader: ForkedCollectionReader) => {
      const file = await reader.readFile(bytes);
      const style = { ...CANONICAL_STYLE, indent: "  ", inlineWidth: 80, lineEnding: "\r\n" } as const;
      return {
        body: await reader.identify(bytes),
        file,
        secrets: await reader.findSecrets(bytes),
        rendered: file === null ? null : (await reader.render(file.canonical, style)).toString(),
      };
    };
    expect(await all(there)).toEqual(await all(here));
  });

  test("what is a part of a larger buffer is read, and stays the caller's", async () => {
    const { id, body } = aCollection();
    const whole = Buffer.from(`xxx${JSON.stringify(body)}xxx`);
    const part = whole.subarray(3, whole.byteLength - 3);
    expect(await aReader(IN_PROCESS).identify(part)).toMatchObject({ kind: "collection", uid: id });
    expect(part.toString()).toBe(JSON.stringify(body));
  });

  test("what cannot be rendered is a fault either way", async () => {
    const broken = Buffer.from("{");
    const style = { ...CANONICAL_STYLE, indent: "  " };
    await expect(aReader({ processFromBytes: Infinity }).render(broken, style)).rejects.toThrow(TypeError);
    await expect(aReader(IN_PROCESS).render(broken, style)).rejects.toThrow(CollectionUnread);
  });
});

test("a small collection needs no process, a large one goes there", async () => {
  const reader = aReader({ ...PATIENT, entry: OBEYING });
  expect(await reader.identify(Buffer.from("[]"))).toMatchObject({ reason: expect.stringContaining("info") });
  const large = Buffer.from(`"${"x".repeat(128 * 1024)}"`);
  expect(await reader.identify(large)).toMatchObject({ reason: expect.stringContaining("The process read") });
});

describe("a collection that takes too much", () => {
  test.each([
    ["hang", "timeout", { timeoutMs: 2000 }],
    ["memory", "memory", { maxMemoryMb: 32 }],
    ["crash", "crashed", {}],
    ["end", "ended", {}],
  ] as const)("told to %s, is not read: %s; the next one is", async (order, reason, limits) => {
    const reader = anObeyingReader(limits);
    expect(await reasonOf(reader.identify(Buffer.from(order)))).toBe(reason);
    expect(await reader.identify(Buffer.from("next"))).toMatchObject({ reason: "The process read next." });
  });

  test("as a file, is none that the store could take", async () => {
    const reader = anObeyingReader({ maxMemoryMb: 32 });
    expect(await reader.readFile(Buffer.from("memory"))).toBeNull();
    expect(await reader.readFile(Buffer.from("crash"))).toBeNull();
  });
});

test("no more collections than may wait, and none once it is closed, be they bodies or files", async () => {
  const reader = anObeyingReader({ maxWaiting: 1 });
  const open = [
    reader.identify(Buffer.from("hang")),
    reader.readFile(Buffer.from("waits")),
    reader.readFile(Buffer.from("too many")),
  ].map(reasonOf);
  expect(await open[2]).toBe("busy");
  await reader.close();
  expect(await Promise.all(open)).toEqual(["stopped", "stopped", "busy"]);
  expect(await reasonOf(reader.identify(Buffer.from("late")))).toBe("stopped");
});
