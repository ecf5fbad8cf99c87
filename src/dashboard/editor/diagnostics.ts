import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Problem } from "../../core/sync/model.ts";

/** Where they are in the text, those of other files left out; what lies beyond its end is shown at the end. */
export function diagnosticsOf(doc: Text, problems: readonly Problem[]): Diagnostic[] {
  const own = problems.filter(({ path }) => path === undefined);
  return own.map(({ line, column, severity, message, rule }) => {
    const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = Math.min(found.from + Math.max(column - 1, 0), found.to);
    return { from, to: Math.max(from, found.to), severity, message, source: rule };
  });
}
