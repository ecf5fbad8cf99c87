/** Threads that read documents give way to the server's own, which answers everybody else. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DocumentChecker } from "../../src/workers/check-documents.ts";

/** The nice value of each thread of this process (proc(5)). */
function priorities(): readonly number[] {
  return readdirSync("/proc/self/task").map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
  });
}

test.runIf(process.platform === "linux")("a thread that checks documents gives way", async () => {
  const before = priorities();
  const own = before[0] ?? 0;
  const checker = new DocumentChecker();
  await checker.check(Buffer.from("openapi: 3.1.0\n"));
  expect(before.filter((one) => one > own)).toEqual([]);
  expect(priorities().filter((one) => one > own)).not.toEqual([]);
  expect(priorities()[0]).toBe(own);
  await checker.close();
});
