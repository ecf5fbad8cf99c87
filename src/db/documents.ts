/** Documents and their history: every save is a revision; a content may recur. */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { Problem, RevisionOrigin } from "../core/sync/model.ts";
import { keepBlob, type PackedBlob } from "./blobs.ts";
import { keepClosure, type KnownClosure } from "./closures.ts";
import { savingSince } from "./link-columns.ts";
import type { Reader, Tx } from "./store.ts";
import { markDirty } from "./units.ts";
import { noteSave } from "./usage.ts";

/** A commit and where people can look at it. */
export interface NamedCommit {
  readonly id: CommitId;
  readonly url: string;
}

export interface NewRevision {
  readonly document: number;
  readonly workspaceId: number;
  readonly content: PackedBlob;
  readonly origin: RevisionOrigin;
  readonly author: string | null;
  /** Row id of the author's account on GitHub, where the save was made in their name. */
  readonly person?: number;
  readonly message: string | null;
  /** When the text was made: for one from GitHub, when it was committed. */
  readonly at: number;
  /** When it is added, where that differs. */
  readonly now?: number;
  /** The link that brought it: its lane need not be told. */
  readonly fromLink?: number;
  readonly commit: NamedCommit | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
  /** Null or left out: it refers to no other file, as far as is known. */
  readonly closure?: KnownClosure | null;
}

/** @param createdBy row id of the user */
export async function makeDocument(
  tx: Tx,
  workspaceId: number,
  kind: "schema" | "collection",
  createdBy: number | null = null,
): Promise<number> {
  const row = await tx.query
    .insertInto("documents")
    .values({ workspaceId, kind, blob: null, savedAt: null, createdBy })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Adds to the history without changing what the document holds: a text that loses stays readable. */
export async function keepRevision(tx: Tx, revision: NewRevision): Promise<number> {
  const { workspaceId, content, origin, at, now = at } = revision;
  await keepBlob(tx, workspaceId, content);
  const closure = await closureColumns(tx, revision);
  if (origin !== "github") await noteSave(tx, workspaceId, now);
  const { revision: number } = await tx.query
    .updateTable("documents")
    .set((eb) => ({ revision: eb("revision", "+", 1) }))
    .where("id", "=", revision.document)
    .returning("revision")
    .executeTakeFirstOrThrow();
  await tx.query
    .insertInto("revisions")
    .values({
      document: revision.document,
      number,
      blob: revision.content.blob,
      origin: revision.origin,
      author: revision.author,
      person: revision.person ?? null,
      message: revision.message,
      at: revision.at,
      commitId: revision.commit?.id ?? null,
      commitUrl: revision.commit?.url ?? null,
      valid: revision.valid ? 1 : 0,
      problems: JSON.stringify(revision.problems),
      ...closure,
    })
    .execute();
  return number;
}

async function closureColumns(tx: Tx, { workspaceId, closure = null }: NewRevision) {
  if (closure === null) return { closure: null, rootPath: null };
  await keepClosure(tx, workspaceId, closure);
  return { closure: closure.id, rootPath: closure.rootPath };
}

/** Makes the content the document's present text, as a new revision, and marks every lane that carries the document. */
export async function addRevision(tx: Tx, revision: NewRevision): Promise<number> {
  const number = await keepRevision(tx, revision);
  await tx.query
    .updateTable("documents")
    .set({ blob: revision.content.blob, closure: revision.closure?.id ?? null, savedAt: revision.at })
    .where("id", "=", revision.document)
    .execute();
  await markDocument(tx, revision);
  return number;
}

export async function presentBlob(reader: Reader, document: number): Promise<BlobId | null> {
  const row = await reader
    .selectFrom("documents")
    .select("blob")
    .where("id", "=", document)
    .executeTakeFirst();
  return row?.blob ?? null;
}

/** Links that rest show at once that a save waits; those that wait for a person keep saying so. */
const RESTING = ["in_sync", "empty", "missing", "edited_on_github"] as const;

async function markDocument(tx: Tx, { document, at, now = at, fromLink = 0 }: NewRevision): Promise<void> {
  const lanes = await tx.query
    .selectFrom("links")
    .select("lane")
    .distinct()
    .where("document", "=", document)
    .where("id", "<>", fromLink)
    .where("isPaused", "=", 0)
    .execute();
  if (lanes.length === 0) return;
  await tx.query
    .updateTable("links")
    .set(savingSince(now))
    .where("document", "=", document)
    .where("id", "<>", fromLink)
    .where("isPaused", "=", 0)
    .where("state", "in", RESTING)
    .execute();
  await markDirty(
    tx,
    lanes.map(({ lane }) => ({ unit: "lanes", id: lane, look: false })),
    now,
  );
  tx.signal("links");
}
