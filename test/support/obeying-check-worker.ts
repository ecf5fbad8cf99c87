/** A worker in the checker's place that does what the document tells it: hang, crash, end, take memory, or answer. */
import { answerWorks } from "../../src/workers/answer-works.ts";

answerWorks(({ content }: { readonly content: Uint8Array }) => {
  const text = Buffer.from(content).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  // oxlint-disable-next-line unicorn/no-process-exit -- told to
  if (text === "end") process.exit(0);
  if (text === "memory") takeMemory();
  const environment = Object.keys(process.env).length;
  return {
    kind: null,
    format: null,
    name: `${text}:${environment}:${process.pid}`,
    valid: true,
    problems: [],
    completed: true,
  };
});

function takeMemory(): void {
  const taken: string[][] = [];
  for (;;) taken.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
}
