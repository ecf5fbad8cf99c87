/** The thread's entry: one collection in, what was made of it out. */
import { parentPort } from "node:worker_threads";
import {
  type CollectionWork,
  type CollectionWorkDone,
  doCollectionWork,
} from "../core/collection/collection-work.ts";
import type { CollectionAnswer } from "./read-collections.ts";
import { giveWay } from "./give-way.ts";

giveWay();
const port = parentPort;

port?.on("message", (work: CollectionWork) => {
  try {
    const done = doCollectionWork(work);
    port.postMessage({ kind: "done", done } satisfies CollectionAnswer, handedOver(done));
  } catch {
    port.postMessage({ kind: "failed", failure: "crashed" } satisfies CollectionAnswer);
  }
});

/** Texts that have a buffer to themselves need no copy. */
function handedOver({ result }: CollectionWorkDone): ArrayBuffer[] {
  const text = textIn(result);
  const isWhole = text !== null && text.byteLength === text.buffer.byteLength;
  return isWhole && text.buffer instanceof ArrayBuffer ? [text.buffer] : [];
}

function textIn(result: CollectionWorkDone["result"]): Uint8Array | null {
  if (result instanceof Uint8Array) return result;
  return result !== null && "canonical" in result ? result.canonical : null;
}
