/**
 * Deliveries: the webhooks received. A delivery's id and what it marks are written in one transaction, so each marks once:
 * a repeated one finds its id and changes nothing.
 */
import { type AccountOf, decodeMarks, encodeMarks, type EventMark } from "../core/webhook/event-mark.ts";
import { markConfigs } from "./config-marks.ts";
import { type DeliverySource, type DeliveryUnits, resolveMarks } from "./delivery-units.ts";
import type { PackedPayload } from "./delivery-payload.ts";
import { addInstallation } from "./installations.ts";
import { recordMoves } from "./lane-moves.ts";
import { endRevokedSessions } from "./sessions.ts";
import { statement } from "./statement.ts";
import type { Tx } from "./store.ts";
import { type Mark, markDirty } from "./units.ts";

/** GitHub redelivers for 3 days, an Enterprise Server for 7: ids are kept longer than that. */
const IDS_KEPT_MS = 8 * 24 * 60 * 60 * 1000;
/** Rows that one prune touches at most, so that no other write waits long. */
const PRUNED_AT_ONCE = 500;

export interface NewDelivery {
  readonly hostId: number;
  /** `X-GitHub-Delivery`: the same on a redelivery. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** GitHub's ids, as the payload names them. */
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly receivedAt: number;
  readonly payload: PackedPayload;
  readonly marks: readonly EventMark[];
}

/** Writes the delivery and its marks, or nothing where its id is known. */
export async function recordDelivery(tx: Tx, delivery: NewDelivery): Promise<"recorded" | "repeated"> {
  const source = await findSource(tx, delivery);
  const resolved = await resolveMarks({ tx, source, isReplay: false }, delivery.marks);
  const id = await insert(tx, { delivery, source, resolved });
  if (id === null) return "repeated";
  await mark(tx, delivery, resolved);
  await recordMoves(tx, id, resolved.moves);
  return "recorded";
}

/**
 * Marks again what the delivery marked, whatever is known by now.
 * @param workspaceId null: of any workspace, or of none
 * @returns false where there is no such delivery
 */
export async function replayDelivery(
  tx: Tx,
  workspaceId: number | null,
  { id, now }: { readonly id: number; readonly now: number },
): Promise<boolean> {
  const row = await rowToReplay(tx, workspaceId, id);
  if (row === undefined) return false;
  const source = await findSource(tx, row);
  const resolved = await resolveMarks({ tx, source, isReplay: true }, decodeMarks(row.marks));
  await mark(tx, { ...row, receivedAt: now }, resolved);
  return true;
}

/**
 * Forgets what is older than is to be kept. Ids stay for at least as long as they can be redelivered, and the newest row for
 * ever: rows are numbered on from it, and moves of branches are kept by these numbers.
 * @returns whether there may be more
 */
export async function pruneDeliveries(tx: Tx, now: number, retentionMs: number): Promise<boolean> {
  const oldest = await tx.query
    .selectFrom("deliveries")
    .select(["id", "receivedAt"])
    .where("id", "<", (eb) => eb.selectFrom("deliveries").select(({ fn }) => fn.max("id").as("newest")))
    .orderBy("id")
    .limit(PRUNED_AT_ONCE)
    .execute();
  const idsBefore = now - Math.max(retentionMs, IDS_KEPT_MS);
  const gone = oldest.filter(({ receivedAt }) => receivedAt < idsBefore).map(({ id }) => id);
  if (gone.length > 0) await tx.query.deleteFrom("deliveries").where("id", "in", gone).execute();
  const emptied = await tx.query
    .updateTable("deliveries")
    .set({ payload: null })
    .where("id", "in", (eb) =>
      eb
        .selectFrom("deliveries")
        .select("id")
        .where("payload", "is not", null)
        .where("receivedAt", "<", now - retentionMs)
        .limit(PRUNED_AT_ONCE),
    )
    .executeTakeFirstOrThrow();
  return gone.length === PRUNED_AT_ONCE || emptied.numUpdatedRows === BigInt(PRUNED_AT_ONCE);
}

