/** Breaks of what goes by pull request. */
import type { Break } from "./break.ts";
import type { Step } from "./steps.ts";

/**
 * Two links of one lane that save by request. The second one's file is pushed twice; the first is saved, so that the rolling
 * branch begins at the last push; then the target is forced back to the one before.
 */
const FORCED_BACK: readonly Step[] = [
  { kind: "link", n: [0, 97, 2, 0] },
  { kind: "link", n: [1, 97, 2, 1] },
  { kind: "settle", n: [0, 0, 0, 0] },
  { kind: "push", n: [17, 0, 0, 2] },
  { kind: "push", n: [17, 0, 0, 1] },
  { kind: "deliver", n: [0, 4, 0, 0] },
  { kind: "deliver", n: [0, 4, 0, 0] },
  { kind: "settle", n: [0, 0, 0, 0] },
  { kind: "save", n: [0, 3, 3, 0] },
  { kind: "pass", n: [6, 1, 0, 0] },
  { kind: "move-branch", n: [0, 0, 0, 1] },
  { kind: "pass", n: [9, 1, 0, 0] },
];

/** In the second link's document; the first text is the one that was pushed last. */
function save(text: number): Step {
  return { kind: "save", n: [17, text, 3, 0] };
}

export const PROPOSAL_BREAKS: readonly Break[] = [
  {
    name: "a reviewer's text overwritten",
    firstSeed: 34,
    replacements: [
      {
        file: "core/sync/plan.ts",
        from: 'if (way === "propose" && isEditedInReview(link.proposed)) return { kind: "rest", state: "conflict" };',
        to: "",
      },
    ],
    happenings: ["push", "save", "pull"],
    caughtBy: ["nothing is lost"],
  },
  {
    name: "a reviewer's file overwritten where nothing was proposed",
    firstSeed: 46,
    replacements: [
      {
        file: "lanes/unproposed-files.ts",
        from: "if (theirs.length > 0) return record(run, proposal, theirs);",
        to: "",
      },
    ],
    happenings: ["push", "save", "pull"],
    caughtBy: ["nothing is lost"],
  },
  {
    name: "what a target forced back has left taken for a reviewer's",
    replacements: [
      {
        file: "lanes/unproposed-files.ts",
        from: "return !former.some((it) => textOf(it) === text);",
        to: "return former.length >= 0;",
      },
    ],
    happenings: ["push", "save", "pull"],
    begins: [...FORCED_BACK, save(4)],
    caughtBy: ["state fits"],
  },
  {
    name: "a text committed that the rolling branch holds already",
    replacements: [
      {
        file: "lanes/propose-commit.ts",
        from: "return !hasOrphan && unproposed.get(link.id) === pair.remote;",
        to: "return hasOrphan && unproposed.get(link.id) === pair.remote;",
      },
    ],
    happenings: ["push", "save", "pull"],
    begins: [...FORCED_BACK, save(1)],
    caughtBy: ["no echo, no noise"],
  },
  {
    name: "a rolling branch believed as a replica that lags shows it",
    firstSeed: 50,
    replacements: [
      {
        file: "lanes/see-rolling-branch.ts",
        from: "const doubtedUntil = secondLookAt(historyOf(proposal), observation, deps.clock.now());",
        to: "const doubtedUntil = observation.head === null ? secondLookAt(historyOf(proposal), observation, 0) : null;",
      },
    ],
    happenings: ["push", "save", "pull", "lag", "crash"],
    caughtBy: ["state fits"],
  },
  {
    name: "proposed where requests are not to be seen",
    firstSeed: 140,
    replacements: [
      {
        file: "lanes/look-at-proposals.ts",
        from: "return { ...NOTHING_SEEN, change: {}, isHidden: true };",
        to: "return { ...NOTHING_SEEN, change: {} };",
      },
      {
        file: "core/sync/plan.ts",
        from: "  // What becomes of the request is not to be seen.\n  if (!input.mayPropose) return { ...NOT_GRANTED };\n",
        to: "",
      },
    ],
    happenings: ["push", "save", "pull", "installation"],
    caughtBy: ["state fits"],
  },
];
