/** Texts that were written and not saved: kept in this browser until they are saved or thrown away. */
import { isFields } from "../../core/fields.ts";

export interface Draft {
  readonly text: string;
  /** The blob that was edited; null: there was none. */
  readonly over: string | null;
}

const PREFIX = "lockstep.draft:";

export function readDraft(name: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    if (!isFields(draft) || typeof draft["text"] !== "string") return null;
    const { text, over } = draft;
    return { text, over: typeof over === "string" ? over : null };
  } catch {
    return null;
  }
}

/** False where the browser has no room for it: then it lives as long as the page. */
export function keepDraft(name: string, draft: Draft): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
