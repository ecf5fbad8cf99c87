/** Up to where a workspace's activity is forgotten: whoever comes back to its events learns whether anything is missing. */
import { sql } from "kysely";
import type { Any } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  for (const column of ["prunedActivity", "prunedChange"])
    await db.schema
      .alterTable("workspaces")
      .addColumn(column, "bigint", (c) => c.notNull().defaultTo(0))
      .execute();
  // Whose rows went before is not known: any may be of any.
  await sql`update "workspaces" set "prunedActivity" = coalesce((select min("id") - 1 from "activity"), 0)`.execute(
    db,
  );
}
