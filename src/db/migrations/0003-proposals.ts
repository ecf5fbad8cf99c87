/** Saves that go by pull request. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await db.schema
    .createTable("proposals")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("lane", "integer", (c) => c.notNull().references("lanes.id").onDelete("cascade"))
    .addColumn("ordinal", "integer", (c) => c.notNull())
    .addColumn("branch", "text", (c) => c.notNull())
    .addColumn("base", "text", (c) => c.notNull())
    .addColumn("head", "text")
    .addColumn("refId", "text")
    .addColumn("isSure", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("isAsked", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("number", "integer")
    .addColumn("url", "text")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("text", "text")
    .addColumn("toldHead", "text")
    .addColumn("toldState", "text")
    .addColumn("at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("proposalsByOrdinal", ["lane", "ordinal"])
    .execute();
  await db.schema
    .createTable("proposedFiles")
    .addColumn("id", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("proposal", "integer", (c) => c.notNull().references("proposals.id").onDelete("cascade"))
    .addColumn("link", "integer", (c) => c.references("links.id").onDelete("set null"))
    .addColumn("generation", "integer", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("store", "text", (c) => c.notNull())
    .addColumn("remote", "text", (c) => c.notNull())
    .addColumn("base", "text", (c) => c.notNull())
    .addColumn("seen", "text", (c) => c.notNull())
    .addColumn("seenCanonical", "text")
    .addColumn("isMergedIn", "integer", (c) => c.notNull().defaultTo(0))
    .addUniqueConstraint("proposedFilesOnce", ["link"])
    .execute();
  await db.schema.createIndex("proposedFilesByProposal").on("proposedFiles").columns(["proposal"]).execute();
  await sql`alter table "lanes" add column "refusedCommitsAt" bigint`.execute(db);
}
