import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import type { Extension } from "@codemirror/state";

/** Above it, highlighting costs more than it gives. */
const HIGHLIGHTED_AT_MOST = 2_000_000;

/** By what the text begins with; kinds without a language of their own are shown plain. */
export function languageOf(text: string): Extension {
  if (text.length > HIGHLIGHTED_AT_MOST) return [];
  const start = text.slice(0, 2000).trimStart();
  if (/^[{[]/.test(start)) return json();
  if (/^(?:%YAML|---|#|["']?[\w$-]+["']?\s*:)/.test(start)) return yaml();
  return [];
}
