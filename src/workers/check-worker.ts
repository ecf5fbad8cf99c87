/** The thread's entry: one document in, one answer out. */
import { parentPort } from "node:worker_threads";
import { checkDocument } from "./check-document.ts";
import { failedCheck } from "./document-check.ts";

const port = parentPort;

port?.on("message", (content: Uint8Array) => {
  checkDocument(content).then(
    (check) => port.postMessage(check),
    (error: unknown) => {
      const name = error instanceof Error ? error.name : "unknown fault";
      port.postMessage(failedCheck("check_crashed", `The checker failed on this document (${name}).`));
    },
  );
});
