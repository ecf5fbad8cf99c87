/** How many links of a workspace stand how. */
import { LINK_STATES, type LinkState } from "../core/sync/model.ts";
import { amongIds } from "./reach.ts";
import type { Reader } from "./store.ts";

export type LinkCounts = Readonly<Record<LinkState, number>>;

/** @param readable row ids of repositories: links to others are not counted */
export async function countLinks(
  reader: Reader,
  workspaceId: number,
  readable: "all" | ReadonlySet<number>,
): Promise<LinkCounts> {
  const rows = await reader
    .selectFrom("links")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("workspaceId", "=", workspaceId)
    .where(amongIds("links.repository", readable))
    .groupBy("state")
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  const all = LINK_STATES.map((state) => [state, counts.get(state) ?? 0] as const);
  // Every state is there.
  return Object.fromEntries(all) as LinkCounts;
}
