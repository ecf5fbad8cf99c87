/** Why the last run of a config file came to no end; null: it did. */
import type { Any } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  await db.schema.alterTable("repositoryConfigs").addColumn("fault", "text").execute();
}
