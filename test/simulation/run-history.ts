/** Runs one history to its end, and says what did not hold. */
import { checkMembers } from "./checks/check-members.ts";
import { checkPulls } from "./checks/check-pulls.ts";
import { checkRest } from "./checks/check-rest.ts";
import { checkTables } from "./checks/check-tables.ts";
import { checkTexts } from "./checks/check-texts.ts";
import { deliverNow } from "./course-steps.ts";
import type { Violation } from "./model/judge.ts";
import { performStep } from "./perform-step.ts";
import { setUp } from "./set-up.ts";
import type { History } from "./steps.ts";
import { NEVER_MS, World } from "./world.ts";

export interface HistoryResult {
  readonly violation: Violation | null;
  /** What happened at each step, in words. */
  readonly words: readonly string[];
  /** Commits that were made. */
  readonly commits: number;
}

const SWEEP_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

export async function runHistory(history: History): Promise<HistoryResult> {
  const { seed, sweeps, hasMembers } = history;
  const world = await World.make(seed, { sweepIntervalMs: sweeps ? SWEEP_MS : NEVER_MS, hasMembers });
  const words: string[] = [];
  try {
    await runSteps(world, history, words);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (world.judge.first === null) world.judge.note("no faults of ours", detail);
  } finally {
    await world.end();
  }
  return { violation: world.judge.first, words, commits: world.watch.commits };
}

async function runSteps(world: World, history: History, words: string[]): Promise<void> {
  await setUp(world);
  for (const step of history.steps) {
    if (world.judge.first !== null) return;
    words.push(`${step.kind}: ${await performStep(world, step)}`);
  }
  await comeToRest(world, history);
  if (world.judge.first !== null) return;
  checkRest(world, { isBeforeSweep: false });
  checkPulls(world);
  checkTexts(world);
  checkMembers(world);
  checkTables(world);
}

/** Events stop, and GitHub answers. */
async function comeToRest(world: World, history: History): Promise<void> {
  world.faults.clear();
  world.server.operations.crash = null;
  for (const { branches } of world.github.repositories)
    for (const branch of branches.values()) branch.lag = null;
  await world.settle();
  await deliverAll(world);
  await world.pass(history.sweeps ? HOUR_MS + 2 * SWEEP_MS : HOUR_MS / 2, true);
  if (history.sweeps || world.judge.first !== null) return;
  checkRest(world, { isBeforeSweep: true });
  // The second, more than an hour after the first, reads all installations again.
  for (const waitMs of [HOUR_MS + SWEEP_MS, 2 * SWEEP_MS]) {
    void world.server.sweeper.sweep();
    await world.pass(waitMs, true);
    await deliverAll(world);
  }
}

async function deliverAll(world: World): Promise<void> {
  for (const delivery of world.mail.waiting.slice()) {
    await deliverNow(world, delivery);
    await world.settle();
  }
}
