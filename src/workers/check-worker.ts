/** The process's entry: one document in, one answer out. */
import { answerWorks } from "./answer-works.ts";
import { checkDocument } from "./check-document.ts";
import { type CheckAnswer, type CheckMessage, failedCheck } from "./document-check.ts";

answerWorks<CheckMessage, CheckAnswer>(async ({ content, files }) => {
  try {
    return await checkDocument(content, files);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown fault";
    return failedCheck("check_crashed", `The checker failed on this document (${name}).`);
  }
});
