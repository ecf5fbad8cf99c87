/**
 * The other end of a `WorkProcess`: answers every message with one, below the server's priority. It ends when the server does, however
 * that ends, and not before: a terminal or a service manager that tells all processes to end tells this one too, and is not heard.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { giveWay } from "./give-way.ts";

/** In a thread of its own: while a document keeps the other busy, that one does not see that its channel is closed. */
const END_WITH_SERVER = `
  const server = process.ppid;
  setInterval(() => process.ppid === server || process.kill(process.pid, "SIGKILL"), 1000);
  require("node:worker_threads").parentPort.postMessage("watching");
`;

/** @param answerTo where it throws, the process ends */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who sends the works says what they are
export function answerWorks<Work, Answer>(answerTo: (work: Work) => Answer | Promise<Answer>): void {
  // oxlint-disable-next-line unicorn/no-process-exit -- this is a process's entry
  process.on("disconnect", () => process.exit());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  const watch = new Worker(END_WITH_SERVER, { eval: true });
  // It cannot begin while this thread is busy.
  const watching = once(watch, "message");
  watch.unref();
  giveWay();
  process.on("message", (work: Work) => void answer(work));

  async function answer(work: Work): Promise<void> {
    await watching;
    process.send?.(await answerTo(work));
  }
}
