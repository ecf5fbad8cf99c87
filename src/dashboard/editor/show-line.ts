import { type Chunk, getChunks, getOriginalDoc, uncollapseUnchanged } from "@codemirror/merge";
import type { EditorState, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { LineInDifference } from "./difference.tsx";

/**
 * Scrolls a difference to a line of either text, out of its fold where it lies in one, and puts the focus there. A line that is
 * gone is shown where it was taken away.
 * @param margin lines around a change that are not folded
 */
export function showLine(view: EditorView, { side, line }: LineInDifference, margin: number): void {
  const { state } = view;
  const chunks = getChunks(state)?.chunks ?? [];
  const position =
    side === "to"
      ? startOf(state.doc, line)
      : placeInPresent(chunks, startOf(getOriginalDoc(state), line), state.doc.length);
  view.dispatch({
    selection: { anchor: position },
    effects: [
      uncollapseUnchanged.of(foldBefore(state, chunks, { position, margin })),
      EditorView.scrollIntoView(position, { y: "center" }),
    ],
  });
  view.focus();
}

function startOf(text: Text, line: number): number {
  return text.line(Math.min(Math.max(line, 1), text.lines)).from;
}

function placeInPresent(chunks: readonly Chunk[], former: number, length: number): number {
  let shift = 0;
  for (const { fromA, toA, fromB, toB } of chunks) {
    if (former < fromA) break;
    if (former < toA) return Math.min(fromB, length);
    shift = toB - toA;
  }
  return Math.min(Math.max(former + shift, 0), length);
}

/** Where the fold would begin that the position may lie in: folds are known by that alone. */
function foldBefore(
  { doc }: EditorState,
  chunks: readonly Chunk[],
  { position, margin }: { readonly position: number; readonly margin: number },
): number {
  const former = chunks.findLast(({ toB }) => toB <= position);
  if (former === undefined) return 0;
  const line = doc.lineAt(Math.min(doc.length, former.toB)).number + margin;
  return doc.line(Math.min(line, doc.lines)).from;
}
