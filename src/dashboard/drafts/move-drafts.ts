import { keyOf } from "./drafts.ts";

/**
 * What is written of a thing goes with it to its new name; where something is kept under that already, it stays where it is.
 * @param from the beginning of their names: of a draft, or of all beneath it
 */
export function moveDrafts(owner: string, from: string, to: string): void {
  try {
    const old = keyOf({ owner, name: from });
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    for (const key of keys) {
      if (!isBeneath(key, old)) continue;
      const moved = `${keyOf({ owner, name: to })}${key.slice(old.length)}`;
      const text = localStorage.getItem(key);
      if (text === null || localStorage.getItem(moved) !== null) continue;
      localStorage.setItem(moved, text);
      localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to move.
  }
}

/** Itself, what another tab wrote beside it, or a part of it. */
function isBeneath(key: string, old: string): boolean {
  return key === old || key.startsWith(`${old}\n`) || key.startsWith(`${old}/`);
}