async function findSource(
  tx: Tx,
  { hostId, installationId }: Pick<NewDelivery, "hostId" | "installationId">,
): Promise<DeliverySource> {
  if (installationId === null) return { hostId, installation: null, workspaceId: null, isNew: false };
  const { rows } = await findInstallation(tx, { hostId, installationId });
  const [known] = rows;
  if (known === undefined) return { hostId, installation: null, workspaceId: null, isNew: true };
  return { hostId, installation: known.id, workspaceId: known.workspaceId, isNew: false };
}

interface Inserting {
  readonly delivery: NewDelivery;
  readonly source: DeliverySource;
  readonly resolved: DeliveryUnits;
}

/** Its row id; null where its id is known. */
async function insert(tx: Tx, { delivery, source, resolved }: Inserting): Promise<number | null> {
  const { marks, payload, ...columns } = delivery;
  const { units, newInstallation, revoked, configs } = resolved;
  const isMarked = units.length > 0 || newInstallation !== null || revoked.length > 0 || configs.length > 0;
  const { rows } = await insertDelivery(tx, {
    ...columns,
    workspaceId: source.workspaceId,
    outcome: isMarked ? "marked" : "ignored",
    marks: encodeMarks(marks),
    encoding: payload.encoding,
    payload: payload.content,
  });
  return rows[0]?.id ?? null;
}

async function mark(
  tx: Tx,
  delivery: Pick<NewDelivery, "hostId" | "installationId" | "receivedAt">,
  { units, newInstallation, revoked, configs }: DeliveryUnits,
): Promise<void> {
  const made: Mark[] = [];
  const { hostId, installationId, receivedAt } = delivery;
  if (newInstallation !== null && installationId !== null) {
    const id = await makeInstallation(tx, { hostId, installationId, receivedAt }, newInstallation.account);
    made.push({ unit: "installations", id });
  }
  await markDirty(tx, [...units, ...made], receivedAt);
  await markConfigs(tx, configs, receivedAt);
  for (const accountId of revoked) await endRevokedSessions(tx, { hostId, accountId }, receivedAt);
}

/** In the workspace that its account has already, else in none until the installation is read by its id. */
async function makeInstallation(
  tx: Tx,
  delivery: { readonly hostId: number; readonly installationId: number; readonly receivedAt: number },
  account: AccountOf | null,
): Promise<number> {
  const { hostId, installationId, receivedAt: createdAt } = delivery;
  const workspaceId = account === null ? null : await workspaceOfAccount(tx, hostId, account.id);
  return addInstallation(tx, { hostId, installationId, workspaceId, createdAt });
}

async function workspaceOfAccount(tx: Tx, hostId: number, accountId: number): Promise<number | null> {
  const workspace = await tx.query
    .selectFrom("workspaces")
    .select("id")
    .where("hostId", "=", hostId)
    .where("accountId", "=", accountId)
    .executeTakeFirst();
  return workspace?.id ?? null;
}

function rowToReplay(tx: Tx, workspaceId: number | null, id: number) {
  return tx.query
    .selectFrom("deliveries")
    .select(["hostId", "installationId", "marks"])
    .where("id", "=", id)
    .$if(workspaceId !== null, (query) => query.where("workspaceId", "=", workspaceId))
    .executeTakeFirst();
}

type DeliveryRow = Omit<NewDelivery, "marks" | "payload"> & {
  readonly workspaceId: number | null;
  readonly outcome: "marked" | "ignored";
  readonly marks: string;
  readonly encoding: PackedPayload["encoding"];
  readonly payload: Buffer;
};

const findInstallation = statement<
  { hostId: number; installationId: number },
  { id: number; workspaceId: number | null }
>((reader, value) =>
  reader
    .selectFrom("installations")
    .select(["id", "workspaceId"])
    .where("hostId", "=", value("hostId"))
    .where("installationId", "=", value("installationId")),
);

const insertDelivery = statement<DeliveryRow, { id: number }>((reader, value) =>
  reader
    .insertInto("deliveries")
    .values({
      hostId: value("hostId"),
      guid: value("guid"),
      event: value("event"),
      action: value("action"),
      workspaceId: value("workspaceId"),
      installationId: value("installationId"),
      repositoryId: value("repositoryId"),
      receivedAt: value("receivedAt"),
      outcome: value("outcome"),
      marks: value("marks"),
      encoding: value("encoding"),
      payload: value("payload"),
    })
    .onConflict((conflict) => conflict.columns(["hostId", "guid"]).doNothing())
    .returning("id"),
);
