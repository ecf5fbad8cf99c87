/** The thread's entry: three texts in, one proposal or none out. */
import { parentPort } from "node:worker_threads";
import type { Three } from "../core/merge/align.ts";
import { mergeTexts } from "./merge-texts.ts";
import type { MergeAnswer } from "./merge-documents.ts";
import { giveWay } from "./give-way.ts";

giveWay();
const port = parentPort;

port?.on("message", (contents: Three<Uint8Array>) => {
  mergeTexts(contents).then(
    (proposal) => port.postMessage({ kind: "merged", proposal } satisfies MergeAnswer),
    () => port.postMessage({ kind: "failed", failure: "crashed" } satisfies MergeAnswer),
  );
});
