/** Who signs in, with what tokens programs come, who made a document, and from where something was done. */
import { sql } from "kysely";
import { type Any, index, log, table } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  await people(db);
  await tokens(db);
  for (const name of ["documents", "apis"]) {
    await db.schema.alterTable(name).addColumn("createdBy", "integer").execute();
  }
  await sql`alter table "links" add column "offeredMerge" text`.execute(db);
  // Who asks for a content by its id is let in by what names it.
  await index(db, "revisions", "revisionsByBlob", ["blob"]);
  await activity(db);
  await db.schema.alterTable("hooks").addColumn("allowedAddresses", "text").execute();
  await db.schema.alterTable("hooks").addColumn("createdBy", "integer").execute();
  await db.schema
    .alterTable("hooks")
    .addColumn("isConfined", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("usage")
    .addColumn("workspaceId", "integer", (c) => c.primaryKey().references("workspaces.id"))
    .addColumn("storedBytes", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("minute", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("savesInMinute", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`insert into "usage" ("workspaceId", "storedBytes")
    select "workspaceId", sum("sizeBytes") from "blobs" group by "workspaceId"`.execute(db);
}

/** Made anew: SQLite cannot let an existing column be null, and sign-ins belong to no workspace. */
async function activity(db: Any): Promise<void> {
  await log(db, "activityOfAll")
    .addColumn("workspaceId", "integer", (c) => c.references("workspaces.id"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("document", "integer", (c) => c.references("documents.id"))
    .addColumn("link", "integer")
    .addColumn("repository", "integer", (c) => c.references("repositories.id"))
    .addColumn("actor", "text")
    .addColumn("user", "integer")
    .addColumn("token", "integer")
    .addColumn("hook", "integer")
    .addColumn("address", "text")
    .addColumn("data", "text", (c) => c.notNull().defaultTo("{}"))
    .execute();
  const kept = sql`"id", "workspaceId", "at", "type", "document", "link", "actor", "data"`;
  await sql`insert into "activityOfAll" (${kept}) select ${kept} from "activity"`.execute(db);
  // Of links that are gone nobody knows any more where they were: their rows stay with the admins.
  await sql`update "activityOfAll" set "repository" =
    (select "repository" from "links" where "links"."id" = "activityOfAll"."link")`.execute(db);
  await db.schema.dropTable("activity").execute();
  await db.schema.alterTable("activityOfAll").renameTo("activity").execute();
  await index(db, "activity", "activityByWorkspace", ["workspaceId", "id"]);
}

async function people(db: Any): Promise<void> {
  await table(db, "users")
    .addColumn("hostId", "integer", (c) => c.notNull().references("hosts.id"))
    .addColumn("accountId", "bigint", (c) => c.notNull())
    .addColumn("login", "text", (c) => c.notNull())
    .addColumn("name", "text")
    .addColumn("avatarUrl", "text")
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("seenAt", "bigint", (c) => c.notNull())
    .addUniqueConstraint("usersByAccount", ["hostId", "accountId"])
    .execute();
  await table(db, "sessions")
    .addColumn("user", "integer", (c) => c.notNull().references("users.id").onDelete("cascade"))
    .addColumn("secretHash", "text", (c) => c.notNull().unique())
    .addColumn("accessToken", "text", (c) => c.notNull())
    .addColumn("accessTokenExpiresAt", "bigint")
    .addColumn("refreshToken", "text")
    .addColumn("refreshTokenExpiresAt", "bigint")
    .addColumn("address", "text")
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("usedAt", "bigint", (c) => c.notNull())
    .addColumn("expiresAt", "bigint", (c) => c.notNull())
    .execute();
  await index(db, "sessions", "sessionsByUser", ["user"]);
  await log(db, "logins")
    .addColumn("stateHash", "text", (c) => c.notNull().unique())
    .addColumn("browserHash", "text", (c) => c.notNull())
    .addColumn("hostname", "text", (c) => c.notNull())
    .addColumn("codeVerifier", "text", (c) => c.notNull())
    .addColumn("returnTo", "text", (c) => c.notNull())
    .addColumn("expiresAt", "bigint", (c) => c.notNull())
    .execute();
}

async function tokens(db: Any): Promise<void> {
  await table(db, "tokens")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("secretHash", "text", (c) => c.notNull().unique())
    .addColumn("hint", "text", (c) => c.notNull())
    .addColumn("scopes", "text", (c) => c.notNull())
    .addColumn("document", "integer", (c) => c.references("documents.id"))
    .addColumn("createdBy", "integer", (c) => c.references("users.id"))
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("expiresAt", "bigint")
    .addColumn("usedAt", "bigint")
    .addColumn("revokedAt", "bigint")
    .execute();
  await index(db, "tokens", "tokensByWorkspace", ["workspaceId", "id"]);
}
