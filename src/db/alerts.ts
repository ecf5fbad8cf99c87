/** Which links need somebody, and which of them people were told of. */
import { sql, type SqlBool } from "kysely";
import type { Alert, AlertPlace, AlertState } from "../core/alerts/model.ts";
import type { Reader, Tx } from "./store.ts";

/** As the index has it (0010-alerts.ts). */
const IN_TROUBLE = sql<SqlBool>`"links"."state" in ('error', 'conflict', 'choose')`;
/** Where nothing is settled: neither in trouble nor out of it. */
const IN_TROUBLE_OR_ON_THE_WAY = sql<SqlBool>`"links"."state" in ('error', 'conflict', 'choose', 'pending')`;

/** Rows that one write changes at most. */
const AT_ONCE = 200;

/** Links that have stood in trouble since `before` or longer, and of which that was not told yet. */
export async function untoldAlerts(reader: Reader, before: number): Promise<readonly Alert[]> {
  const rows = await untoldQuery(reader, before).execute();
  return rows.map(({ slug, owner, name, branch, path, api, version, collection, ...row }) => ({
    ...row,
    // The condition lets no other through.
    state: row.state as AlertState,
    place: {
      workspace: slug,
      repository: `${owner}/${name}`,
      branch,
      path,
      document: collection === null ? { api: api ?? "", version: version ?? "" } : { collection },
    },
  }));
}

/** Apart from its execution, so that its plan can be asked for. */
export function untoldQuery(reader: Reader, before: number): UntoldQuery {
  return untold(reader, before);
}

type UntoldQuery = ReturnType<typeof untold>;

function untold(reader: Reader, before: number) {
  return reader
    .selectFrom("links")
    .innerJoin("workspaces", "workspaces.id", "links.workspaceId")
    .innerJoin("repositories", "repositories.id", "links.repository")
    .leftJoin("alerts", "alerts.link", "links.id")
    .leftJoin("versions", "versions.document", "links.document")
    .leftJoin("apis", "apis.id", "versions.api")
    .leftJoin("collections", "collections.document", "links.document")
    .select([
      "links.id as link",
      "links.workspaceId",
      "links.repository",
      "links.lane",
      "links.state",
      "links.code",
      "links.since",
      "links.branch",
      "links.path",
      "workspaces.slug",
      "repositories.owner",
      "repositories.name",
      "apis.slug as api",
      "versions.name as version",
      "collections.uid as collection",
    ])
    .where(IN_TROUBLE)
    .where("links.since", "<=", before)
    .where(
      sql<SqlBool>`("alerts"."link" is null or "alerts"."state" is not "links"."state"
        or "alerts"."code" is not "links"."code" or "alerts"."lane" is not "links"."lane")`,
    )
    .orderBy("links.since")
    .orderBy("links.id")
    .limit(AT_ONCE);
}

/** Since when the next link in trouble has been so; null: of all that are, it was long enough ago. */
export async function nextTroubleSince(reader: Reader, after: number): Promise<number | null> {
  const row = await reader
    .selectFrom("links")
    .select((eb) => eb.fn.min("links.since").as("since"))
    .where(IN_TROUBLE)
    .where("links.since", ">", after)
    .executeTakeFirst();
  return row?.since ?? null;
}

export interface EndedAlert extends Alert {
  /** What it came to; `removed`: the link is no more. */
  readonly now: string;
}

/** Of which people were told, and which do not need anybody any more. */
export async function endedAlerts(reader: Reader): Promise<readonly EndedAlert[]> {
  const rows = await reader
    .selectFrom("alerts")
    .leftJoin("links", "links.id", "alerts.link")
    .selectAll("alerts")
    .select("links.state as now")
    .where((eb) => eb.or([eb("links.id", "is", null), eb.not(IN_TROUBLE_OR_ON_THE_WAY)]))
    .orderBy("alerts.link")
    .limit(AT_ONCE)
    .execute();
  return rows.map(({ now, ...row }) => ({ ...alertIn(row), now: now ?? "removed" }));
}

export async function recordAlert(tx: Tx, alert: Alert): Promise<void> {
  const row = { ...alert, place: JSON.stringify(alert.place) };
  await tx.query
    .insertInto("alerts")
    .values(row)
    .onConflict((conflict) => conflict.column("link").doUpdateSet(row))
    .execute();
}

export async function forgetAlert(tx: Tx, link: number): Promise<void> {
  await tx.query.deleteFrom("alerts").where("link", "=", link).execute();
}

export async function alertsOf(
  reader: Reader,
  of: "repository" | "lane",
  id: number,
): Promise<readonly Alert[]> {
  const rows = await reader.selectFrom("alerts").selectAll().where(of, "=", id).orderBy("link").execute();
  return rows.map(alertIn);
}

function alertIn({ place, ...row }: Omit<Alert, "place"> & { readonly place: string }): Alert {
  // Written as such by recordAlert.
  return { ...row, place: JSON.parse(place) as AlertPlace };
}
