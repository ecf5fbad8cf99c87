/** What happened to a document is found by it: where a document is purged, and whenever SQLite has to know whether it may go. */
import { type Kysely, sql } from "kysely";

type Any = Kysely<Record<string, Record<string, unknown>>>;

export async function up(db: Any): Promise<void> {
  await sql`create index "activityByDocument" on "activity" ("document") where "document" is not null`.execute(
    db,
  );
}
