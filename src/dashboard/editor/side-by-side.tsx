import { MergeView } from "@codemirror/merge";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactElement, useEffect, useRef } from "react";
import { editorExtensions } from "./editor-extensions.ts";
import classes from "./editor.module.css";

export interface SideBySideProps {
  readonly left: SideText;
  readonly right: SideText;
}

export interface SideText {
  /** For whoever hears the page. */
  readonly label: string;
  readonly text: string;
}

/** Unchanged lines around a change; the rest is folded. */
const MARGIN = 3;

/** Two texts, each line beside its like. */
export function SideBySide({ left, right }: SideBySideProps): ReactElement {
  const holder = useRef<HTMLDivElement>(null);
  const [leftText, rightText, leftLabel, rightLabel] = [left.text, right.text, left.label, right.label];
  useEffect(() => {
    if (holder.current === null) return;
    const view = new MergeView({
      parent: holder.current,
      a: sideOf(leftLabel, leftText, takenAway),
      b: sideOf(rightLabel, rightText, []),
      collapseUnchanged: { margin: MARGIN, minSize: 4 },
    });
    return () => view.destroy();
  }, [leftText, rightText, leftLabel, rightLabel]);
  return <div ref={holder} className={classes.difference} />;
}

/** Changes on the left are what would be taken away. */
const takenAway = EditorView.theme({
  ".cm-changedLine": { backgroundColor: "var(--diffBlob-deletionLine-bgColor) !important" },
  ".cm-changedText": { background: "var(--diffBlob-deletionWord-bgColor) !important" },
  ".cm-changedText, .cm-changedText span": { color: "var(--diffBlob-deletionWord-fgColor)" },
});

function sideOf(label: string, text: string, colours: Extension) {
  const shown = editorExtensions({ label, text, separator: "\n", isReadOnly: true });
  return { doc: text, extensions: [colours, EditorView.lineWrapping, shown] };
}
