/** Revisions of which the list does not say yet how much they changed, each with the one before it. */
import type { RevisionPair } from "../api/comparison.ts";
import type { Revision } from "../api/contract.ts";
import { type DocumentPath, isCollection } from "../api/revisions.ts";

/** @param revisions newest first. Of collections none: nobody depends on them, so nothing breaks. */
export function uncountedPairs(
  document: DocumentPath,
  revisions: readonly Pick<Revision, "number" | "changes">[],
): readonly RevisionPair[] {
  if (isCollection(document)) return [];
  return revisions.flatMap(({ number, changes }, index) => {
    const former = revisions[index + 1];
    // Between two of a list without those that have errors, others may lie.
    return changes !== null || former?.number !== number - 1 ? [] : [{ from: former.number, to: number }];
  });
}
