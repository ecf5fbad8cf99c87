/** The process's entry: three texts in, one proposal or none out. */
import type { Three } from "../core/merge/align.ts";
import { answerWorks } from "./answer-works.ts";
import type { MergeAnswer } from "./merge-documents.ts";
import { mergeTexts } from "./merge-texts.ts";

answerWorks<Three<Uint8Array>, MergeAnswer>(async (contents) => {
  try {
    return { kind: "merged", proposal: await mergeTexts(contents) };
  } catch {
    return { kind: "failed", failure: "crashed" };
  }
});
