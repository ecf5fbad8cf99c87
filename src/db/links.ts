/** Links as people see them: with their document, repository and lane. Deciding on them belongs to the lanes. */
import { type Selectable, sql, type SqlBool } from "kysely";
import type { Repositories } from "../core/access/rights.ts";
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { LinkKind, LinkState, PendingReason } from "../core/sync/model.ts";
import type { ProposalState } from "../core/sync/proposal.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { BLOCK_COLUMNS } from "./blocks.ts";
import { moveDisplaced } from "./default-branch.ts";
import { forgetDetachedAgreement } from "./forget-detached.ts";
import { containing } from "./like-pattern.ts";
import { NOT_REFUSED } from "./link-columns.ts";
import type { Page } from "./page.ts";
import { amongIds } from "./reach.ts";
import type { LinksTable } from "./schema.ts";
import { orphanProposed } from "./proposals.ts";
import type { Reader, Tx } from "./store.ts";
import { markDirty } from "./units.ts";

export type LinkRow = Selectable<LinksTable>;

export interface LinkRecord extends LinkRow {
  readonly repositoryOwner: string;
  readonly repositoryName: string;
  readonly repositoryUrl: string;
  /** The document's present blob. */
  readonly store: BlobId | null;
  readonly apiSlug: string | null;
  readonly versionName: string | null;
  /** What the version's schema is known to be. */
  readonly versionKind: string | null;
  readonly collectionUid: string | null;
  readonly collectionName: string | null;
  readonly laneHead: CommitId | null;
  /** Its part in a pull request; null: it has none. */
  readonly proposedFile: number | null;
  readonly proposedNumber: number | null;
  readonly proposedUrl: string | null;
  readonly proposedState: ProposalState | null;
  readonly proposedStore: BlobId | null;
  readonly proposedRemote: BlobId | null;
  /** What the request's branch holds, and the blob of its canonical text. */
  readonly proposedSeen: BlobId | "absent" | null;
  readonly proposedSeenCanonical: BlobId | null;
  readonly proposedMergedIn: 0 | 1 | null;
  /** How far the lane has come, read together with the rest of the link. */
  readonly laneDirty: number;
  readonly laneClean: number;
  /** The later block of its installation and host; 0 or past: none. */
  readonly blockedUntil: number;
  readonly blockedReason: PendingReason | null;
}

export interface LinkFilter {
  readonly workspaceId: number;
  readonly state?: LinkState | undefined;
  readonly kind?: LinkKind | undefined;
  /** Row id. */
  readonly repository?: number | undefined;
  /** Part of a path, of a repository's name, or of the document's name; in any case. */
  readonly text?: string | undefined;
  /** Those of others are left out. */
  readonly readable: Repositories;
}

/** In the order in which the links were made; `limit` rows at most. */
export function listLinks(reader: Reader, filter: LinkFilter, page: Page): Promise<LinkRecord[]> {
  return linksQuery(reader, filter, page).execute();
}

/** Apart from its execution, so that its plan can be asked for. */
export function linksQuery(reader: Reader, filter: LinkFilter, page: Page): LinkQuery {
  let query = linkRecords(reader)
    .where("links.workspaceId", "=", filter.workspaceId)
    .where("links.id", ">", page.after)
    .where(amongIds("links.repository", filter.readable));
  if (filter.state !== undefined) query = query.where("links.state", "=", filter.state);
  if (filter.kind !== undefined) query = query.where("links.kind", "=", filter.kind);
  if (filter.repository !== undefined) query = query.where("links.repository", "=", filter.repository);
  if (filter.text !== undefined && filter.text !== "") query = whereNamed(query, filter.text);
  return query.orderBy("links.id").limit(page.limit);
}

/**
 * Those that changed between two numbers (0009-events.ts), in the order of their last changes: about `limit` of them.
 * @param filter `workspaceId` null: of all workspaces
 * @returns `until`: the number up to which these are all
 */
export async function changedLinks(
  reader: Reader,
  filter: { readonly workspaceId: number | null; readonly readable: Repositories },
  { after, until, limit }: { readonly after: number; readonly until: number; readonly limit: number },
): Promise<{ readonly links: readonly LinkRecord[]; readonly until: number }> {
  const between = reader
    .selectFrom("links")
    .select("change")
    .where("change", ">", after)
    .where("change", "<=", until)
    .orderBy("change")
    .limit(limit);
  const numbers = await between.execute();
  const last = numbers.length < limit ? until : (numbers.at(-1)?.change ?? until);
  let query = linkRecords(reader)
    .where("links.change", ">", after)
    .where("links.change", "<=", last)
    .where(amongIds("links.repository", filter.readable));
  if (filter.workspaceId !== null) query = query.where("links.workspaceId", "=", filter.workspaceId);
  return { links: numbers.length === 0 ? [] : await query.orderBy("links.change").execute(), until: last };
}

