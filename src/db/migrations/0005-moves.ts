/** What deliveries say of a branch: where it was and where it is, until the lane has caught up. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("laneMoves")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("lane", "integer", (c) => c.notNull().references("lanes.id").onDelete("cascade"))
    .addColumn("before", "text")
    .addColumn("after", "text")
    .addColumn("look", "integer", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("laneMovesByLane").on("laneMoves").columns(["lane"]).execute();
  await sql`alter table "laneHeads" add column "wasSeen" integer not null default 1`.execute(db);
  await sql`alter table "laneHeads" drop column "namedAt"`.execute(db);
  await sql`alter table "lanes" add column "lastHead" text`.execute(db);
}
