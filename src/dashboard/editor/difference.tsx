import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactElement, useEffect, useRef } from "react";
import { editorExtensions } from "./editor-extensions.ts";
import classes from "./editor.module.css";

export interface DifferenceProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Unchanged lines around a change; the rest is folded. */
const MARGIN = 3;

/** What was taken away stands above what came in its place. */
export function Difference({ label, before, after }: DifferenceProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          editorExtensions({ label, text: after, separator: "\n", isReadOnly: true }),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            collapseUnchanged: { margin: MARGIN, minSize: 4 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, before, after]);
  return <div ref={place} className={classes.difference} />;
}
