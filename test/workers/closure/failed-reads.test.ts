import { expect, onTestFinished, test } from "vitest";
import { FailedReads } from "../../../src/workers/closure/failed-reads.ts";
import { ForkedClosureReader } from "../../../src/workers/closure/forked-closure-reader.ts";

const HOUR = 3_600_000;
const entry = new URL("../../support/obeying-closure-worker.ts", import.meta.url);
const filesOf = (text: string) => [{ path: "a.yaml", content: Buffer.from(text) }];

test.each(["hang", "crash", "end"])(
  "a process that is told to %s may do better next time, and is not asked for ever",
  async (text) => {
    const reader = new ForkedClosureReader({ entry, timeoutMs: 1000 });
    onTestFinished(() => reader.close());
    const read = () => reader.readReferences(filesOf(text), null);
    expect([await read(), await read(), await read(), await read()]).toEqual(
      [false, false, true, true].map((isForGood) => ({ kind: "failed", isForGood })),
    );
    expect(await reader.readReferences(filesOf("other"), null)).toMatchObject({ kind: "read" });
  },
);

test("what the reading itself says to be for good is so at once; a closed reader says nothing of texts", async () => {
  const reader = new ForkedClosureReader({ entry });
  onTestFinished(() => reader.close());
  expect(await reader.readReferences(filesOf("fail"), null)).toEqual({ kind: "failed", isForGood: true });
  await reader.close();
  for (let count = 0; count < 4; count += 1)
    expect(await reader.readReferences(filesOf("other"), null)).toEqual({ kind: "failed", isForGood: false });
});

test("texts at fault rest for an hour; then one more failure is enough, and a success forgets all", () => {
  let now = 0;
  const failed = new FailedReads(() => now);
  const files = filesOf("text");
  failed.add(files, true);
  expect(failed.areResting(files)).toBe(true);
  now = HOUR;
  expect(failed.areResting(files)).toBe(false);
  expect(failed.add(files, false)).toBe(true);
  expect(failed.areResting(files)).toBe(true);
  failed.forget(files);
  expect(failed.areResting(files)).toBe(false);
  expect(failed.add(files, false)).toBe(false);
});
