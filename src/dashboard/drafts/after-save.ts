import type { Draft } from "./drafts.ts";

/** What is left of a draft once a text was saved: nothing, or what was written since, as a change of what was saved. */
export function afterSave(
  draft: Draft | null,
  { text, blob }: { readonly text: string; readonly blob: string | null },
): Draft | null {
  return draft === null || draft.text === text ? null : { ...draft, over: blob };
}
