/** The thread's entry: one document in, one answer out. */
import { parentPort } from "node:worker_threads";
import { checkDocument } from "./check-document.ts";
import { type CheckMessage, failedCheck } from "./document-check.ts";
import { giveWay } from "./give-way.ts";

giveWay();
const port = parentPort;

port?.on("message", (message: Uint8Array | CheckMessage) => {
  const { content, files } = message instanceof Uint8Array ? { content: message, files: undefined } : message;
  checkDocument(content, files).then(
    (check) => port.postMessage(check),
    (error: unknown) => {
      const name = error instanceof Error ? error.name : "unknown fault";
      port.postMessage(failedCheck("check_crashed", `The checker failed on this document (${name}).`));
    },
  );
});
