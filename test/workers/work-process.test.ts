/** Processes that read documents: when they end, and what becomes of their documents. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { DocumentChecker } from "../../src/workers/check-documents.ts";
import { isRunning } from "../support/is-running.ts";

const entry = new URL("../support/obeying-check-worker.ts", import.meta.url);
const STAND_IN = fileURLToPath(new URL("../support/hold-a-check.ts", import.meta.url));

function aChecker(): DocumentChecker {
  const checker = new DocumentChecker({ entry });
  onTestFinished(() => checker.close());
  return checker;
}

async function processOf(checker: DocumentChecker): Promise<number> {
  return Number((await checker.check(Buffer.from("process"))).name?.split(":")[2]);
}

test("one that is killed fails its document alone, and none where it had none", async () => {
  const checker = aChecker();
  const first = await processOf(checker);
  const lost = checker.check(Buffer.from("hang"));
  const waits = processOf(checker);
  process.kill(first, "SIGKILL");
  expect(await lost).toMatchObject({ completed: false, problems: [{ rule: "check_crashed" }] });
  const second = await waits;
  process.kill(second, "SIGKILL");
  await expect.poll(() => isRunning(second)).toBe(false);
  const third = await processOf(checker);
  expect(new Set([first, second, third, process.pid]).size).toBe(4);
});

test("one that is asked to end as the server is goes on, for the server ends it", async () => {
  const checker = aChecker();
  const first = await processOf(checker);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.kill(first, signal);
  expect(await processOf(checker)).toBe(first);
});

test("none is left when the checker is closed, be there work or not", async () => {
  const checkers = [aChecker(), aChecker()] as const;
  const processes = await Promise.all(checkers.map(processOf));
  const open = checkers[0].check(Buffer.from("hang"));
  expect(processes.map(isRunning)).toEqual([true, true]);
  await Promise.all(checkers.map((checker) => checker.close()));
  expect(processes.map(isRunning)).toEqual([false, false]);
  expect(await open).toMatchObject({ problems: [{ rule: "check_stopped" }] });
});

test("none is left when the server is killed, not even one that a document keeps busy", async () => {
  const server = spawn(process.execPath, [STAND_IN], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  const [told] = await once(server.stdout, "data");
  const processes = String(told).trim().split(" ").map(Number);
  expect(processes.map(isRunning)).toEqual([true, true]);
  server.kill("SIGKILL");
  await expect.poll(() => processes.map(isRunning)).toEqual([false, false]);
});

test("where none can be started, the document is said to be unread", async () => {
  const checker = new DocumentChecker({ entry: new URL("./no-such-file.ts", import.meta.url) });
  onTestFinished(() => checker.close());
  expect(await checker.check(Buffer.from("a"))).toMatchObject({ problems: [{ rule: "check_crashed" }] });
});
