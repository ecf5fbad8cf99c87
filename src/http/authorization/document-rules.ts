/**
 * What is asked for APIs, versions and collections: what they are linked to decides.
 * Each throws an HttpProblem where the caller may not.
 */
import {
  type ApiStanding,
  type DocumentStanding,
  mayMakeCollection,
  mayReadApi,
  mayReadDocument,
  maySaveCollection,
  mayWriteApi,
  mayWriteDocument,
} from "../../core/access/rights.ts";
import { apiStanding } from "../../db/addressed.ts";
import { DELETED_KEPT_MS, findApi, findDeletedApi } from "../../db/apis.ts";
import { findCollection, findDeletedCollection, findMadeCollection } from "../../db/collections.ts";
import { standingOf } from "../../db/reach.ts";
import { findVersionDocument } from "../../db/revisions.ts";
import { findDeletedVersion } from "../../db/versions.ts";
import { HttpProblem } from "../problems.ts";
import { type Asked, missing, type Missing, needsAnyPush, needsWriting } from "./access-refusals.ts";

export type Need = "read" | "write";

export async function requireApi(asked: Asked, need: Need): Promise<void> {
  const found = await findApi(asked.reader, asked.workspace.id, asked.params["api"] ?? "");
  if (found === null) throw missing("api");
  await judgeApi(asked, await apiStanding(asked.reader, found), need);
}

async function judgeApi(asked: Asked, standing: ApiStanding, need: Need): Promise<void> {
  if (!mayReadApi(asked.rights, standing)) throw missing("api");
  if (need === "read" || mayWriteApi(asked.rights, standing)) return;
  throw await needsWriting(asked, standing.versions);
}

/** The last one that they may see: another's of the same address does not stand in the way. */
export async function requireDeletedApi(asked: Asked): Promise<void> {
  const { reader, workspace, rights, params } = asked;
  const deletedAfter = asked.now() - DELETED_KEPT_MS;
  const address = { workspaceId: workspace.id, slug: params["api"] ?? "", deletedAfter, rights };
  const found = await findDeletedApi(reader, address);
  if (found === null) throw missing("deletedApi");
  await judgeApi(asked, await apiStanding(reader, found), "write");
}

export async function requireVersion(asked: Asked, need: Need): Promise<void> {
  const { reader, workspace, params } = asked;
  const address = { api: params["api"] ?? "", version: params["version"] ?? "" };
  const found = await findVersionDocument(reader, workspace.id, address);
  await judge(asked, { document: found?.document, need, kind: "version" });
}

export async function requireDeletedVersion(asked: Asked): Promise<void> {
  const { reader, workspace, params } = asked;
  await requireApi(asked, "read");
  const owner = await findApi(reader, workspace.id, params["api"] ?? "");
  const deletedAfter = asked.now() - DELETED_KEPT_MS;
  const address = { api: owner?.id ?? 0, name: params["version"] ?? "", deletedAfter, rights: asked.rights };
  const found = await findDeletedVersion(reader, address);
  await judge(asked, { document: found?.document, need: "write", kind: "deletedVersion" });
}

export async function requireCollection(asked: Asked, need: Need): Promise<void> {
  const found = await findCollection(asked.reader, asked.workspace.id, uidIn(asked));
  await judge(asked, { document: found?.document, need, kind: "collection" });
}

export async function requireDeletedCollection(asked: Asked): Promise<void> {
  const { reader, workspace, rights } = asked;
  const deletedAfter = asked.now() - DELETED_KEPT_MS;
  const address = { workspaceId: workspace.id, uid: uidIn(asked), deletedAfter, rights };
  const found = await findDeletedCollection(reader, address);
  if (found === null && (await isReadable(asked, await findCollection(reader, workspace.id, uidIn(asked))))) {
    throw new HttpProblem("exists", "A collection of this id is there already.");
  }
  await judge(asked, { document: found?.document, need: "write", kind: "deletedCollection" });
}

/**
 * A save of one that is not there makes it, so that an id that is taken by one that they may not see cannot be hidden from
 * those who may make collections; it says no more than that. A token narrowed to one collection learns nothing of others.
 */
export async function requireSave(asked: Asked): Promise<void> {
  const { reader, workspace, rights } = asked;
  const found = await findMadeCollection(reader, workspace.id, uidIn(asked));
  const standing = found === null ? null : await standingOf(reader, workspace.id, found.document);
  if (found !== null && standing !== null) {
    if (maySaveCollection(rights, found.document, standing)) return;
    if (mayReadDocument(rights, standing)) throw await needsWriting(asked, [standing]);
  }
  if (typeof rights.saves === "object") throw missing("collection");
  if (!mayMakeCollection(rights)) throw needsAnyPush(asked);
  if (found !== null) throw new HttpProblem("exists", "The collection's id is taken in this workspace.");
}

interface Judged {
  readonly document: number | undefined;
  readonly need: Need;
  readonly kind: Missing;
}

async function judge(asked: Asked, { document, need, kind }: Judged): Promise<void> {
  const { reader, workspace, rights } = asked;
  const standing: DocumentStanding | null =
    document === undefined ? null : await standingOf(reader, workspace.id, document);
  if (standing === null || !mayReadDocument(rights, standing)) throw missing(kind);
  if (need === "write" && !mayWriteDocument(rights, standing)) throw await needsWriting(asked, [standing]);
}

async function isReadable(
  { reader, workspace, rights }: Asked,
  found: { readonly document: number } | null,
): Promise<boolean> {
  const standing = found === null ? null : await standingOf(reader, workspace.id, found.document);
  return standing !== null && mayReadDocument(rights, standing);
}

export function uidIn({ params }: Asked): string {
  return (params["collection"] ?? "").toLowerCase();
}
