/** A worker in the comparer's place that does what the first text tells it: hang, crash, take memory, or answer. */
import { answerWorks } from "../../src/workers/answer-works.ts";

answerWorks(({ from }: { readonly from: Uint8Array }) => {
  const text = Buffer.from(from).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  if (text === "memory") takeMemory();
  return { kind: "compared", comparison: { text: null, named: "kind" } };
});

function takeMemory(): void {
  const taken: string[][] = [];
  for (;;) taken.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
}
