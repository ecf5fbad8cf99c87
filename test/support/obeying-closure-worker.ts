/** A worker in the closure reader's place that does what the first file tells it: hang, crash, end, or answer. */
import { parentPort } from "node:worker_threads";

const port = parentPort;

interface Work {
  readonly files: readonly { readonly content: Uint8Array }[];
}

port?.on("message", ({ files }: Work) => {
  const text = Buffer.from(files[0]?.content ?? []).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  if (text === "end") process.exit(0);
  port.postMessage(
    text === "fail"
      ? { kind: "failed", isForGood: true }
      : { kind: "read", family: "none", references: files.map(() => []) },
  );
});
