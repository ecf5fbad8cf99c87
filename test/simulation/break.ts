/** How an engine is broken in one way. */
import type { Invariant } from "./model/judge.ts";
import type { Step, StepKind } from "./steps.ts";

export interface Replacement {
  /** Below `src/`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Break {
  readonly name: string;
  readonly replacements: readonly Replacement[];
  /** Histories are tried from this seed on, 1 where left out: the ones before it are known to hold, and cost their time. */
  readonly firstSeed?: number;
  /** What has to happen for it to show, where that is rare. */
  readonly happenings?: readonly StepKind[];
  /** What comes first in every history. */
  readonly begins?: readonly Step[];
  /** Any of these may see it first. */
  readonly caughtBy: readonly Invariant[];
}
