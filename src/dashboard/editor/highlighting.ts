import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const style = HighlightStyle.define([
  // The theme's own colour of comments has a contrast of 3.6 in the dark.
  { tag: [tags.comment, tags.meta], color: "var(--fgColor-muted)" },
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: "var(--codeMirror-syntax-fgColor-support)",
  },
  { tag: [tags.string, tags.content], color: "var(--codeMirror-syntax-fgColor-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--codeMirror-syntax-fgColor-constant)" },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: "var(--codeMirror-syntax-fgColor-keyword)" },
]);

const theme = EditorView.theme({
  "&": {
    height: "100%",
    fontSize: "13px",
    color: "var(--codeMirror-fgColor)",
    backgroundColor: "var(--codeMirror-bgColor)",
  },
  "&.cm-focused": { outline: "2px solid var(--borderColor-accent-emphasis)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--fontStack-monospace)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--codeMirror-cursor-fgColor)" },
  ".cm-cursor": { borderLeftColor: "var(--codeMirror-cursor-fgColor)" },
  ".cm-gutters": {
    color: "var(--fgColor-muted)",
    backgroundColor: "var(--codeMirror-gutters-bgColor)",
    border: "none",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--codeMirror-activeline-bgColor)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--codeMirror-selection-bgColor)",
  },
  ".cm-panels": { color: "var(--fgColor-default)", backgroundColor: "var(--bgColor-muted)" },
  ".cm-tooltip": {
    color: "var(--fgColor-default)",
    backgroundColor: "var(--overlay-bgColor)",
    border: "1px solid var(--borderColor-default)",
  },
  ".cm-collapsedLines": {
    color: "var(--fgColor-muted)",
    background: "var(--bgColor-accent-muted)",
  },
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: "'⋯'" },
  ".cm-changedLine": { backgroundColor: "var(--diffBlob-additionLine-bgColor) !important" },
  ".cm-changedText": { background: "var(--diffBlob-additionWord-bgColor) !important" },
  ".cm-deletedChunk": { backgroundColor: "var(--diffBlob-deletionLine-bgColor) !important" },
  ".cm-deletedChunk .cm-deletedText": { background: "var(--diffBlob-deletionWord-bgColor) !important" },
  // The colours of syntax have too little contrast on these.
  ".cm-changedText, .cm-changedText span": { color: "var(--diffBlob-additionWord-fgColor)" },
  ".cm-deletedText, .cm-deletedText span": { color: "var(--diffBlob-deletionWord-fgColor)" },
});

export const highlighting: Extension = [syntaxHighlighting(style), theme];
