/**
 * Answers that are shared: by those who ask while the call is under way, and for some time after. All answers kept weigh no
 * more than the limit, the longest unused going first; one that alone weighs more is not kept. Failures are not kept.
 */
export interface Sharing<Answer> {
  readonly sharedMs: (answer: Answer) => number;
  readonly weigh: (answer: Answer) => number;
  readonly limit: number;
}

interface Kept<Answer> {
  readonly answer: Answer;
  readonly until: number;
  readonly weight: number;
}

export class SharedCalls<Answer> {
  readonly #now: () => number;
  readonly #sharing: Sharing<Answer>;
  readonly #underWay = new Map<string, Promise<Answer>>();
  /** The longest unused first. */
  readonly #kept = new Map<string, Kept<Answer>>();
  #weight = 0;

  constructor(now: () => number, sharing: Sharing<Answer>) {
    this.#now = now;
    this.#sharing = sharing;
  }

  async get(key: string, call: () => Promise<Answer>): Promise<Answer> {
    this.#dropOld();
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.answer;
    }
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const calling = call();
    this.#underWay.set(key, calling);
    try {
      const answer = await calling;
      this.#keep(key, answer);
      return answer;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #keep(key: string, answer: Answer): void {
    const { sharedMs, weigh, limit } = this.#sharing;
    const weight = weigh(answer);
    if (weight > limit) return;
    this.#kept.set(key, { answer, until: this.#now() + sharedMs(answer), weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= limit) return;
      this.#drop(oldest);
    }
  }

  #dropOld(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#kept) if (until <= now) this.#drop(key);
  }

  #drop(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0;
    this.#kept.delete(key);
  }
}
