/** Where a linked file went that is no longer at its path, and the text by which it was found. */
import type { Kysely } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await db.schema.alterTable("links").addColumn("renamedTo", "text").execute();
  await db.schema.alterTable("links").addColumn("renamedBlob", "text").execute();
}
