/** Config files in repositories: what was seen and applied of each, claims that wait for an admin, and links that a file gave up. */
import { sql } from "kysely";
import type { Any } from "./table-builders.ts";
import { index, table } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  // Until then every mark of a repository asked to read it again.
  await sql`alter table "repositories" add column "look" integer not null default 0`.execute(db);
  await sql`update "repositories" set "look" = "dirty"`.execute(db);
  await db.schema.alterTable("links").addColumn("approvedAt", "bigint").execute();
  await db.schema
    .createTable("repositoryConfigs")
    .addColumn("repository", "integer", (c) =>
      c.primaryKey().references("repositories.id").onDelete("cascade"),
    )
    .addColumn("look", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("looked", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("toldHead", "text")
    .addColumn("seen", "text")
    .addColumn("head", "text")
    .addColumn("content", "blob")
    .addColumn("author", "text")
    .addColumn("seenAt", "bigint")
    .addColumn("due", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("done", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("state", "text", (c) => c.notNull().defaultTo("unread"))
    .addColumn("errors", "text", (c) => c.notNull().defaultTo("[]"))
    .addColumn("readAt", "bigint")
    .addColumn("appliedSeen", "text")
    .addColumn("appliedHead", "text")
    .addColumn("appliedAt", "bigint")
    .addColumn("followsFiles", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("followsBranches", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("sweptAt", "bigint")
    .addColumn("sweptHead", "text")
    .addColumn("reported", "text")
    .addColumn("checkHead", "text")
    .addColumn("checkRun", "bigint")
    .addColumn("checkUrl", "text")
    .addColumn("checkCode", "text")
    .execute();
  await table(db, "detachedLinks")
    .addColumn("repository", "integer", (c) => c.notNull().references("repositories.id").onDelete("cascade"))
    .addColumn("document", "integer", (c) => c.notNull().references("documents.id"))
    .addColumn("branch", "text", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("agreedStore", "text")
    .addColumn("agreedRemote", "text")
    .addColumn("approvedAt", "bigint")
    .addColumn("detachedAt", "bigint", (c) => c.notNull())
    .execute();
  await index(db, "detachedLinks", "detachedLinksByPlace", ["repository", "document", "branch"]);
}
