/** Moves keyed by lane and delivery, in that order on disk: a push writes one page for its move, where it wrote three. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("movesByLane")
    .addColumn("lane", "integer", (c) => c.notNull().references("lanes.id").onDelete("cascade"))
    .addColumn("delivery", "integer", (c) => c.notNull())
    .addColumn("before", "text")
    .addColumn("after", "text")
    .addColumn("look", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("movesByLaneKey", ["lane", "delivery"])
    .modifyEnd(sql`without rowid`)
    .execute();
  // Each came in a delivery of its own: their numbers are below those of deliveries to come, and no two are the same.
  await sql`insert into "movesByLane" select "lane", "id", "before", "after", "look" from "laneMoves"`.execute(
    db,
  );
  await db.schema.dropTable("laneMoves").execute();
  await db.schema.alterTable("movesByLane").renameTo("laneMoves").execute();
}
