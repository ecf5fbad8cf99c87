/** A worker in the checker's place that does what the document tells it: hang, crash, end, take memory, or answer. */
import { parentPort, threadId } from "node:worker_threads";

const port = parentPort;

port?.on("message", (content: Uint8Array) => {
  const text = Buffer.from(content).toString();
  if (text === "hang") for (;;);
  if (text === "crash") throw new Error("told to crash");
  if (text === "end") process.exit(0);
  if (text === "memory") takeMemory();
  const environment = Object.keys(process.env).length;
  port.postMessage({
    kind: null,
    format: null,
    name: `${text}:${environment}:${threadId}`,
    valid: true,
    problems: [],
    completed: true,
  });
});

function takeMemory(): void {
  const taken: string[][] = [];
  for (;;) taken.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
}
