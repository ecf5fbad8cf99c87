import { afterEach, describe, expect, test, vi } from "vitest";
import { DocumentChecker, type DocumentCheckerOptions } from "../../src/workers/check-documents.ts";

const entry = new URL("../support/obeying-check-worker.ts", import.meta.url);
const checkers: DocumentChecker[] = [];

function aChecker(options: DocumentCheckerOptions = {}): DocumentChecker {
  const checker = new DocumentChecker({ entry, ...options });
  checkers.push(checker);
  return checker;
}

afterEach(async () => {
  await Promise.all(checkers.splice(0).map((checker) => checker.close()));
});

async function processOf(checker: DocumentChecker): Promise<string | undefined> {
  return (await checker.check(Buffer.from("process"))).name?.split(":")[2];
}

describe("DocumentChecker", () => {
  test("says that a document took too long, and checks the next one", async () => {
    const checker = aChecker({ timeoutMs: 3000 });
    const check = await checker.check(Buffer.from("hang"));
    expect(check).toMatchObject({ kind: null, valid: false, completed: false });
    expect(check.problems).toMatchObject([{ rule: "check_timeout", severity: "error", line: 1, column: 1 }]);
    expect(await checker.check(Buffer.from("next"))).toMatchObject({ valid: true, completed: true });
  });

  test("says that a document took too much memory, and checks the next one", async () => {
    const checker = aChecker({ maxMemoryMb: 32 });
    const check = await checker.check(Buffer.from("memory"));
    expect(check).toMatchObject({ valid: false, completed: false, problems: [{ rule: "check_memory" }] });
    expect(await checker.check(Buffer.from("next"))).toMatchObject({ valid: true });
  });

  test.each(["crash", "end"])(
    "says that the checker failed on a document (%s), and checks the next one",
    async (text) => {
      const checker = aChecker();
      const check = await checker.check(Buffer.from(text));
      expect(check).toMatchObject({ valid: false, completed: false, problems: [{ rule: "check_crashed" }] });
      expect(await checker.check(Buffer.from("next"))).toMatchObject({ valid: true });
    },
  );

  test("answers every document with its own check, whatever becomes of the others", async () => {
    const checker = aChecker({ workers: 2 });
    const texts = ["a", "crash", "b", "end", "c", "d"];
    const checks = await Promise.all(texts.map((text) => checker.check(Buffer.from(text))));
    expect(checks.map((check) => check.name?.split(":")[0] ?? check.problems[0]?.rule)).toEqual([
      "a",
      "check_crashed",
      "b",
      "check_crashed",
      "c",
      "d",
    ]);
  });

  test("takes no more documents than may wait", async () => {
    const checker = aChecker({ maxWaiting: 2 });
    const checks = await Promise.all(["a", "b", "c", "d"].map((text) => checker.check(Buffer.from(text))));
    expect(checks.map((check) => check.completed)).toEqual([true, true, true, false]);
    expect(checks[3]?.problems).toMatchObject([{ rule: "check_busy" }]);
  });

  test("answers what waits when it is closed, and everything after", async () => {
    const checker = aChecker();
    const open = [checker.check(Buffer.from("hang")), checker.check(Buffer.from("waits"))];
    await checker.close();
    for (const check of await Promise.all([...open, checker.check(Buffer.from("late"))])) {
      expect(check).toMatchObject({ completed: false, problems: [{ rule: "check_stopped" }] });
    }
  });

  test("keeps the caller's bytes, and sees only the document's part of a larger buffer", async () => {
    const checker = aChecker();
    const whole = Buffer.from("before document after");
    const check = await checker.check(whole.subarray(7, 15));
    expect(check.name?.split(":")[0]).toBe("document");
    expect(whole.toString()).toBe("before document after");
  });

  test("gives the process nothing of the environment", async () => {
    expect((await aChecker().check(Buffer.from("env"))).name).toMatch(/^env:0:/);
  });

  test("keeps a process for the next document, and ends it after a time without work", async () => {
    const kept = aChecker();
    expect(await processOf(kept)).toBe(await processOf(kept));
    const ended = aChecker({ idleMs: 0 });
    const first = await processOf(ended);
    await vi.waitFor(async () => expect(await processOf(ended)).not.toBe(first), { timeout: 10_000 });
  });
});

test("a real document that needs more memory than it may have is said to", async () => {
  const checker = aChecker({
    entry: new URL("../../src/workers/check-worker.ts", import.meta.url),
    maxMemoryMb: 40,
  });
  const keys = Array.from({ length: 300_000 }, (_, index) => `"key${index}":{"type":"object"}`);
  const content = Buffer.from(`{"openapi":"3.0.0","components":{"schemas":{${keys.join(",")}}}}`);
  expect(await checker.check(content)).toMatchObject({
    completed: false,
    problems: [{ rule: "check_memory" }],
  });
});
