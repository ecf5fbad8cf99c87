/** Processes that read documents give way to the server's own, which answers everybody else. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DocumentChecker } from "../../src/workers/check-documents.ts";

const entry = new URL("../support/obeying-check-worker.ts", import.meta.url);

/** The nice value of each thread of a process (proc(5)). */
function priorities(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
  });
}

test.runIf(process.platform === "linux")(
  "a process that checks documents gives way with all of its threads",
  async () => {
    const before = priorities(process.pid);
    const own = before[0] ?? 0;
    const checker = new DocumentChecker({ entry });
    const { name } = await checker.check(Buffer.from("process"));
    const its = priorities(Number(name?.split(":")[2]));
    expect(its.length).toBeGreaterThan(1);
    expect(its.filter((one) => one <= own)).toEqual([]);
    expect(priorities(process.pid)[0]).toBe(own);
    await checker.close();
  },
);
