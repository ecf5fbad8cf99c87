/** Schemas of several files: what each revision refers to, and what a link last saw of it. */
import type { Any } from "./table-builders.ts";
import { index, log } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  await db.schema.alterTable("documents").addColumn("closure", "text").execute();
  await db.schema.alterTable("revisions").addColumn("closure", "text").execute();
  await db.schema.alterTable("revisions").addColumn("rootPath", "text").execute();
  await db.schema
    .createIndex("revisionsByClosure")
    .on("revisions")
    .column("closure")
    .where("closure", "is not", null)
    .execute();
  await db.schema.alterTable("links").addColumn("members", "text").execute();
  await log(db, "closureMembers")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("closure", "text", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("blob", "text", (c) => c.notNull())
    .addUniqueConstraint("closureMembersOnce", ["workspaceId", "closure", "path"])
    .execute();
  await index(db, "closureMembers", "closureMembersByBlob", ["workspaceId", "blob"]);
}
