/**
 * What event streams go by. Whatever changes of a link that people see raises one counter and leaves its number in the link, by
 * triggers, so that no statement can forget it. Each row of the activity keeps the number by then: who has seen that row finds the
 * links that changed since. Beside it, the keys under which creations were asked for.
 */
import { sql } from "kysely";
import { type Any, index } from "./table-builders.ts";

const SHOWN = [
  "document",
  "repository",
  "branch",
  "followsDefault",
  "path",
  "mode",
  "quietMs",
  "isPaused",
  "owner",
  "agreedStore",
  "agreedRemote",
  "remote",
  "state",
  "code",
  "message",
  "nextAttemptAt",
  "renamedTo",
] as const;

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("linkChanges")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("value", "bigint", (c) => c.notNull())
    .execute();
  await sql`insert into "linkChanges" ("id", "value") values (1, 0)`.execute(db);
  await sql`alter table "links" add column "change" bigint not null default 0`.execute(db);
  await index(db, "links", "linksByChange", ["change"]);
  await sql`alter table "activity" add column "linkChange" bigint not null default 0`.execute(db);
  const shown = sql.join(SHOWN.map((column) => sql.ref(column)));
  const differs = sql.join(
    SHOWN.map((column) => sql`old.${sql.ref(column)} is not new.${sql.ref(column)}`),
    sql` or `,
  );
  const count = sql`begin
      update "linkChanges" set "value" = "value" + 1 where "id" = 1;
      update "links" set "change" = (select "value" from "linkChanges" where "id" = 1) where "id" = new."id";
    end`;
  await sql`create trigger "linkMade" after insert on "links" ${count}`.execute(db);
  await sql`create trigger "linkChanged" after update of ${shown} on "links" when ${differs} ${count}`.execute(
    db,
  );
  await sql`create trigger "linkedTextChanged" after update of "blob" on "documents"
    when old."blob" is not new."blob" begin
      update "linkChanges" set "value" = "value" + 1
        where "id" = 1 and exists (select 1 from "links" where "document" = new."id");
      update "links" set "change" = (select "value" from "linkChanges" where "id" = 1) where "document" = new."id";
    end`.execute(db);
  await idempotency(db);
}

async function idempotency(db: Any): Promise<void> {
  await db.schema
    .createTable("idempotency")
    .addColumn("keyHash", "text", (c) => c.primaryKey())
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("requestHash", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("answer", "blob")
    .execute();
  await index(db, "idempotency", "idempotencyByAge", ["at"]);
}
