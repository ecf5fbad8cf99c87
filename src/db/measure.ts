/** How much there is of what, counted for the metrics. No names: ids, states and numbers. */
import { sql } from "kysely";
import type { AlertState } from "../core/alerts/model.ts";
import type { LinkCode, LinkKind, LinkState } from "../core/sync/model.ts";
import type { Reader } from "./store.ts";
import type { UnitKind } from "./units.ts";

/**
 * `running`: held by a run; `blocked`: its installation or host waits; `waiting`: for a back-off or the pace; `due`: for a free
 * worker.
 */
export type LaneStanding = "at_rest" | "running" | "blocked" | "waiting" | "due";

export interface StoreMeasure {
  readonly lanes: Readonly<Record<LaneStanding, number>>;
  /** Since when the longest-waiting lane waits; null: none does. */
  readonly oldestWaitingSince: number | null;
  readonly dirtyUnits: Readonly<Record<UnitKind, number>>;
  readonly links: readonly LinkCount[];
  /** Links that people were told of, because they need somebody. */
  readonly alerts: readonly { readonly state: AlertState; readonly count: number }[];
  readonly waitingWebhooks: number;
  readonly blockedInstallations: number;
  readonly databaseBytes: number;
}

export interface LinkCount {
  readonly kind: LinkKind;
  readonly state: LinkState;
  readonly code: LinkCode | null;
  readonly count: number;
}

export async function measureStore(reader: Reader, now: number): Promise<StoreMeasure> {
  const waiting = await waitingLanes(reader, now);
  const all = await countAll(reader, "lanes");
  const counts = { running: 0, blocked: 0, waiting: 0, due: 0 };
  for (const { standing, count } of waiting) counts[standing] += count;
  const dirty = counts.running + counts.blocked + counts.waiting + counts.due;
  const since = waiting.map((row) => row.since).filter((at) => at !== null);
  return {
    lanes: { at_rest: all - dirty, ...counts },
    oldestWaitingSince: since.length === 0 ? null : Math.min(...since),
    dirtyUnits: {
      lanes: dirty,
      repositories: await countDirty(reader, "repositories"),
      installations: await countDirty(reader, "installations"),
    },
    links: await countLinks(reader),
    alerts: await countAlerts(reader),
    waitingWebhooks: await countAll(reader, "outbox"),
    blockedInstallations: await countBlocked(reader, now),
    databaseBytes: await databaseBytes(reader),
  };
}

function waitingLanes(reader: Reader, now: number) {
  return reader
    .selectFrom("lanes")
    .innerJoin("repositories", "repositories.id", "lanes.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select((eb) => [
      sql<Exclude<LaneStanding, "at_rest">>`case
        when "lanes"."leaseOwner" is not null then 'running'
        when max("installations"."blockedUntil", "hosts"."blockedUntil") > ${now} then 'blocked'
        when "lanes"."runAt" > ${now} then 'waiting'
        when "lanes"."look" <= "lanes"."looked" and "lanes"."commitAt" > ${now} then 'waiting'
        else 'due' end`.as("standing"),
      eb.fn.countAll<number>().as("count"),
      sql<number | null>`min("lanes"."waitingSince")`.as("since"),
    ])
    .where("lanes.waitingSince", "is not", null)
    .groupBy("standing")
    .execute();
}

async function countAll(reader: Reader, table: "lanes" | "outbox"): Promise<number> {
  const row = await reader
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

async function countDirty(reader: Reader, unit: UnitKind): Promise<number> {
  const row = await reader
    .selectFrom(unit)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("waitingSince", "is not", null)
    .executeTakeFirstOrThrow();
  return row.count;
}

function countAlerts(reader: Reader): Promise<{ state: AlertState; count: number }[]> {
  return reader
    .selectFrom("alerts")
    .select((eb) => ["state", eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .orderBy("state")
    .execute();
}

function countLinks(reader: Reader): Promise<LinkCount[]> {
  return reader
    .selectFrom("links")
    .select((eb) => ["kind", "state", "code", eb.fn.countAll<number>().as("count")])
    .groupBy(["kind", "state", "code"])
    .orderBy("kind")
    .orderBy("state")
    .orderBy("code")
    .execute();
}

async function countBlocked(reader: Reader, now: number): Promise<number> {
  const row = await reader
    .selectFrom("installations")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where((eb) => eb.or([eb("installations.blockedUntil", ">", now), eb("hosts.blockedUntil", ">", now)]))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Without the write-ahead log. */
async function databaseBytes(reader: Reader): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select "page_count" * "page_size" as "bytes"
    from pragma_page_count, pragma_page_size`.execute(reader);
  return rows[0]?.bytes ?? 0;
}

export interface ActivityCount {
  readonly type: string;
  /** Of `link.state`: the state that the link came to, and its code. */
  readonly state: string | null;
  readonly code: string | null;
  /** Of `revision.added`. */
  readonly origin: string | null;
  readonly count: number;
}

/** What happened since the row `after`, up to so many rows on; `last` is the last one counted. */
export async function countActivity(
  reader: Reader,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly counts: readonly ActivityCount[]; readonly last: number; readonly isMore: boolean }> {
  const { rows } = await sql<ActivityCount & { last: number; all: number }>`
    select "type", "state", "code", "origin", count(*) as "count", max("id") as "last"
    from (select "id", "type",
        case when "type" = 'link.state' then json_extract("data", '$.state') end as "state",
        case when "type" = 'link.state' then json_extract("data", '$.code') end as "code",
        case when "type" = 'revision.added' then json_extract("data", '$.origin') end as "origin"
      from "activity" where "id" > ${after} order by "id" limit ${limit})
    group by "type", "state", "code", "origin"`.execute(reader);
  const counted = rows.reduce((sum, { count }) => sum + count, 0);
  const last = rows.reduce((greatest, row) => Math.max(greatest, row.last), after);
  return { counts: rows, last, isMore: counted === limit };
}
