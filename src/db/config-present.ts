/** What a config file meets: its repository's links, and the documents that it names, wherever they are linked. */
import { sql, type SqlBool } from "kysely";
import { keyOfDocument, type WantedLink } from "../core/repository-config/expand.ts";
import type { Present, PresentDocument, PresentLink } from "../core/repository-config/plan-config.ts";
import { amongIds } from "./reach.ts";
import type { Reader } from "./store.ts";

/** A link that a file gave up is kept as long. */
export const DETACHED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export interface ConfigPlace {
  readonly workspaceId: number;
  /** Row id. */
  readonly repository: number;
  readonly now: number;
}

export async function loadPresent(
  reader: Reader,
  place: ConfigPlace,
  wishes: readonly WantedLink[],
): Promise<Present> {
  const { isPrivate } = await reader
    .selectFrom("repositories")
    .select("isPrivate")
    .where("id", "=", place.repository)
    .executeTakeFirstOrThrow();
  const versions = await namedVersions(reader, place, wishes);
  const collections = await namedCollections(reader, place, wishes);
  const named = [...versions, ...collections].flatMap(({ document }) =>
    document === null ? [] : [document],
  );
  const links = await linksOf(reader, place, new Set(named));
  const before = await detachedFrom(reader, place);
  const byDocument = Map.groupBy(links, (link) => link.document);
  const documentAt = (document: number): PresentDocument => ({
    id: document,
    links: byDocument.get(document) ?? [],
    wasHere: before.has(document),
  });
  const { apis, documents } = catalogue(versions, documentAt);
  for (const { uid, document } of collections)
    documents.set(keyOfDocument({ kind: "backup", uid }), documentAt(document));
  return { isPublic: isPrivate === 0, apis, documents, here: links.filter(({ isHere }) => isHere) };
}

interface Catalogue {
  readonly apis: Map<string, { readonly id: number; isOfThis: boolean }>;
  readonly documents: Map<string, PresentDocument>;
}

function catalogue(
  versions: Awaited<ReturnType<typeof namedVersions>>,
  documentAt: (document: number) => PresentDocument,
): Catalogue {
  const { apis, documents }: Catalogue = { apis: new Map(), documents: new Map() };
  for (const { api, slug, name, document } of versions) {
    const known = apis.get(slug) ?? { id: api, isOfThis: false };
    apis.set(slug, known);
    if (document === null || name === null) continue;
    const present = documentAt(document);
    if (isOfThis(present)) known.isOfThis = true;
    documents.set(keyOfDocument({ kind: "schema", api: slug, version: name }), present);
  }
  return { apis, documents };
}

function isOfThis({ links, wasHere }: PresentDocument): boolean {
  return wasHere || links.some(({ isHere, isAwaiting }) => isHere && !isAwaiting);
}

/** Every version of every API that is named: which of them are linked here tells whose the API is. */
function namedVersions(reader: Reader, { workspaceId }: ConfigPlace, wishes: readonly WantedLink[]) {
  const slugs = wishes.flatMap(({ document }) => (document.kind === "schema" ? [document.api] : []));
  return reader
    .selectFrom("apis")
    .leftJoin("versions", (join) =>
      join.onRef("versions.api", "=", "apis.id").on("versions.deletedAt", "is", null),
    )
    .select(["apis.id as api", "apis.slug", "versions.name", "versions.document"])
    .where("apis.workspaceId", "=", workspaceId)
    .where("apis.deletedAt", "is", null)
    .where(amongTexts("apis.slug", slugs))
    .execute();
}

function namedCollections(reader: Reader, { workspaceId }: ConfigPlace, wishes: readonly WantedLink[]) {
  const uids = wishes.flatMap(({ document }) => (document.kind === "backup" ? [document.uid] : []));
  return reader
    .selectFrom("collections")
    .select(["uid", "document"])
    .where("workspaceId", "=", workspaceId)
    .where("deletedAt", "is", null)
    .where(amongTexts("collections.uid", uids))
    .execute();
}

async function linksOf(
  reader: Reader,
  { workspaceId, repository }: ConfigPlace,
  documents: ReadonlySet<number>,
): Promise<readonly PresentLink[]> {
  const rows = await reader
    .selectFrom("links")
    .select([
      "id",
      "document",
      "kind",
      "repository",
      "branch",
      "path",
      "followsDefault",
      "mode",
      "quietMs",
      "isPaused",
      "owner",
      "state",
      "approvedAt",
    ])
    .where("workspaceId", "=", workspaceId)
    .where((eb) => eb.or([eb("repository", "=", repository), amongIds("links.document", documents)]))
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    document: row.document,
    kind: row.kind,
    isHere: row.repository === repository,
    branch: row.branch,
    path: row.path,
    followsDefault: row.followsDefault === 1,
    mode: row.mode,
    quietMs: row.quietMs,
    // One that waits for an admin does nothing either, whatever the file says of it.
    isPaused: row.isPaused === 1 && row.state !== "awaiting_approval",
    owner: row.owner,
    isAwaiting: row.state === "awaiting_approval",
    isApproved: row.approvedAt !== null,
  }));
}

async function detachedFrom(reader: Reader, { repository, now }: ConfigPlace): Promise<ReadonlySet<number>> {
  const rows = await reader
    .selectFrom("detachedLinks")
    .select("document")
    .where("repository", "=", repository)
    .where("detachedAt", ">", now - DETACHED_KEPT_MS)
    .execute();
  return new Set(rows.map(({ document }) => document));
}

function amongTexts(column: string, texts: readonly string[]) {
  const list = JSON.stringify([...new Set(texts)]);
  return sql<SqlBool>`${sql.ref(column)} in (select "value" from json_each(${list}))`;
}
