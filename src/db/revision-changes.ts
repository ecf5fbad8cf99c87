/** How much a revision changed against the one before it: kept whenever somebody compared the two, so that lists can say it. */
import { type CountedChanges, countChanges } from "../core/compare/counted-changes.ts";
import type { NamedChanges, Unnamed } from "../core/compare/document-comparison.ts";
import type { RevisionRecord } from "./revisions.ts";
import type { Store } from "./store.ts";

type ChangedRevision = Pick<RevisionRecord, "id" | "changes">;

/** Null: nobody has compared them yet. */
export function changesOfRevision({ changes }: Pick<RevisionRecord, "changes">): CountedChanges | null {
  // Written as such by keepChanges.
  return changes === null ? null : (JSON.parse(changes) as CountedChanges);
}

/** Written where it is new: the rules by which changes are judged may be newer than what is kept. */
export async function keepChanges(
  store: Store,
  revision: ChangedRevision,
  named: NamedChanges | Unnamed,
): Promise<void> {
  const changes = JSON.stringify(countChanges(named));
  // What takes too much on a busy day says nothing against what was counted on another.
  if (revision.changes === changes || (named === "effort" && revision.changes !== null)) return;
  await store.write(async ({ query }) => {
    await query.updateTable("revisions").set({ changes }).where("id", "=", revision.id).execute();
  });
}
