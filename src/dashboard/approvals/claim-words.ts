/** What becomes of a claim that is agreed to. */
import type { Link } from "../api/contract.ts";

export function claimWords({ kind, repository }: Pick<Link, "kind" | "repository">): string {
  return kind === "schema"
    ? `Would be kept in step with this file both ways. Whoever reads ${repository} can then read it here; whoever pushes there changes it.`
    : `Would be backed up into this file. Whoever reads ${repository} can then read the collection, with whatever secrets it holds.`;
}
