/** A worker in the closure reader's place that does what the first file tells it: hang, crash, end, or answer. */
import { answerWorks } from "../../src/workers/answer-works.ts";

interface Work {
  readonly files: readonly { readonly content: Uint8Array }[];
}

answerWorks(({ files }: Work) => {
  const text = Buffer.from(files[0]?.content ?? []).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  // oxlint-disable-next-line unicorn/no-process-exit -- told to
  if (text === "end") process.exit(0);
  return text === "fail"
    ? { kind: "failed", isForGood: true }
    : { kind: "read", family: "none", references: files.map(() => []) };
});
