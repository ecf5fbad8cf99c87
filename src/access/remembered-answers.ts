/**
 * GitHub's answers on what people may do, remembered for a short time.
 *
 * - An answer counts for FRESH_MS from when its question was asked. While GitHub does not answer it counts on, to USABLE_MS at
 *   most; after that nothing is known, which is never taken for a yes.
 * - A question is under way once: who asks meanwhile waits for it, unless it was asked with a token that is no longer taken.
 * - What is forgotten while its question is under way is asked once more: the answer may be from before the change.
 */
import { RightsUnknown } from "../core/access/access-port.ts";
import type { Failure } from "../core/retry/failure.ts";
import { GitHubFailure } from "../core/retry/failure.ts";

const MINUTE_MS = 60_000;
export const FRESH_MS = 5 * MINUTE_MS;
export const USABLE_MS = 15 * MINUTE_MS;
/** After a question that failed, so long none is asked. */
const REST_MS = 10_000;
const LONGEST_REST_MS = MINUTE_MS;
/** The oldest go first. */
const MAX_REMEMBERED = 20_000;
const MAX_ASKED_AGAIN = 3;

interface Entry<Answer> {
  known: { readonly answer: Answer; readonly askedAt: number } | null;
  underWay: { readonly asker: number; readonly answer: Promise<Answer> } | null;
  /** No question before this time. */
  restUntil: number;
}

export class RememberedAnswers<Key, Answer> {
  readonly #entries = new Map<string, { readonly key: Key; readonly entry: Entry<Answer> }>();
  readonly #now: () => number;
  readonly #nameOf: (key: Key) => string;

  constructor(now: () => number, nameOf: (key: Key) => string) {
    this.#now = now;
    this.#nameOf = nameOf;
  }

  /**
   * @param asker whose token the question carries: a session's row id
   * @throws RightsUnknown; what the question throws where GitHub does not take the token
   */
  async ask(key: Key, asker: number, question: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; tries < MAX_ASKED_AGAIN; tries++) {
      const entry = this.#entryOf(key);
      const counting = this.#counting(entry);
      if (counting !== null) return counting.answer;
      const underWay = (entry.underWay ??= { asker, answer: this.#put(entry, question) });
      const outcome = await this.#outcomeOf(entry, underWay, asker);
      if (outcome !== "again" && this.#isRemembered(key, entry)) return outcome.answer;
    }
    throw new RightsUnknown(REST_MS);
  }

  forget(concerns: (key: Key) => boolean): void {
    for (const [name, { key }] of this.#entries) if (concerns(key)) this.#entries.delete(name);
  }

  /** The answer that makes asking needless. @throws RightsUnknown while asking rests and nothing counts */
  #counting(entry: Entry<Answer>): { readonly answer: Answer } | null {
    const { known, restUntil } = entry;
    const ageMs = this.#ageOf(entry);
    if (ageMs < FRESH_MS) return known;
    // A rest that is longer than any was begun before the clock was set back.
    if (this.#now() >= restUntil || restUntil - this.#now() > LONGEST_REST_MS) return null;
    if (ageMs < USABLE_MS) return known;
    throw new RightsUnknown(restUntil - this.#now());
  }

  /** Infinite where nothing is known, or where it is known from later than now: the clock was set back. */
  #ageOf({ known }: Entry<Answer>): number {
    if (known === null || known.askedAt > this.#now()) return Infinity;
    return this.#now() - known.askedAt;
  }

  async #outcomeOf(
    entry: Entry<Answer>,
    underWay: NonNullable<Entry<Answer>["underWay"]>,
    asker: number,
  ): Promise<{ readonly answer: Answer } | "again"> {
    try {
      return { answer: await underWay.answer };
    } catch (error) {
      if (!(error instanceof GitHubFailure)) {
        // Another session's token: this one's may be as good as ever.
        if (underWay.asker !== asker) return "again";
        throw error;
      }
      if (entry.known !== null && this.#ageOf(entry) < USABLE_MS) return entry.known;
      throw new RightsUnknown(Math.max(entry.restUntil - this.#now(), 1000), { cause: error });
    }
  }

  async #put(entry: Entry<Answer>, question: () => Promise<Answer>): Promise<Answer> {
    const askedAt = this.#now();
    try {
      const answer = await question();
      entry.known = { answer, askedAt };
      return answer;
    } catch (error) {
      if (error instanceof GitHubFailure) entry.restUntil = this.#now() + restMs(error.failure, this.#now());
      throw error;
    } finally {
      entry.underWay = null;
    }
  }

  #entryOf(key: Key): Entry<Answer> {
    const name = this.#nameOf(key);
    const found = this.#entries.get(name);
    if (found !== undefined) return found.entry;
    const [oldest] = this.#entries.size >= MAX_REMEMBERED ? this.#entries.keys() : [];
    if (oldest !== undefined) this.#entries.delete(oldest);
    const entry: Entry<Answer> = { known: null, underWay: null, restUntil: 0 };
    this.#entries.set(name, { key, entry });
    return entry;
  }

  #isRemembered(key: Key, entry: Entry<Answer>): boolean {
    return this.#entries.get(this.#nameOf(key))?.entry === entry;
  }
}

function restMs(failure: Failure, now: number): number {
  if (failure.kind !== "rate_limited" || failure.retryAt === null) return REST_MS;
  return Math.min(Math.max(failure.retryAt - now, REST_MS), LONGEST_REST_MS);
}
