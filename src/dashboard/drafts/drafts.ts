/**
 * Texts that were written and not saved: kept in this browser until they are saved or thrown away, through signing out and in again.
 * Each is its writer's own: whoever signs in next on the same browser sees none of them. They wait for their writer's next sign-in,
 * within bounds, so that what nobody comes back for leaves room.
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

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of all others together, when somebody has signed in. Characters: less than half of what browsers keep for one address. */
const OF_OTHERS = { ageMs: 30 * DAY_MS, drafts: 50, characters: 2_000_000 } as const;

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
    localStorage.setItem(keyOf(place), rawOf(draft));
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

/** When somebody has signed in: the newest of everybody else's stay, as far as the bounds go. */
export function boundDraftsOfOthers(owner: string, now: number): void {
  try {
    const own = keyOf({ owner, name: "" });
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    const others = keys
      .filter((key) => key.startsWith(PREFIX) && !key.startsWith(own))
      .map((key) => ({ key, ...sizeAndTime(localStorage.getItem(key) ?? "") }))
      .toSorted((one, other) => other.at - one.at);
    let characters = 0;
    for (const [index, { key, size, at }] of others.entries()) {
      characters += size;
      const isKept =
        now - at <= OF_OTHERS.ageMs && index < OF_OTHERS.drafts && characters <= OF_OTHERS.characters;
      if (!isKept) localStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}

/** As it is kept, with the time by which it grows old. */
export function rawOf(draft: Draft): string {
  return JSON.stringify({ ...draft, at: Date.now() });
}

/** What bears no time is as old as can be. */
function sizeAndTime(raw: string): { readonly size: number; readonly at: number } {
  return { size: raw.length, at: timeIn(raw) };
}

function timeIn(raw: string): number {
  try {
    const draft: unknown = JSON.parse(raw);
    return isFields(draft) && typeof draft["at"] === "number" ? draft["at"] : 0;
  } catch {
    return 0;
  }
}

export function keyOf({ owner, name }: DraftPlace): string {
  return `${PREFIX}${owner}/${name}`;
}
