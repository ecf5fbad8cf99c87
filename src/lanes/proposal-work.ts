/** What a run has to do on its lane's pull request. */
import type { LinkPlan } from "../core/sync/plan.ts";
import type { PreparedAddition } from "./prepare-additions.ts";

export interface ProposalWork {
  readonly additions: readonly PreparedAddition[];
  /** Links whose part in the open request is over. */
  readonly withdrawals: readonly LinkPlan[];
}
