/** Time that passes only when a test says so. */
import type { Clock } from "../../src/lanes/dependencies.ts";

export interface AClock extends Clock {
  /**
   * Lets time pass, stopping wherever something is scheduled: what is due runs, and `settle` is awaited before time goes on.
   * Without `settle` what is due is started and not awaited.
   */
  pass(durationMs: number, settle?: () => Promise<void>): Promise<void>;
  /** Somebody sets the clock, forward or back: what is scheduled still comes after as long as it had to wait. */
  jump(byMs: number): void;
}

interface Alarm {
  at: number;
  readonly work: () => void;
}

/** Begins at the machine's present time: tokens are judged by that. */
export function aClock(startsAt: number = Date.now()): AClock {
  let now = startsAt;
  const alarms = new Set<Alarm>();
  const nextUntil = (end: number): Alarm | undefined =>
    [...alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    schedule(at, work) {
      const alarm = { at, work };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    jump(byMs) {
      now += byMs;
      for (const alarm of alarms) alarm.at += byMs;
    },
    async pass(durationMs, settle = async () => undefined) {
      const end = now + durationMs;
      for (let alarm = nextUntil(end); alarm !== undefined; alarm = nextUntil(end)) {
        alarms.delete(alarm);
        now = Math.max(now, alarm.at);
        alarm.work();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
