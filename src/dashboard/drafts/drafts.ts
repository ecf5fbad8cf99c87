/**
 * Texts that were written and not saved: kept in this browser until they are saved or thrown away, through signing out and in again.
 * Each is its writer's own: whoever signs in next on the same browser sees none of them.
 */
import { isFields } from "../../core/fields.ts";

export interface Draft {
  readonly text: string;
  /** The blob that was edited; null: there was none. */
  readonly over: string | null;
}

export interface DraftPlace {
  /** As `draftOwner` gives it. */
  readonly owner: string;
  /** What is written, its kind first: so nothing that people may name themselves is taken for another kind. */
  readonly name: string;
}

const PREFIX = "lockstep.draft:";

export function readDraft(place: DraftPlace): Draft | null {
  try {
    return draftIn(localStorage.getItem(keyOf(place)));
  } catch {
    return null;
  }
}

/** @param raw as it was kept; null: nothing was */
export function draftIn(raw: string | null): Draft | null {
  try {
    const draft: unknown = JSON.parse(raw ?? "null");
    if (!isFields(draft) || typeof draft["text"] !== "string") return null;
    const { text, over } = draft;
    return { text, over: typeof over === "string" ? over : null };
  } catch {
    return null;
  }
}

/** False where the browser has no room for it: then it lives as long as the page. */
export function keepDraft(place: DraftPlace, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(place: DraftPlace): void {
  try {
    localStorage.removeItem(keyOf(place));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Of everybody else, when somebody has signed in. */
export function dropDraftsOfOthers(owner: string): void {
  try {
    const own = keyOf({ owner, name: "" });
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    for (const key of keys) {
      if (key.startsWith(PREFIX) && !key.startsWith(own)) localStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}

export function keyOf({ owner, name }: DraftPlace): string {
  return `${PREFIX}${owner}/${name}`;
}
