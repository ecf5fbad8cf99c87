/** Engines broken in one way each, where schemas refer to files. */
import type { Break } from "./break.ts";

export const MEMBER_BREAKS: readonly Break[] = [
  {
    name: "a changed member not taken over",
    replacements: [
      {
        file: "core/sync/link-members.ts",
        from: "return closureOf(record) !== (link.storeClosure ?? null);",
        to: "return false;",
      },
    ],
    happenings: ["push", "save"],
    caughtBy: ["convergence"],
  },
  {
    name: "members looked at once",
    firstSeed: 42,
    replacements: [
      {
        file: "lanes/see-closures.ts",
        from: "if (seen.every((same) => same === true)) return before;",
        to: "if (seen.length > 0) return before;",
      },
    ],
    happenings: ["push", "save"],
    caughtBy: ["convergence"],
  },
];
