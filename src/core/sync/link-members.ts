/** Members follow GitHub: what that means for a link whose root is in step. */
import { closureOf, type MembersRecord } from "../schema/closure/members-record.ts";
import type { LaneLink, LinkPlan } from "./plan.ts";

type Remembering = Pick<LaneLink, "kind" | "generation" | "members" | "remote">;

/** Null where nobody has looked since the root, or the binding, changed. */
export function presentRecord({ members, generation, remote }: Remembering): MembersRecord | null {
  return members?.generation === generation && members.root === remote ? members : null;
}

/** Whether its files are to be looked at though no event says so: a text of the store that refers to some has come to GitHub. */
export function needsMembers(link: Remembering & Pick<LaneLink, "store" | "storeClosure">): boolean {
  if (link.kind !== "schema" || link.remote === null || link.remote !== link.store) return false;
  return refersToFiles(link) && presentRecord(link) === null;
}

/** The text that the store has, or the one that was last seen. */
export function refersToFiles({
  storeClosure,
  members,
}: Pick<LaneLink, "storeClosure" | "members">): boolean {
  return typeof storeClosure === "string" || Array.isArray(members?.asked);
}

/** The root is the same on both sides, and the files that it refers to are others than the store has with it: a new revision. */
export function takesMembers({ link, view, step }: LinkPlan, record: MembersRecord | undefined): boolean {
  if (record === undefined || link.kind !== "schema") return false;
  if (step.kind !== "rest" || step.state !== "in_sync") return false;
  if (view.kind !== "blob" || view.blob !== link.store || record.root !== view.blob) return false;
  return closureOf(record) !== (link.storeClosure ?? null);
}