export async function findLink(reader: Reader, workspaceId: number, id: number): Promise<LinkRecord | null> {
  const row = await linkRecords(reader)
    .where("links.workspaceId", "=", workspaceId)
    .where("links.id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** All links of a document: at most one of a schema, one a (repository, branch) of a collection. */
export function linksOfDocument(
  reader: Reader,
  workspaceId: number,
  document: number,
): Promise<LinkRecord[]> {
  return linkRecords(reader)
    .where("links.workspaceId", "=", workspaceId)
    .where("links.document", "=", document)
    .orderBy("links.id")
    .execute();
}

/** The links of several documents, by document. */
export async function linksOfDocuments(
  reader: Reader,
  workspaceId: number,
  documents: readonly number[],
): Promise<ReadonlyMap<number, readonly LinkRecord[]>> {
  if (documents.length === 0) return new Map();
  const rows = await linkRecords(reader)
    .where("links.workspaceId", "=", workspaceId)
    .where("links.document", "in", documents)
    .orderBy("links.id")
    .execute();
  return Map.groupBy(rows, (row) => row.document);
}

/**
 * "Sync now": looks at GitHub, and at once where only a back-off held the lane; a block of the host or installation stays.
 * What GitHub refused is tried once more: somebody may have lifted the rule.
 */
export async function syncNow(tx: Tx, lane: number, now: number): Promise<void> {
  await tx.query.updateTable("lanes").set({ runAt: 0, attempts: 0 }).where("id", "=", lane).execute();
  await tx.query.updateTable("links").set(NOT_REFUSED).where("lane", "=", lane).execute();
  await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], now);
}

/** From then on the link's readers may read it. */
export async function noteOfferedMerge(
  tx: Tx,
  { id, generation }: Pick<LinkRecord, "id" | "generation">,
  offeredMerge: BlobId,
): Promise<void> {
  await tx.query
    .updateTable("links")
    .set({ offeredMerge })
    .where("id", "=", id)
    .where("generation", "=", generation)
    .execute();
}

/** Disconnects: the row and its own pairs go, both copies stay. */
export async function removeLink(tx: Tx, link: LinkRecord, deed: Deed): Promise<void> {
  await orphanProposed(tx, link.id, deed.at);
  await tx.query.deleteFrom("links").where("id", "=", link.id).execute();
  if (link.owner === "dashboard") await forgetDetachedAgreement(tx, link);
  await recordActivity(tx, {
    workspaceId: link.workspaceId,
    type: "link.removed",
    document: link.document,
    link: link.id,
    repository: link.repository,
    data: bindingData(link),
    ...deed,
  });
  await moveDisplaced(tx, link.repository, deed.at);
  tx.signal("links");
}

/** What activity rows tell of a binding. */
export function bindingData(
  link: Pick<LinkRecord, "repositoryOwner" | "repositoryName" | "branch" | "path">,
): Readonly<Record<string, string>> {
  return {
    repository: `${link.repositoryOwner}/${link.repositoryName}`,
    branch: link.branch,
    path: link.path,
  };
}

function linkRecords(reader: Reader) {
  return reader
    .selectFrom("links")
    .innerJoin("repositories", "repositories.id", "links.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .innerJoin("lanes", "lanes.id", "links.lane")
    .innerJoin("documents", "documents.id", "links.document")
    .leftJoin("versions", "versions.document", "links.document")
    .leftJoin("apis", "apis.id", "versions.api")
    .leftJoin("collections", "collections.document", "links.document")
    .leftJoin("proposedFiles", (join) =>
      join
        .onRef("proposedFiles.link", "=", "links.id")
        .onRef("proposedFiles.generation", "=", "links.generation"),
    )
    .leftJoin("proposals", "proposals.id", "proposedFiles.proposal")
    .selectAll("links")
    .select([
      "repositories.owner as repositoryOwner",
      "repositories.name as repositoryName",
      "repositories.htmlUrl as repositoryUrl",
      "documents.blob as store",
      "apis.slug as apiSlug",
      "versions.name as versionName",
      "versions.kind as versionKind",
      "collections.uid as collectionUid",
      "collections.name as collectionName",
      "proposedFiles.id as proposedFile",
      "proposals.number as proposedNumber",
      "proposals.url as proposedUrl",
      "proposals.state as proposedState",
      "proposedFiles.store as proposedStore",
      "proposedFiles.remote as proposedRemote",
      "proposedFiles.seen as proposedSeen",
      "proposedFiles.seenCanonical as proposedSeenCanonical",
      "proposedFiles.isMergedIn as proposedMergedIn",
      "lanes.head as laneHead",
      "lanes.dirty as laneDirty",
      "lanes.clean as laneClean",
      ...BLOCK_COLUMNS,
    ]);
}

type LinkQuery = ReturnType<typeof linkRecords>;

const NAMED = [
  "links.path",
  "links.branch",
  "repositories.name",
  "apis.name",
  "apis.slug",
  "versions.name",
  "collections.name",
  "collections.uid",
] as const;

function whereNamed(query: LinkQuery, text: string): LinkQuery {
  const pattern = containing(text);
  return query.where((eb) =>
    eb.or(NAMED.map((column) => sql<SqlBool>`lower(${eb.ref(column)}) like ${pattern} escape '\\'`)),
  );
}
