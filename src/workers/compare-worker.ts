/** The thread's entry: two texts in, their comparison out. */
import { parentPort } from "node:worker_threads";
import type { ComparisonAnswer, DocumentComparison } from "../core/compare/document-comparison.ts";
import { compareTexts, nameTextChanges } from "./compare-texts.ts";
import { giveWay } from "./give-way.ts";

export interface CompareWork {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Whether the lines are to be compared too. */
  readonly wantsText: boolean;
}

giveWay();
const port = parentPort;

port?.on("message", (work: CompareWork) => {
  compare(work).then(
    (comparison) => port.postMessage({ kind: "compared", comparison } satisfies ComparisonAnswer),
    () => port.postMessage({ kind: "failed", failure: "crashed" } satisfies ComparisonAnswer),
  );
});

async function compare({ from, to, wantsText }: CompareWork): Promise<DocumentComparison> {
  return wantsText ? compareTexts(from, to) : { text: null, named: await nameTextChanges(from, to) };
}
