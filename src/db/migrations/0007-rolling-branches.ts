/** What is known of a rolling branch beside its head: which of the target's heads it contains, and whether others wrote to it. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("proposalBases")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("proposal", "integer", (c) => c.notNull().references("proposals.id").onDelete("cascade"))
    .addColumn("head", "text", (c) => c.notNull())
    .addUniqueConstraint("proposalBasesOnce", ["proposal", "head"])
    .execute();
  await sql`insert into "proposalBases" ("proposal", "head") select "id", "base" from "proposals"`.execute(
    db,
  );
  await sql`alter table "proposals" add column "isOursAlone" integer not null default 0`.execute(db);
  await sql`alter table "proposals" add column "suspectHead" text`.execute(db);
  await sql`alter table "proposals" add column "suspectUntil" bigint`.execute(db);
}
