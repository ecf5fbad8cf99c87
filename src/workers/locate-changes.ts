/** Gives changes their lines, the worst first. */
import type { Comparison, FoundChange, Pair } from "../core/compare/change.ts";
import type { LocatedChange, NamedChanges } from "../core/compare/document-comparison.ts";
import { tellWorst } from "../core/compare/told-changes.ts";
import { summaryOf } from "../core/compare/summary.ts";
import type { TextPosition } from "../core/schema/text.ts";
import type { DocumentTree } from "./document-tree.ts";

const START: TextPosition = { line: 1, column: 1 };

export function locateChanges(
  { counts, changes: found, isCut }: Comparison,
  trees: Pair<DocumentTree>,
): NamedChanges {
  const told = tellWorst(found);
  const places = {
    from: placesOf("from", told.changes, trees.from),
    to: placesOf("to", told.changes, trees.to),
  };
  const changes = told.changes.map(({ at, ...change }): LocatedChange => {
    return { ...change, place: { side: at.side, ...(places[at.side].get(at.pointer) ?? START) } };
  });
  return { ...told, changes, summary: summaryOf(counts), isCut: isCut || told.isCut };
}

function placesOf(
  side: "from" | "to",
  changes: readonly FoundChange[],
  tree: DocumentTree,
): ReadonlyMap<string, TextPosition> {
  const pointers = [...new Set(changes.flatMap(({ at }) => (at.side === side ? [at.pointer] : [])))];
  const positions = tree.locate(pointers.map((pointer) => ({ pointer, onKey: true })));
  return new Map(pointers.map((pointer, index) => [pointer, positions[index] ?? START]));
}
