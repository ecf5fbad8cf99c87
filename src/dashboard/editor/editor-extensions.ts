import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { highlighting } from "./highlighting.ts";
import { languageOf } from "./language-of.ts";
import { type LineSeparator, withSeparator } from "./line-endings.ts";
import { styleNonce } from "./style-nonce.ts";

export interface TextView {
  /** For whoever hears the page. */
  readonly label: string;
  readonly text: string;
  readonly separator: LineSeparator;
  readonly isReadOnly: boolean;
}

/** Tab moves on to the next control, as everywhere else on the page. */
export function editorExtensions({ label, text, separator, isReadOnly }: TextView): Extension {
  return [
    EditorView.cspNonce.of(styleNonce()),
    EditorState.lineSeparator.of(separator),
    EditorView.clipboardInputFilter.of((pasted) => withSeparator(pasted, separator)),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    EditorView.editable.of(!isReadOnly),
    EditorState.readOnly.of(isReadOnly),
    highlightSpecialChars(),
    lineNumbers(),
    highlighting,
    languageOf(text),
    bracketMatching(),
    keymap.of([...searchKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
    isReadOnly ? [] : writing(),
  ];
}

function writing(): Extension {
  return [
    history(),
    foldGutter(),
    lintGutter(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
  ];
}
