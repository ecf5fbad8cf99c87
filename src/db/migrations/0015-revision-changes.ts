/** How much a revision changed, counted when somebody compared it with the one before. */
import type { Any } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  await db.schema.alterTable("revisions").addColumn("changes", "text").execute();
}
