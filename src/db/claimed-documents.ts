/**
 * Documents of a config file's claims that no admin agreed to: one that came by the claim, and that nobody has done anything with
 * since, goes with it, and takes its name from nobody. Whoever makes a document of that name makes this one theirs; the claim
 * waits on, as one on another's document does.
 */
import { sql, type SqlBool } from "kysely";
import { type Deed, recordActivity } from "./activity.ts";
import { DETACHED_KEPT_MS } from "./config-present.ts";
import { type LinkRecord, linksOfDocument, removeLink } from "./links.ts";
import { purgeDocument } from "./purge-deleted.ts";
import { applyConfigAgain } from "./repository-configs.ts";
import type { Reader, Tx } from "./store.ts";

type Claim = Pick<LinkRecord, "document" | "workspaceId" | "state" | "createdAt">;

/** After the claim is gone. Where others wait for the same document, the last of them takes it along. */
export async function forgetClaimed(tx: Tx, claim: Claim, deed: Deed): Promise<void> {
  if (claim.state !== "awaiting_approval") return;
  const made = await madeWith(tx, claim);
  if (made === null) return;
  const { document, workspaceId, createdAt } = claim;
  await tx.query
    .updateTable("links")
    .set({ createdAt })
    .where("document", "=", document)
    .where("state", "=", "awaiting_approval")
    .execute();
  if (!(await isUntouched(tx, document))) return;
  await recordActivity(tx, { workspaceId, document, ...made, ...deed });
  await purgeDocument(tx, document, deed.at);
}

function isNamedIn(table: "links" | "detachedLinks" | "tokens") {
  return sql<SqlBool>`exists (select 1 from ${sql.table(table)} as "named" where "named"."document" = "documents"."id")`;
}

async function isUntouched(tx: Tx, document: number): Promise<boolean> {
  const row = await untouched(tx.query, document)
    .where((eb) => eb.not(isNamedIn("links")))
    .executeTakeFirst();
  return row !== undefined;
}

/** By people; whatever links it has. */
function untouched(reader: Reader, document: number) {
  return reader
    .selectFrom("documents")
    .select("id")
    .where("id", "=", document)
    .where("revision", "=", 0)
    .where("createdBy", "is", null)
    .where((eb) => eb.not(eb.or([isNamedIn("detachedLinks"), isNamedIn("tokens")])))
    .where((eb) =>
      eb(
        "id",
        "not in",
        eb
          .selectFrom("hooks")
          .innerJoin("collections", "collections.id", "hooks.collection")
          .select("collections.document"),
      ),
    );
}

const WAITS = sql<SqlBool>`"waiting"."state" = 'awaiting_approval'`;

/** Nothing but claims that wait made it, and keeps it. */
export async function isOnlyClaimed(reader: Reader, document: number): Promise<boolean> {
  const links = sql`select 1 from "links" as "waiting" where "waiting"."document" = "documents"."id"`;
  const madeAt = sql`select "createdAt" from "versions" where "document" = "documents"."id"
    union all select "createdAt" from "collections" where "document" = "documents"."id"`;
  const row = await untouched(reader, document)
    .where(sql<SqlBool>`not exists (${links} and not ${WAITS})`)
    .where(sql<SqlBool>`exists (${links} and ${WAITS} and "waiting"."createdAt" in (${madeAt}))`)
    .executeTakeFirst();
  return row !== undefined;
}

export interface TakingOver {
  readonly document: number;
  /** Row id of the user whose it is now. */
  readonly createdBy: number | null;
  readonly at: number;
}

/** What only claims made is somebody's from now on: older than it or younger, but no longer of the time of a claim. */
export async function takeOverClaimed(tx: Tx, { document, createdBy, at }: TakingOver): Promise<void> {
  await tx.query.updateTable("documents").set({ createdBy }).where("id", "=", document).execute();
  const createdAt = sql<number>`max(${at}, "createdAt" + 1)`;
  await tx.query.updateTable("versions").set({ createdAt }).where("document", "=", document).execute();
  await tx.query.updateTable("collections").set({ createdAt }).where("document", "=", document).execute();
}

/** Where another document comes to its name. False, and nothing is done, where it is anybody's. The claims are made anew. */
export async function clearClaimed(
  tx: Tx,
  { workspaceId, document }: { readonly workspaceId: number; readonly document: number },
  deed: Deed,
): Promise<boolean> {
  if (!(await isOnlyClaimed(tx.query, document))) return false;
  for (const link of await linksOfDocument(tx.query, workspaceId, document)) {
    await removeLink(tx, link, deed);
    await applyConfigAgain(tx, link.repository, deed.at);
  }
  await purgeDocument(tx, document, deed.at);
  return true;
}

/** A claim and what it makes are of one transaction, and so of one time; what a token made before is older. */
async function madeWith(tx: Tx, { document, createdAt }: Claim) {
  const version = await tx.query
    .selectFrom("versions")
    .innerJoin("apis", "apis.id", "versions.api")
    .select(["apis.slug as api", "versions.name as version"])
    .where("versions.document", "=", document)
    .where("versions.createdAt", "=", createdAt)
    .executeTakeFirst();
  if (version !== undefined) return { type: "version.deleted", data: version } as const;
  const collection = await tx.query
    .selectFrom("collections")
    .select(["uid", "name"])
    .where("document", "=", document)
    .where("createdAt", "=", createdAt)
    .executeTakeFirst();
  return collection === undefined ? null : ({ type: "collection.deleted", data: collection } as const);
}

/** Of the link of the document that the repository's config file gave up last, if lately; `path` on this branch. */
export async function givenUp(
  tx: Tx,
  at: {
    readonly document: number;
    readonly repository: number;
    readonly branch: string;
    readonly now: number;
  },
): Promise<{ readonly isAgreedTo: boolean; readonly path: string | null }> {
  const rows = await tx.query
    .selectFrom("detachedLinks")
    .select(["approvedAt", "branch", "path"])
    .where("repository", "=", at.repository)
    .where("document", "=", at.document)
    .where("detachedAt", ">", at.now - DETACHED_KEPT_MS)
    .orderBy("id", "desc")
    .execute();
  const path = rows.find(({ branch }) => branch === at.branch)?.path ?? null;
  return { isAgreedTo: (rows[0]?.approvedAt ?? null) !== null, path };
}
