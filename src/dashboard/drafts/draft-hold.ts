/**
 * One page's hold on a text that is kept. Pages that write the same text do not hear each other, so a page writes only over what it
 * read or wrote there itself, and removes nothing else: where another page was quicker, it keeps its own text beside that one.
 */
import { type Draft, type DraftPlace, draftIn, keyOf, rawOf } from "./drafts.ts";

/** More pages than anybody writes one text in. */
const MOST = 12;

export class DraftHold {
  readonly #place: DraftPlace;
  #number: number;
  /** What this page read or wrote there; null: nothing. */
  #known: string | null;

  constructor(place: DraftPlace) {
    this.#place = place;
    const kept = NUMBERS.filter((number) => this.#at(number) !== null);
    const before = Number(read(() => sessionStorage, keyOf(place)) ?? "1");
    this.#number = kept.includes(before) ? before : (kept[0] ?? 1);
    this.#known = this.#at(this.#number);
  }

  read(): Draft | null {
    return draftIn(this.#known);
  }

  /** False where the browser has no room for it: then it lives as long as the page. */
  keep(draft: Draft): boolean {
    const number = this.#isMine(this.#number) ? this.#number : NUMBERS.find((one) => this.#at(one) === null);
    if (number === undefined) return false;
    const raw = rawOf(draft);
    try {
      localStorage.setItem(this.#key(number), raw);
    } catch {
      return false;
    }
    this.#known = raw;
    this.#move(number);
    return true;
  }

  drop(): void {
    if (this.#isMine(this.#number)) remove(this.#key(this.#number));
    this.#known = null;
  }

  /** What other pages wrote there and nobody has saved. */
  others(): readonly Draft[] {
    return this.#foreign().flatMap((number) => draftIn(this.#at(number)) ?? []);
  }

  /** Goes on with the first of the others; what was held stays kept, beside it. */
  takeOther(): Draft | null {
    const [number] = this.#foreign();
    if (number === undefined) return null;
    this.#known = this.#at(number);
    this.#move(number);
    return this.read();
  }

  dropOther(): void {
    const [number] = this.#foreign();
    if (number !== undefined) remove(this.#key(number));
  }

  isAt(key: string): boolean {
    return NUMBERS.some((number) => this.#key(number) === key);
  }

  #foreign(): readonly number[] {
    return NUMBERS.filter((number) => this.#at(number) !== null && !this.#isHeld(number));
  }

  #isHeld(number: number): boolean {
    return number === this.#number && this.#at(number) === this.#known;
  }

  /** Held, or free. */
  #isMine(number: number): boolean {
    return this.#at(number) === null || this.#isHeld(number);
  }

  #at(number: number): string | null {
    return read(() => localStorage, this.#key(number));
  }

  #key(number: number): string {
    const first = keyOf(this.#place);
    return number === 1 ? first : `${first}\n${number}`;
  }

  /** This tab finds it there again after a reload. */
  #move(number: number): void {
    this.#number = number;
    try {
      sessionStorage.setItem(keyOf(this.#place), String(number));
    } catch {
      // Then the first one is found.
    }
  }
}

const NUMBERS = Array.from({ length: MOST }, (_, index) => index + 1);

function read(from: () => Storage, key: string): string | null {
  try {
    return from().getItem(key);
  } catch {
    return null;
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
