/** Deliveries as people look at them: newest first, the payload only with a single one. */
import { unpackPayload } from "./delivery-payload.ts";
import type { Reader } from "./store.ts";

export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly workspaceId: number | null;
  /** GitHub's ids. */
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly receivedAt: number;
  /** `ignored`: it changed nothing that is linked. */
  readonly outcome: "marked" | "ignored";
}

export interface DeliveryPage {
  readonly items: readonly Delivery[];
  /** The cursor of the next page; null: this is the last. */
  readonly next: number | null;
}

const COLUMNS = [
  "id",
  "guid",
  "event",
  "action",
  "workspaceId",
  "installationId",
  "repositoryId",
  "receivedAt",
  "outcome",
] as const;

/** Fewer than the parameters that a statement of SQLite takes. */
const GUIDS_AT_ONCE = 500;

/** @param workspaceId null: of all workspaces, and those of none */
export async function listDeliveries(
  reader: Reader,
  workspaceId: number | null,
  page: { readonly cursor: number | null; readonly limit: number },
): Promise<DeliveryPage> {
  const rows = await reader
    .selectFrom("deliveries")
    .select(COLUMNS)
    .$if(workspaceId !== null, (query) => query.where("workspaceId", "=", workspaceId))
    .$if(page.cursor !== null, (query) => query.where("id", "<", page.cursor ?? 0))
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = rows.slice(0, page.limit);
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

export interface DeliveryWithPayload extends Delivery {
  /** The JSON text as it came, large values of very large ones replaced by null; null once it is no longer kept. */
  readonly payload: Buffer | null;
}

/** Null: there is none, or not in this workspace. */
export async function findDelivery(
  reader: Reader,
  workspaceId: number | null,
  id: number,
): Promise<DeliveryWithPayload | null> {
  const row = await reader
    .selectFrom("deliveries")
    .select([...COLUMNS, "encoding", "payload"])
    .where("id", "=", id)
    .$if(workspaceId !== null, (query) => query.where("workspaceId", "=", workspaceId))
    .executeTakeFirst();
  if (row === undefined) return null;
  const { encoding, payload, ...delivery } = row;
  return {
    ...delivery,
    payload: payload === null ? null : await unpackPayload({ encoding, content: payload }),
  };
}

/** Which of these are recorded. */
export async function receivedGuids(
  reader: Reader,
  hostId: number,
  guids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let at = 0; at < guids.length; at += GUIDS_AT_ONCE) {
    const rows = await reader
      .selectFrom("deliveries")
      .select("guid")
      .where("hostId", "=", hostId)
      .where("guid", "in", guids.slice(at, at + GUIDS_AT_ONCE))
      .execute();
    for (const { guid } of rows) found.add(guid);
  }
  return found;
}
