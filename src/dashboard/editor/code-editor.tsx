import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactElement, useEffect, useRef } from "react";
import type { Problem } from "../../core/sync/model.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { editorExtensions } from "./editor-extensions.ts";
import classes from "./editor.module.css";
import { separatorOf } from "./line-endings.ts";

export interface CodeEditorProps {
  readonly label: string;
  /** What is shown: another one than what was told last replaces the text. */
  readonly text: string;
  readonly onChange?: (text: string) => void;
  readonly problems?: readonly Problem[];
  /** Shown and focused when it changes; from 1. */
  readonly line?: LineWish | null;
}

/** An object, so that the same line may be wished for again. */
export interface LineWish {
  readonly line: number;
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Without `onChange` the text can only be read. */
export function CodeEditor({
  label,
  text,
  onChange,
  problems = NO_PROBLEMS,
  line = null,
}: CodeEditorProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const tell = useRef(onChange);
  const marked = useRef(NO_PROBLEMS);
  const isReadOnly = onChange === undefined;
  useEffect(() => {
    tell.current = onChange;
  });

  useEffect(() => {
    if (place.current === null) return;
    if (view.current === null || textIn(view.current) !== text) {
      view.current?.destroy();
      marked.current = NO_PROBLEMS;
      const told = EditorView.updateListener.of(({ docChanged, view: changed }) => {
        if (docChanged) tell.current?.(textIn(changed));
      });
      const shown = { label, text, separator: separatorOf(text), isReadOnly };
      const extensions = [editorExtensions(shown), told];
      view.current = new EditorView({
        parent: place.current,
        state: EditorState.create({ doc: text, extensions }),
      });
    }
    // Once: the marks move along with what is typed.
    if (marked.current === problems) return;
    marked.current = problems;
    const { state } = view.current;
    view.current.dispatch(setDiagnostics(state, diagnosticsOf(state.doc, problems)));
  }, [label, text, isReadOnly, problems]);

  useEffect(() => {
    const shown = view.current;
    if (shown === null || line === null) return;
    const { from } = shown.state.doc.line(Math.min(Math.max(line.line, 1), shown.state.doc.lines));
    shown.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    shown.focus();
  }, [line]);

  useEffect(
    () => () => {
      view.current?.destroy();
      view.current = null;
    },
    [],
  );
  return <div ref={place} className={classes.editor} />;
}

function textIn({ state }: EditorView): string {
  return state.sliceDoc();
}
