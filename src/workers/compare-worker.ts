/** The process's entry: two texts in, their comparison out. */
import type { ComparisonAnswer, DocumentComparison } from "../core/compare/document-comparison.ts";
import { answerWorks } from "./answer-works.ts";
import { compareTexts, nameTextChanges } from "./compare-texts.ts";

export interface CompareWork {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Whether the lines are to be compared too. */
  readonly wantsText: boolean;
}

answerWorks<CompareWork, ComparisonAnswer>(async (work) => {
  try {
    return { kind: "compared", comparison: await compare(work) };
  } catch {
    return { kind: "failed", failure: "crashed" };
  }
});

async function compare({ from, to, wantsText }: CompareWork): Promise<DocumentComparison> {
  return wantsText ? compareTexts(from, to) : { text: null, named: await nameTextChanges(from, to) };
}
