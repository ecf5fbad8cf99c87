/** What repositories were told on GitHub: one issue each, and one check run a branch. */
import { type Selectable, sql, type SqlBool } from "kysely";
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { ADDRESS_COLUMNS } from "./repository-address.ts";
import type { AlertChecksTable, AlertIssuesTable } from "./schema-alerts.ts";
import type { Reader, Tx } from "./store.ts";

export type AlertIssueRow = Selectable<AlertIssuesTable>;
export type AlertCheckRow = Selectable<AlertChecksTable>;

/** What may be told to a repository now. */
export interface ToldRepository {
  /** Row id. */
  readonly id: number;
  readonly address: RepositoryAddress;
  /** Whether the workspace wants it and the installation grants it. */
  readonly mayCheck: boolean;
  readonly mayOpenIssue: boolean;
}

/** Row ids of repositories that something is, or was, to be told: those that can be reached. */
export async function repositoriesToTell(reader: Reader, now: number): Promise<readonly ToldRepository[]> {
  const rows = await reader
    .selectFrom("repositories")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "repositories.hostId")
    .leftJoin("settings", "settings.workspaceId", "repositories.workspaceId")
    .select([
      ...ADDRESS_COLUMNS,
      "repositories.id",
      sql<0 | 1>`coalesce("settings"."checkRuns", 1) = 1
        and coalesce(json_extract("installations"."permissions", '$.checks'), '') = 'write'`.as("mayCheck"),
      sql<0 | 1>`coalesce("settings"."statusIssue", 0) = 1
        and coalesce(json_extract("installations"."permissions", '$.issues'), '') = 'write'`.as(
        "mayOpenIssue",
      ),
    ])
    .where("repositories.isAccessible", "=", 1)
    .where("repositories.isArchived", "=", 0)
    .where("installations.state", "=", "active")
    .where(sql<SqlBool>`max("installations"."blockedUntil", "hosts"."blockedUntil") <= ${now}`)
    .where(
      sql<SqlBool>`"repositories"."id" in (select "repository" from "alerts"
        union select "repository" from "alertIssues" where "isOpen" = 1
        union select "lanes"."repository" from "alertChecks" inner join "lanes" on "lanes"."id" = "alertChecks"."lane")`,
    )
    .orderBy("repositories.id")
    .execute();
  return rows.map(({ id, mayCheck, mayOpenIssue, ...address }) => ({
    id,
    address,
    mayCheck: mayCheck === 1,
    mayOpenIssue: mayOpenIssue === 1,
  }));
}

export async function findAlertIssue(reader: Reader, repository: number): Promise<AlertIssueRow | null> {
  const row = await reader
    .selectFrom("alertIssues")
    .selectAll()
    .where("repository", "=", repository)
    .executeTakeFirst();
  return row ?? null;
}

export async function writeAlertIssue(tx: Tx, row: AlertIssueRow): Promise<void> {
  await tx.query
    .insertInto("alertIssues")
    .values(row)
    .onConflict((conflict) => conflict.column("repository").doUpdateSet(row))
    .execute();
}

/** A branch that something is to be told of, and what it was told. */
export interface ToldLane {
  readonly id: number;
  /** Null: no commit is known to tell it at. */
  readonly head: CommitId | null;
  readonly check: AlertCheckRow | null;
}

export async function lanesToTell(reader: Reader, repository: number): Promise<readonly ToldLane[]> {
  const rows = await reader
    .selectFrom("lanes")
    .leftJoin("alertChecks", "alertChecks.lane", "lanes.id")
    .select([
      "lanes.id",
      sql<CommitId | null>`coalesce("lanes"."head", "lanes"."lastHead")`.as("head"),
      "alertChecks.head as checkHead",
      "alertChecks.run",
      "alertChecks.told",
      "alertChecks.nextAttemptAt",
    ])
    .where("lanes.repository", "=", repository)
    .where((eb) =>
      eb.or([
        eb("alertChecks.lane", "is not", null),
        eb(
          "lanes.id",
          "in",
          eb.selectFrom("alerts").select("alerts.lane").where("alerts.repository", "=", repository),
        ),
      ]),
    )
    .orderBy("lanes.id")
    .execute();
  return rows.map(({ id, head, checkHead, run, told, nextAttemptAt }) => ({
    id,
    head,
    check:
      checkHead === null ? null : { lane: id, head: checkHead, run, told, nextAttemptAt: nextAttemptAt ?? 0 },
  }));
}

export async function writeAlertCheck(tx: Tx, row: AlertCheckRow): Promise<void> {
  await tx.query
    .insertInto("alertChecks")
    .values(row)
    .onConflict((conflict) => conflict.column("lane").doUpdateSet(row))
    .execute();
}

export async function forgetAlertCheck(tx: Tx, lane: number): Promise<void> {
  await tx.query.deleteFrom("alertChecks").where("lane", "=", lane).execute();
}
