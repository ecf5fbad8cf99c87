/**
 * "This collection was saved", from whichever route: one transaction, then an answer. 202 once it is durable; with
 * `Prefer: wait=N` 200 with the commits once every backup rests.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { Quotas } from "../core/access/quotas.ts";
import type { Deed } from "../db/activity.ts";
import { type NewText, type Saved, saveCollection } from "../db/collections.ts";
import { type LinkRecord, linksOfDocument } from "../db/links.ts";
import { findRevision, type RevisionRecord, withReadableCommit } from "../db/revisions.ts";
import type { Reader, Store, Tx } from "../db/store.ts";
import type { CollectionText } from "./collection-text.ts";
import type { CollectionCommitted, CollectionSaved } from "./contract/collection.ts";
import { type Revision, toRevision } from "./contract/revision.ts";
import { allResting, commitOf, presentLinks } from "./link-commits.ts";
import type { Waiter } from "./prefer-wait.ts";
import { withinQuotas } from "./quotas.ts";

export interface DurableSave {
  readonly saved: Saved;
  /** Every backup, as it was when the save was written. */
  readonly awaited: readonly LinkRecord[];
}

export interface CollectionSaving extends Pick<NewText, "workspaceId" | "origin" | "createdBy"> {
  readonly quotas: Quotas;
  readonly deed: Deed;
}

const isMade = ({ isNew }: Saved): boolean => isNew;

/** Belongs to a write. @throws HttpProblem `quota_exceeded` */
export function saveIn(tx: Tx, text: CollectionText, saving: CollectionSaving): Promise<Saved> {
  const { quotas, deed, ...whose } = saving;
  const { workspaceId } = whose;
  return withinQuotas(tx, { quotas, workspaceId, now: deed.at, isMade }, () =>
    saveCollection(tx, { ...text, ...whose }, deed),
  );
}

/** The backups as they stand at the end of the write. */
export function awaitedLinks(tx: Tx, { collection }: Saved): Promise<readonly LinkRecord[]> {
  return linksOfDocument(tx.query, collection.workspaceId, collection.document);
}

export interface SaveAnswering {
  readonly store: Store;
  readonly waiter: Waiter;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type SaveAnswer = Static<typeof CollectionSaved> | Static<typeof CollectionCommitted>;

/** Sets the status and gives the body. */
export async function answerSave(
  { store, waiter, request, reply }: SaveAnswering,
  { saved, awaited }: DurableSave,
): Promise<SaveAnswer> {
  // A token that only saves learns of the links' commits, and of no others.
  const shown = async (row: RevisionRecord): Promise<Static<typeof Revision>> => {
    const readable = request.rights?.readable ?? "all";
    return toRevision(await withReadableCommit(store.read, readable, row));
  };
  const isNothingToDo = !saved.isChanged && awaited.every((link) => link.state !== "pending");
  if (isNothingToDo) {
    const revision = await revisionOf(store.read, saved);
    const links = awaited.map((link) => ({ id: link.id, state: link.state, commit: null }));
    return { revision: await shown(revision), links };
  }
  const rested = await waiter.wait(request, reply, () => allResting(store.read, awaited));
  const revision = await revisionOf(store.read, saved);
  if (rested === null) {
    void reply.code(202);
    const links = await presentLinks(store.read, awaited);
    return { revision: await shown(revision), links: links.map(({ id, state }) => ({ id, state })) };
  }
  const links = rested.map((link) => ({
    id: link.id,
    state: link.state,
    commit: commitOf(link, revision, rested),
  }));
  return { revision: await shown(revision), links };
}

async function revisionOf(reader: Reader, { collection, revision }: Saved): Promise<RevisionRecord> {
  const row = await findRevision(reader, collection.document, revision);
  if (row === null) throw new Error(`Collection ${collection.uid} has no revision ${revision}.`);
  return row;
}
