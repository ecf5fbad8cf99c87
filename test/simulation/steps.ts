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
  "pull",
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
  /** Whether some schemas refer to a file beside them. */
  readonly hasMembers: boolean;
  readonly steps: readonly Step[];
}

/** How often each kind comes where it comes at all; the course of things comes in between. */
const WEIGHTS: Readonly<Partial<Record<StepKind, number>>> = {
  push: 16,
  edit: 3,
  "move-branch": 4,
  save: 20,
  link: 3,
  "change-link": 4,
  resolve: 8,
  installation: 2,
  repository: 2,
  crash: 4,
  fault: 7,
  lag: 3,
  sweep: 1,
  pull: 14,
};

/** Without these there would be nothing to see. */
const ALWAYS: ReadonlySet<StepKind> = new Set(["save", "push"]);
/** What GitHub tells of by a webhook. */
const TOLD: ReadonlySet<StepKind> = new Set([
  "push",
  "edit",
  "move-branch",
  "installation",
  "repository",
  "pull",
]);
/** Nothing comes of these where nothing is under way. */
const DISTURBING: ReadonlySet<StepKind> = new Set(["fault", "crash"]);
/** Their first number says which link is meant. */
const AIMED: ReadonlySet<StepKind> = new Set(["push", "edit", "move-branch", "save", "lag"]);
const FIRST_LINKS = 3;
/** Multiples of it leave a link where it is, and choose how its saves get to GitHub. */
export const OWN_FIRST = 48;

/**
 * Every history leaves some kinds out: what is rare elsewhere is frequent in it.
 * @param among the kinds to draw from
 */
export function historyOf(seed: number, among: readonly StepKind[] = STEP_KINDS): History {
  const random = seededRandom(seed);
  const drawn = among.filter((kind) => ALWAYS.has(kind) || !random.once(3));
  const count = 20 + random.below(50);
  const steps: Step[] = [];
  // Documents one after the other, each at a path of its own.
  const first = random.below(7);
  for (let link = 0; link < FIRST_LINKS; link += 1) {
    const mode = drawn.includes("pull") ? random.below(4) : 0;
    steps.push({ kind: "link", n: [(first + 2 * link) % 7, 1 + OWN_FIRST * mode, random.below(24), link] });
  }
  // What the first repository's default branch refuses goes by request where the mode is `auto`.
  if (drawn.includes("pull") && random.once(2)) steps.push({ kind: "repository", n: [0, 4, 0, 0] });
  steps.push(step("settle", random));
  while (steps.length < count) steps.push(...burst(drawn, random));
  return { seed, sweeps: random.once(2), hasMembers: seed % 4 === 0, steps };
}

/** Things that happen to each other: the second while the first is under way, and mostly to the same link. */
function burst(kinds: readonly StepKind[], random: Random): readonly Step[] {
  const steps: Step[] = [];
  const target = random.below(2 ** 16);
  const add = (kind: StepKind): void => {
    const { n } = step(kind, random);
    const [, ...rest] = n;
    steps.push({ kind, n: AIMED.has(kind) && !random.once(4) ? [target, ...rest] : n });
  };
  const first = drawKind(kinds, random);
  const second = random.once(2) ? "save" : drawKind(kinds, random);
  for (const happening of [first, second]) {
    add(happening);
    if (TOLD.has(happening) && !random.once(4)) add("deliver");
    if (DISTURBING.has(happening)) add("save");
    if (!random.once(5)) add("advance");
    if (DISTURBING.has(happening) && random.once(2)) add("save");
  }
  if (random.once(4)) add("deliver");
  if (random.once(2)) add("settle");
  if (!random.once(3)) add("pass");
  return steps;
}

function drawKind(kinds: readonly StepKind[], random: Random): StepKind {
  const total = kinds.reduce((sum, kind) => sum + (WEIGHTS[kind] ?? 0), 0);
  let left = random.below(total);
  for (const kind of kinds) {
    left -= WEIGHTS[kind] ?? 0;
    if (left < 0) return kind;
  }
  return "save";
}

function step(kind: StepKind, random: Random): Step {
  const draw = (): number => random.below(2 ** 16);
  return { kind, n: [draw(), draw(), draw(), draw()] };
}
