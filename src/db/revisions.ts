/** Reading the history of documents: newest first, each entry with its own number. */
import type { Selectable } from "kysely";
import type { Repositories } from "../core/access/rights.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { amongIds } from "./reach.ts";
import type { RevisionsTable } from "./schema-documents.ts";
import type { Reader } from "./store.ts";

export type RevisionRecord = Selectable<RevisionsTable>;

/** A document that a request names, with what people call it. */
export interface NamedDocument {
  readonly document: number;
  readonly workspaceId: number;
  /** For files: without extension. */
  readonly name: string;
  readonly kind: string | null;
}

export interface RevisionPage {
  /** Only numbers below; null for the first page. */
  readonly before: number | null;
  readonly limit: number;
  readonly onlyValid: boolean;
}

export function listRevisions(
  reader: Reader,
  document: number,
  page: RevisionPage,
): Promise<RevisionRecord[]> {
  let query = reader.selectFrom("revisions").selectAll().where("document", "=", document);
  if (page.before !== null) query = query.where("number", "<", page.before);
  if (page.onlyValid) query = query.where("valid", "=", 1);
  return query.orderBy("number", "desc").limit(page.limit).execute();
}

export async function findRevision(
  reader: Reader,
  document: number,
  number: number,
): Promise<RevisionRecord | null> {
  const row = await reader
    .selectFrom("revisions")
    .selectAll()
    .where("document", "=", document)
    .where("number", "=", number)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Who reads a document through one repository is not told of commits in another. A commit counts as one of the repository that is at
 * its address now: of one that was renamed since it is left out.
 */
export async function withReadableCommits<Row extends Pick<RevisionRecord, "commitId" | "commitUrl">>(
  reader: Reader,
  readable: Repositories,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const urls = [...new Set(rows.flatMap(({ commitUrl }) => repositoryUrlOf(commitUrl) ?? []))];
  if (readable === "all" || urls.length === 0) return rows;
  const found = await reader
    .selectFrom("repositories")
    .select("htmlUrl")
    .where("htmlUrl", "in", urls)
    .where(amongIds("repositories.id", readable))
    .execute();
  const shown = new Set(found.map(({ htmlUrl }) => htmlUrl));
  return rows.map((row) => {
    const url = repositoryUrlOf(row.commitUrl);
    return url !== null && shown.has(url) ? row : { ...row, commitId: null, commitUrl: null };
  });
}

export async function withReadableCommit<Row extends Pick<RevisionRecord, "commitId" | "commitUrl">>(
  reader: Reader,
  readable: Repositories,
  row: Row,
): Promise<Row> {
  const [shown = row] = await withReadableCommits(reader, readable, [row]);
  return shown;
}

function repositoryUrlOf(commitUrl: string | null): string | null {
  return commitUrl === null ? null : commitUrl.slice(0, Math.max(0, commitUrl.lastIndexOf("/commit/")));
}

/** Whether the text is one of the document's revisions: then nothing is lost where it is replaced. */
export async function isInHistory(reader: Reader, document: number, blob: BlobId): Promise<boolean> {
  const row = await reader
    .selectFrom("revisions")
    .select("id")
    .where("document", "=", document)
    .where("blob", "=", blob)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The revision that each document's present text is, with those commits that may be read. Not always the last one: a text that lost is kept as a revision too.
 * Documents without a text are left out.
 */
export async function presentRevisions(
  reader: Reader,
  documents: readonly number[],
  readable: Repositories = "all",
): Promise<ReadonlyMap<number, RevisionRecord>> {
  if (documents.length === 0) return new Map();
  const rows = await reader
    .selectFrom("revisions")
    .innerJoin("documents", "documents.id", "revisions.document")
    .selectAll("revisions")
    .where("revisions.document", "in", documents)
    .where("revisions.number", "=", (eb) =>
      eb
        .selectFrom("revisions as newest")
        .select("newest.number")
        .whereRef("newest.document", "=", "documents.id")
        .whereRef("newest.blob", "=", "documents.blob")
        // Walks the index from its end: a maximum would walk the whole history.
        .orderBy("newest.number", "desc")
        .limit(1),
    )
    .execute();
  const shown = await withReadableCommits(reader, readable, rows);
  return new Map(shown.map((row) => [row.document, row]));
}

export async function findVersionDocument(
  reader: Reader,
  workspaceId: number,
  address: { readonly api: string; readonly version: string },
): Promise<NamedDocument | null> {
  const row = await reader
    .selectFrom("versions")
    .innerJoin("apis", "apis.id", "versions.api")
    .select(["versions.document", "versions.kind", "versions.name"])
    .where("apis.workspaceId", "=", workspaceId)
    .where("apis.slug", "=", address.api)
    .where("apis.deletedAt", "is", null)
    .where("versions.name", "=", address.version)
    .where("versions.deletedAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { document: row.document, workspaceId, name: `${address.api}-${row.name}`, kind: row.kind };
}

/** @param uid the collection's own UUID, in any case */
export async function findCollectionDocument(
  reader: Reader,
  workspaceId: number,
  uid: string,
): Promise<NamedDocument | null> {
  const row = await reader
    .selectFrom("collections")
    .select(["document", "name"])
    .where("workspaceId", "=", workspaceId)
    .where("uid", "=", uid.toLowerCase())
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { document: row.document, workspaceId, name: `${row.name}.postman_collection`, kind: "collection" };
}
