/** Whom was told what of links that need somebody, and what is still to be sent. */
import { sql } from "kysely";
import { type Any, table } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("alerts")
    .addColumn("link", "integer", (c) => c.primaryKey())
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("repository", "integer", (c) => c.notNull())
    .addColumn("lane", "integer", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("code", "text")
    .addColumn("since", "bigint", (c) => c.notNull())
    .addColumn("place", "text", (c) => c.notNull())
    .execute();
  // The literal is the one of db/alerts.ts: the index serves no other condition.
  await sql`create index "linksInTrouble" on "links" ("since")
    where "state" in ('error', 'conflict', 'choose')`.execute(db);
  await db.schema
    .createTable("alertIssues")
    .addColumn("repository", "integer", (c) =>
      c.primaryKey().references("repositories.id").onDelete("cascade"),
    )
    .addColumn("number", "integer")
    .addColumn("isOpen", "integer", (c) => c.notNull())
    .addColumn("told", "text")
    .addColumn("nextAttemptAt", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("alertChecks")
    .addColumn("lane", "integer", (c) => c.primaryKey().references("lanes.id").onDelete("cascade"))
    .addColumn("head", "text", (c) => c.notNull())
    .addColumn("run", "bigint")
    .addColumn("told", "text")
    .addColumn("nextAttemptAt", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await table(db, "outbox")
    .addColumn("event", "text", (c) => c.notNull())
    .addColumn("guid", "text", (c) => c.notNull())
    .addColumn("payload", "text", (c) => c.notNull())
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("nextAttemptAt", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("outboxCursor")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("activity", "integer")
    .execute();
  await sql`insert into "outboxCursor" ("id", "activity") values (1, null)`.execute(db);
  await sql`alter table "settings" add column "checkRuns" integer not null default 1`.execute(db);
  await sql`alter table "settings" add column "statusIssue" integer not null default 0`.execute(db);
}
