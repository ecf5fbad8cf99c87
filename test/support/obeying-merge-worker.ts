/** A worker in the merger's place that does what the store's text tells it: hang, crash, take memory, or answer with it. */
import { answerWorks } from "../../src/workers/answer-works.ts";

answerWorks(({ store }: { readonly store: Uint8Array }) => {
  const text = Buffer.from(store).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  if (text === "memory") takeMemory();
  return { kind: "merged", proposal: { content: store, clashes: 0 } };
});

function takeMemory(): void {
  const taken: string[][] = [];
  for (;;) taken.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
}
