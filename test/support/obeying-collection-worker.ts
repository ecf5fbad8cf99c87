/** A worker in the reader's place that does what the collection tells it: hang, crash, end, take memory, or answer with it. */
import { answerWorks } from "../../src/workers/answer-works.ts";
import type { CollectionWork } from "../../src/core/collection/collection-work.ts";

answerWorks(({ task, content }: CollectionWork) => {
  const text = Buffer.from(content).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  if (text === "memory") takeMemory();
  // oxlint-disable-next-line unicorn/no-process-exit -- told to
  if (text === "end") process.exit(0);
  const result =
    task === "read-file" ? null : { kind: "not-a-collection", reason: `The process read ${text}.` };
  return { kind: "done", done: { task, result } };
});

function takeMemory(): void {
  const taken: string[][] = [];
  for (;;) taken.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
}
