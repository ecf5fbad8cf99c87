/**
 * Lagging reads: after a branch moves, a replica may still show where it pointed before. Every move made while the lag is
 * switched on is remembered with how long, or for how many reads, the former head is shown. Writes always see the truth.
 */
import type { FaultBoard } from "../faults.ts";

interface Move {
  readonly before: string | null;
  readsLeft: number;
  readonly until: number;
}

export class HeadHistory {
  readonly #faults: FaultBoard;
  readonly #now: () => number;
  readonly #moves = new Map<string, Move>();

  constructor(faults: FaultBoard, now: () => number) {
    this.#faults = faults;
    this.#now = now;
  }

  moved(repositoryId: number, ref: string, before: string | null): void {
    const lag = this.#faults.get().lag;
    if (lag === null) return;
    const until = lag.ms === undefined ? Infinity : this.#now() + lag.ms;
    this.#moves.set(`${repositoryId} ${ref}`, { before, readsLeft: lag.reads ?? Infinity, until });
  }

  /** What a reader is shown for a ref that truly points to `actual`; counts as a read. */
  shown(repositoryId: number, ref: string, actual: string | null): string | null {
    const key = `${repositoryId} ${ref}`;
    const move = this.#moves.get(key);
    if (move === undefined) return actual;
    if (this.#faults.get().lag === null || move.readsLeft <= 0 || this.#now() >= move.until) {
      this.#moves.delete(key);
      return actual;
    }
    move.readsLeft -= 1;
    return move.before;
  }
}
