/** How many keys a workspace keeps is counted whenever one is claimed. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await sql`create index "idempotencyByWorkspace" on "idempotency" ("workspaceId", "at")`.execute(db);
}
