/** The process's entry. */
import { answerWorks } from "../answer-works.ts";
import { type ClosureAnswer, type ClosureWork, doClosureWork } from "./closure-work.ts";

answerWorks<ClosureWork, ClosureAnswer>(async (work) => {
  try {
    return await doClosureWork(work);
  } catch {
    return crashed(work);
  }
});

function crashed({ task }: ClosureWork): ClosureAnswer {
  return task === "references"
    ? { kind: "failed", isForGood: true }
    : { kind: "failed", message: "The bundler failed on this document.", isBusy: false };
}
