/** Carries a run's outbound steps to GitHub: commits to the branch itself, then what goes by pull request. */
import type { LaneLink, LinkPlan } from "../core/sync/plan.ts";
import { samePair } from "../db/lane-apply.ts";
import { commitAdditions } from "./commit-additions.ts";
import type { CommitResult } from "./write-held.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { Sight } from "./look.ts";
import { isOutbound, prepareAddition, type PreparedAddition } from "./prepare-additions.ts";
import { propose } from "./propose.ts";

export async function sendOutbound(
  run: CommitRun,
  plans: readonly LinkPlan[],
  sight: Sight,
): Promise<CommitResult> {
  const prepared: PreparedAddition[] = [];
  for (const plan of plans.filter(isOutbound)) {
    prepared.push(await prepareAddition(run.deps, run.lane, { ...plan, link: afterLook(plan, sight) }));
  }
  const direct = prepared.filter(({ step }) => step.way === "commit");
  if (direct.length > 0) {
    const result = await commitAdditions(run, direct);
    if (result !== "done") return result;
    // The target has moved by our own commit, which concerns no file of the request.
    if (run.head !== sight.head && run.lane.proposals.some(({ state }) => state === "open")) return "again";
  }
  return propose(run, {
    additions: prepared.filter(({ step }) => step.way === "propose"),
    withdrawals: plans.filter(({ proposal }) => proposal === "withdraw"),
  });
}

/** The link as `applyLook` left it: what the commit's own conditions and the file's style refer to. */
function afterLook({ link, agreed }: LinkPlan, sight: Sight): LaneLink {
  const known = sight.views.get(link.id)?.known;
  return { ...link, ...known, agreed, own: samePair(agreed, link.agreed) ? link.own : [] };
}
