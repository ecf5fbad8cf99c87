/** Saves whose author GitHub knows, and the settings of a workspace. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("people")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("hostId", "integer", (c) => c.notNull().references("hosts.id"))
    .addColumn("accountId", "bigint", (c) => c.notNull())
    .addColumn("login", "text", (c) => c.notNull())
    .addColumn("loginKey", "text", (c) => c.notNull())
    .addColumn("name", "text")
    .addColumn("seenAt", "bigint", (c) => c.notNull())
    .addUniqueConstraint("peopleByLogin", ["hostId", "loginKey"])
    .execute();
  await db.schema
    .createTable("settings")
    .addColumn("workspaceId", "integer", (c) => c.primaryKey().references("workspaces.id"))
    .addColumn("commitMessage", "text", (c) => c.notNull())
    .execute();
  await sql`alter table "revisions" add column "person" integer references "people" ("id")`.execute(db);
}
