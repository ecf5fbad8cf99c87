/** The shortest history that still fails in the same way: parts are left out, larger ones first, as long as that helps. */
import type { Violation } from "./model/judge.ts";
import type { History, Step } from "./steps.ts";

/** @param run says how a history fails; null: it does not */
export async function shrink(
  history: History,
  violation: Violation,
  run: (history: History) => Promise<Violation | null>,
): Promise<History> {
  const fails = async (steps: readonly Step[]): Promise<boolean> =>
    (await run({ ...history, steps }))?.invariant === violation.invariant;
  let { steps } = history;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    steps = await leaveOut(steps, size, fails);
  }
  return { ...history, steps };
}

async function leaveOut(
  steps: readonly Step[],
  size: number,
  fails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let left = steps;
  // From the end: what comes last is most often not needed.
  for (let start = left.length - size; start > -size; start -= size) {
    const from = Math.max(start, 0);
    const without = [...left.slice(0, from), ...left.slice(from + size)];
    if (without.length < left.length && (await fails(without))) left = without;
  }
  return left;
}
