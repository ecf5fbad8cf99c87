import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactElement, useEffect, useRef } from "react";
import { editorExtensions } from "./editor-extensions.ts";
import classes from "./editor.module.css";
import { changesBetween } from "./line-changes.ts";
import { showLine } from "./show-line.ts";

export interface DifferenceProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Shown and focused when it changes. */
  readonly place?: LineInDifference | null;
}

export interface LineInDifference {
  readonly side: "from" | "to";
  /** From 1. */
  readonly line: number;
}

/** Unchanged lines around a change; the rest is folded. */
const MARGIN = 3;

/** What was taken away stands above what came in its place. */
export function Difference({ label, before, after, place = null }: DifferenceProps): ReactElement {
  const holder = useRef<HTMLDivElement>(null);
  const shown = useRef<EditorView | null>(null);
  useEffect(() => {
    if (holder.current === null) return;
    const view = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          editorExtensions({ label, text: after, separator: "\n", isReadOnly: true }),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            diffConfig: { override: changesBetween },
            collapseUnchanged: { margin: MARGIN, minSize: 4 },
          }),
        ],
      }),
    });
    shown.current = view;
    return () => view.destroy();
  }, [label, before, after]);
  useEffect(() => {
    if (place !== null && shown.current !== null) showLine(shown.current, place, MARGIN);
  }, [place]);
  return <div ref={holder} className={classes.difference} />;
}
