import { setTimeout as pause } from "node:timers/promises";

/** For scripts, which have no test runner to wait with. */
const WAIT_MS = 60_000;

/** @throws where it does not hold in time */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
    await pause(50);
  }
}
