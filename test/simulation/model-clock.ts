/** The model's time: nothing passes but what the history says. */
import type { Clock } from "../../src/lanes/dependencies.ts";

interface Alarm {
  readonly at: number;
  readonly work: () => void;
}

export class ModelClock implements Clock {
  #now: number;
  #alarms: Alarm[] = [];

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, work: () => void): () => void {
    const alarm = { at, work };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** Goes to the next alarm, but not beyond `until`; false where none rings by then. */
  advance(until: number): boolean {
    const next = this.#alarms.reduce<Alarm | null>(
      (first, alarm) => (first === null || alarm.at < first.at ? alarm : first),
      null,
    );
    if (next === null || next.at > until) {
      this.#now = Math.max(this.#now, until);
      return false;
    }
    this.#alarms = this.#alarms.filter((other) => other !== next);
    this.#now = Math.max(this.#now, next.at);
    next.work();
    return true;
  }

  /** The process that set them is gone. */
  forgetAlarms(): void {
    this.#alarms = [];
  }
}
