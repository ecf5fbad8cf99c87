/** The first tables. Column types are those that SQLite and PostgreSQL both take. */
import { sql } from "kysely";
import { type Any, index, log, table, uniqueAmongPresent, unitColumns } from "./table-builders.ts";

export async function up(db: Any): Promise<void> {
  await createAccounts(db);
  await createLanes(db);
  await createDocuments(db);
  await createCatalogue(db);
  await createLinks(db);
  await createRecords(db);
}

async function createAccounts(db: Any): Promise<void> {
  await table(db, "hosts")
    .addColumn("hostname", "text", (c) => c.notNull().unique())
    .addColumn("isFirst", "integer", (c) => c.notNull())
    .addColumn("blockedUntil", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("blockedReason", "text")
    .execute();
  await table(db, "workspaces")
    .addColumn("hostId", "integer", (c) => c.notNull().references("hosts.id"))
    .addColumn("accountId", "bigint", (c) => c.notNull())
    .addColumn("accountLogin", "text", (c) => c.notNull())
    .addColumn("accountType", "text", (c) => c.notNull())
    .addColumn("slug", "text", (c) => c.notNull().unique())
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addUniqueConstraint("workspacesByAccount", ["hostId", "accountId"])
    .execute();
  await unitColumns(table(db, "installations"))
    .addColumn("hostId", "integer", (c) => c.notNull().references("hosts.id"))
    .addColumn("installationId", "bigint", (c) => c.notNull())
    .addColumn("workspaceId", "integer", (c) => c.references("workspaces.id"))
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("permissions", "text", (c) => c.notNull().defaultTo("{}"))
    .addColumn("blockedUntil", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("blockedReason", "text")
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addUniqueConstraint("installationsById", ["hostId", "installationId"])
    .execute();
  await index(db, "installations", "installationsByWorkspace", ["workspaceId"]);
  await unitColumns(table(db, "repositories"))
    .addColumn("hostId", "integer", (c) => c.notNull().references("hosts.id"))
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("installation", "integer", (c) => c.notNull().references("installations.id"))
    .addColumn("repositoryId", "bigint", (c) => c.notNull())
    .addColumn("nodeId", "text", (c) => c.notNull())
    .addColumn("ownerId", "bigint", (c) => c.notNull())
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("defaultBranch", "text", (c) => c.notNull())
    .addColumn("isPrivate", "integer", (c) => c.notNull())
    .addColumn("isArchived", "integer", (c) => c.notNull())
    .addColumn("isAccessible", "integer", (c) => c.notNull())
    .addColumn("htmlUrl", "text", (c) => c.notNull())
    .addColumn("cloneUrl", "text", (c) => c.notNull())
    .addUniqueConstraint("repositoriesByOwner", ["hostId", "repositoryId", "workspaceId"])
    .execute();
  await index(db, "repositories", "repositoriesByName", ["workspaceId", "name"]);
}

async function createLanes(db: Any): Promise<void> {
  await unitColumns(table(db, "lanes"))
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("repository", "integer", (c) => c.notNull().references("repositories.id"))
    .addColumn("branch", "text", (c) => c.notNull())
    .addColumn("head", "text")
    .addColumn("refId", "text")
    .addColumn("look", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("looked", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("lookHead", "text")
    .addColumn("suspectHead", "text")
    .addColumn("suspectUntil", "bigint")
    .addColumn("commitAt", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("restMs", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("committedAt", "bigint")
    .addColumn("verifiedAt", "bigint")
    .addUniqueConstraint("lanesByBranch", ["repository", "branch"])
    .execute();
  for (const unit of ["installations", "repositories", "lanes"]) {
    await db.schema
      .createIndex(`${unit}Waiting`)
      .on(unit)
      .columns(["waitingSince"])
      .where(sql.ref("waitingSince"), "is not", null)
      .execute();
  }
  await table(db, "laneHeads")
    .addColumn("lane", "integer", (c) => c.notNull().references("lanes.id").onDelete("cascade"))
    .addColumn("head", "text", (c) => c.notNull())
    .addColumn("leftAt", "bigint", (c) => c.notNull())
    .addColumn("namedAt", "bigint")
    .addUniqueConstraint("laneHeadsOnce", ["lane", "head"])
    .execute();
  await table(db, "writes")
    .addColumn("lane", "integer", (c) => c.notNull().references("lanes.id").onDelete("cascade"))
    .addColumn("head", "text")
    .addColumn("message", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await index(db, "writes", "writesByLane", ["lane"]);
}

async function createDocuments(db: Any): Promise<void> {
  await table(db, "documents")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("blob", "text")
    .addColumn("revision", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("savedAt", "bigint")
    .execute();
  await log(db, "blobs")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("blob", "text", (c) => c.notNull())
    .addColumn("sizeBytes", "integer", (c) => c.notNull())
    .addColumn("encoding", "text", (c) => c.notNull())
    .addColumn("content", "blob", (c) => c.notNull())
    .addUniqueConstraint("blobsOnce", ["workspaceId", "blob"])
    .execute();
  await log(db, "revisions")
    .addColumn("document", "integer", (c) => c.notNull().references("documents.id"))
    .addColumn("number", "integer", (c) => c.notNull())
    .addColumn("blob", "text", (c) => c.notNull())
    .addColumn("origin", "text", (c) => c.notNull())
    .addColumn("author", "text")
    .addColumn("message", "text")
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("commitId", "text")
    .addColumn("commitUrl", "text")
    .addColumn("valid", "integer", (c) => c.notNull())
    .addColumn("problems", "text", (c) => c.notNull().defaultTo("[]"))
    .addUniqueConstraint("revisionsByNumber", ["document", "number"])
    .execute();
}

async function createCatalogue(db: Any): Promise<void> {
  await table(db, "apis")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("slug", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("description", "text")
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("deletedAt", "bigint")
    .execute();
  await uniqueAmongPresent(db, "apis", "apisBySlug", ["workspaceId", "slug"]);
  await table(db, "versions")
    .addColumn("api", "integer", (c) => c.notNull().references("apis.id"))
    .addColumn("document", "integer", (c) => c.notNull().references("documents.id").unique())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("kind", "text")
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("deletedAt", "bigint")
    .execute();
  await uniqueAmongPresent(db, "versions", "versionsByName", ["api", "name"]);
  await table(db, "collections")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("document", "integer", (c) => c.notNull().references("documents.id").unique())
    .addColumn("uid", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("deletedAt", "bigint")
    .execute();
  await uniqueAmongPresent(db, "collections", "collectionsByUid", ["workspaceId", "uid"]);
}

async function createLinks(db: Any): Promise<void> {
  await table(db, "links")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("document", "integer", (c) => c.notNull().references("documents.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("repository", "integer", (c) => c.notNull().references("repositories.id"))
    .addColumn("lane", "integer", (c) => c.notNull().references("lanes.id"))
    .addColumn("branch", "text", (c) => c.notNull())
    .addColumn("followsDefault", "integer", (c) => c.notNull())
    .addColumn("path", "text", (c) => c.notNull())
    .addColumn("pathKey", "text", (c) => c.notNull())
    .addColumn("mode", "text", (c) => c.notNull())
    .addColumn("quietMs", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("isPaused", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("owner", "text", (c) => c.notNull().defaultTo("dashboard"))
    .addColumn("generation", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("keep", "text")
    .addColumn("agreedStore", "text")
    .addColumn("agreedRemote", "text")
    .addColumn("remote", "text")
    .addColumn("remoteCanonical", "text")
    .addColumn("isExecutable", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("style", "text")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("code", "text")
    .addColumn("message", "text")
    .addColumn("since", "bigint", (c) => c.notNull())
    .addColumn("nextAttemptAt", "bigint")
    .addColumn("verifiedAt", "bigint")
    .addColumn("committedAt", "bigint")
    .addColumn("refusedBlob", "text")
    .addColumn("refusedHead", "text")
    .addColumn("refusedCode", "text")
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addUniqueConstraint("linksByPath", ["repository", "branch", "pathKey"])
    .addUniqueConstraint("linksByDocument", ["document", "repository", "branch"])
    .execute();
  await index(db, "links", "linksByLane", ["lane"]);
  await index(db, "links", "linksByWorkspace", ["workspaceId", "id"]);
  await index(db, "links", "linksByState", ["workspaceId", "state"]);
  // A version has at most one link. The predicate is a literal: ON CONFLICT cannot match a parameter.
  await sql`create unique index "schemaLinksOnce" on "links" ("document") where "kind" = 'schema'`.execute(
    db,
  );
  await table(db, "ownPairs")
    .addColumn("link", "integer", (c) => c.notNull().references("links.id").onDelete("cascade"))
    .addColumn("generation", "integer", (c) => c.notNull())
    .addColumn("store", "text", (c) => c.notNull())
    .addColumn("remote", "text", (c) => c.notNull())
    .addColumn("write", "integer", (c) => c.references("writes.id").onDelete("set null"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .execute();
  await index(db, "ownPairs", "ownPairsByLink", ["link"]);
}

async function createRecords(db: Any): Promise<void> {
  await log(db, "deliveries")
    .addColumn("hostId", "integer", (c) => c.notNull().references("hosts.id"))
    .addColumn("guid", "text", (c) => c.notNull())
    .addColumn("event", "text", (c) => c.notNull())
    .addColumn("action", "text")
    .addColumn("workspaceId", "integer", (c) => c.references("workspaces.id"))
    .addColumn("installationId", "bigint")
    .addColumn("repositoryId", "bigint")
    .addColumn("receivedAt", "bigint", (c) => c.notNull())
    .addColumn("outcome", "text", (c) => c.notNull())
    .addColumn("marks", "text", (c) => c.notNull().defaultTo("[]"))
    .addColumn("encoding", "text", (c) => c.notNull())
    .addColumn("payload", "blob")
    .addUniqueConstraint("deliveriesOnce", ["hostId", "guid"])
    .execute();
  await index(db, "deliveries", "deliveriesByWorkspace", ["workspaceId", "id"]);
  await log(db, "activity")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("document", "integer", (c) => c.references("documents.id"))
    .addColumn("link", "integer")
    .addColumn("actor", "text")
    .addColumn("data", "text", (c) => c.notNull().defaultTo("{}"))
    .execute();
  await index(db, "activity", "activityByWorkspace", ["workspaceId", "id"]);
  await table(db, "hooks")
    .addColumn("workspaceId", "integer", (c) => c.notNull().references("workspaces.id"))
    .addColumn("collection", "integer", (c) => c.references("collections.id"))
    .addColumn("repository", "integer", (c) => c.references("repositories.id"))
    .addColumn("branch", "text")
    .addColumn("directory", "text")
    .addColumn("secretHash", "text", (c) => c.notNull().unique())
    .addColumn("createdAt", "bigint", (c) => c.notNull())
    .addColumn("lastUsedAt", "bigint")
    .execute();
}
