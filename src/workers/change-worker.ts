/** The thread's entry: two texts in, what changed between them out; null where it cannot be told. */
import { parentPort } from "node:worker_threads";
import { changeOf } from "./change-of.ts";

const port = parentPort;

port?.on("message", ([before, after]: readonly [Uint8Array, Uint8Array]) => {
  changeOf(before, after).then(
    (summary) => port.postMessage(summary),
    () => port.postMessage(null),
  );
});
