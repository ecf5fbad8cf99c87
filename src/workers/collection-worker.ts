/** The process's entry: one collection in, what was made of it out. */
import { type CollectionWork, doCollectionWork } from "../core/collection/collection-work.ts";
import { answerWorks } from "./answer-works.ts";
import type { CollectionAnswer } from "./read-collections.ts";

answerWorks<CollectionWork, CollectionAnswer>((work) => {
  try {
    return { kind: "done", done: doCollectionWork(work) };
  } catch {
    return { kind: "failed", failure: "crashed" };
  }
});
