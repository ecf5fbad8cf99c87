/**
 * A history is a list of steps, drawn from a seed before anything runs. A step holds nothing but its kind and four numbers, read
 * against what there is when its turn comes: so any part of a history is a history too, and can be tried alone.
 */
import { type Random, seededRandom } from "./random.ts";

export const STEP_KINDS = [
  "push",
  "edit",
  "move-branch",
  "save",
  "link",
  "change-link",
  "resolve",
  "installation",
  "repository",
  "deliver",
  "advance",
  "settle",
  "pass",
  "crash",
  "fault",
  "lag",
  "sweep",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface Step {
  readonly kind: StepKind;
  readonly n: readonly [number, number, number, number];
}

export interface History {
  readonly seed: number;
  /** Whether the sweep comes every five minutes, as it does, or only at start: then webhooks alone must do. */
  readonly sweeps: boolean;
  readonly steps: readonly Step[];
}

/** How often each kind comes where it comes at all. */
const WEIGHTS: Readonly<Record<StepKind, number>> = {
  push: 10,
  edit: 3,
  "move-branch": 3,
  save: 14,
  link: 5,
  "change-link": 3,
  resolve: 8,
  installation: 2,
  repository: 2,
  deliver: 16,
  advance: 24,
  settle: 8,
  pass: 7,
  crash: 3,
  fault: 6,
  lag: 2,
  sweep: 1,
};

/** Without these there would be nothing to see. */
const ALWAYS: ReadonlySet<StepKind> = new Set(["save", "link", "advance", "settle", "deliver"]);

export function historyOf(seed: number): History {
  const random = seededRandom(seed);
  const kinds = STEP_KINDS.filter((kind) => ALWAYS.has(kind) || !random.once(3));
  const count = 15 + random.below(50);
  const steps: Step[] = [];
  for (let link = 0; link < 3; link += 1) steps.push(step("link", random));
  steps.push(step("settle", random));
  while (steps.length < count) steps.push(step(drawKind(kinds, random), random));
  return { seed, sweeps: random.once(2), steps };
}

function drawKind(kinds: readonly StepKind[], random: Random): StepKind {
  const total = kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
  let left = random.below(total);
  for (const kind of kinds) {
    left -= WEIGHTS[kind];
    if (left < 0) return kind;
  }
  return "settle";
}

function step(kind: StepKind, random: Random): Step {
  const draw = (): number => random.below(2 ** 16);
  return { kind, n: [draw(), draw(), draw(), draw()] };
}
