/**
 * What routes ask of their callers: every route below /api/v1 names a rule in its config. What a caller may not see, what is another
 * workspace's and what does not exist are one and the same 404; what may be seen but not done is a 403 that says what is needed.
 */
import { isObjectId } from "../../core/git/object-id.ts";
import {
  type ApiStanding,
  type DocumentStanding,
  holds,
  mayMake,
  mayMakeCollection,
  mayReadApi,
  mayReadDocument,
  maySaveCollection,
  mayWriteApi,
  mayWriteDocument,
} from "../../core/access/rights.ts";
import { addressedLink, type AddressedLink, apiStanding } from "../../db/addressed.ts";
import { DELETED_KEPT_MS, findApi, findDeletedApi } from "../../db/apis.ts";
import { findCollection, findDeletedCollection } from "../../db/collections.ts";
import { findHook } from "../../db/hooks.ts";
import { isReachableBlob, standingOf } from "../../db/reach.ts";
import { findRepository } from "../../db/repositories.ts";
import { findVersionDocument } from "../../db/revisions.ts";
import { findDeletedVersion } from "../../db/versions.ts";
import {
  type Asked,
  forbiddenToAdmins,
  missing,
  type Missing,
  needsAnyPush,
  needsPush,
  needsWriting,
} from "./access-refusals.ts";
import { rowIdIn } from "../contract/row-id.ts";
import { HttpProblem } from "../problems.ts";

type Need = "read" | "write";
type Rule = (asked: Asked) => Promise<void>;

/** Below a workspace. Each throws an HttpProblem where the caller may not. */
export const RULES = {
  /** Whoever sees the workspace; the route answers only with what they may see of it. */
  workspace: async () => undefined,
  admin: async (asked) => {
    if (!asked.rights.isAdmin) throw forbiddenToAdmins(asked);
  },
  "api:make": async (asked) => {
    if (!mayMake(asked.rights)) throw needsAnyPush(asked);
  },
  "api:read": (asked) => api(asked, "read"),
  "api:write": (asked) => api(asked, "write"),
  "api:restore": deletedApi,
  "version:read": (asked) => version(asked, "read"),
  "version:write": (asked) => version(asked, "write"),
  "version:restore": deletedVersion,
  "collection:import": async (asked) => {
    if (!mayMakeCollection(asked.rights)) throw needsAnyPush(asked);
  },
  "collection:save": savedCollection,
  "collection:read": (asked) => collection(asked, "read"),
  "collection:write": (asked) => collection(asked, "write"),
  "collection:restore": deletedCollection,
  "backup:read": (asked) => backup(asked, "read"),
  "backup:write": (asked) => backup(asked, "write"),
  "link:read": (asked) => link(asked, "read"),
  "link:write": (asked) => link(asked, "write"),
  "hook:write": hook,
  "repository:read": repository,
  "blob:read": blob,
} as const satisfies Readonly<Record<string, Rule>>;

export type WorkspaceRule = keyof typeof RULES;

async function api(asked: Asked, need: Need): Promise<void> {
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
async function deletedApi(asked: Asked): Promise<void> {
  const { reader, workspace, rights, params } = asked;
  const deletedAfter = asked.now() - DELETED_KEPT_MS;
  const address = { workspaceId: workspace.id, slug: params["api"] ?? "", deletedAfter, rights };
  const found = await findDeletedApi(reader, address);
  if (found === null) throw missing("deletedApi");
  await judgeApi(asked, await apiStanding(reader, found), "write");
}

async function version(asked: Asked, need: Need): Promise<void> {
  const { reader, workspace, params } = asked;
  const address = { api: params["api"] ?? "", version: params["version"] ?? "" };
  const found = await findVersionDocument(reader, workspace.id, address);
  await judge(asked, { document: found?.document, need, kind: "version" });
}

async function deletedVersion(asked: Asked): Promise<void> {
  const { reader, workspace, params } = asked;
  await api(asked, "read");
  const owner = await findApi(reader, workspace.id, params["api"] ?? "");
  const deletedAfter = asked.now() - DELETED_KEPT_MS;
  const address = { api: owner?.id ?? 0, name: params["version"] ?? "", deletedAfter, rights: asked.rights };
  const found = await findDeletedVersion(reader, address);
  await judge(asked, { document: found?.document, need: "write", kind: "deletedVersion" });
}

async function collection(asked: Asked, need: Need): Promise<void> {
  const found = await findCollection(asked.reader, asked.workspace.id, uidIn(asked));
  await judge(asked, { document: found?.document, need, kind: "collection" });
}

async function deletedCollection(asked: Asked): Promise<void> {
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
async function savedCollection(asked: Asked): Promise<void> {
  const { reader, workspace, rights } = asked;
  const found = await findCollection(reader, workspace.id, uidIn(asked));
  const standing = found === null ? null : await standingOf(reader, workspace.id, found.document);
  if (found !== null && standing !== null) {
    if (maySaveCollection(rights, found.document, standing)) return;
    if (mayReadDocument(rights, standing)) throw await needsWriting(asked, [standing]);
  }
  if (typeof rights.saves === "object") throw missing("collection");
  if (!mayMakeCollection(rights)) throw needsAnyPush(asked);
  if (found !== null) throw new HttpProblem("exists", "The collection's id is taken in this workspace.");
}

/** Of one collection; what is told of the collection comes before what is told of the link. */
async function backup(asked: Asked, need: Need): Promise<void> {
  const { reader, workspace } = asked;
  await collection(asked, "read");
  const owner = await findCollection(reader, workspace.id, uidIn(asked));
  const found = await linkIn(asked);
  await judgeLink(asked, found?.document === owner?.document ? found : null, need);
}

async function link(asked: Asked, need: Need): Promise<void> {
  await judgeLink(asked, await linkIn(asked), need);
}

async function judgeLink(asked: Asked, found: AddressedLink | null, need: Need): Promise<void> {
  if (found === null || !holds(asked.rights.readable, found.repository)) throw missing("link");
  if (need === "read" || holds(asked.rights.pushable, found.repository)) return;
  throw await needsPush(asked, [found.repository]);
}

/** Whoever has it can push into its repository, so only they may know of it. */
async function hook(asked: Asked): Promise<void> {
  const { reader, workspace, rights, params } = asked;
  const id = rowIdIn(params["hook"]);
  const found = id === null ? null : await findHook(reader, workspace.id, id);
  const place = found?.repository ?? null;
  if (place === null || !holds(rights.readable, place)) throw missing("hook");
  if (!holds(rights.pushable, place)) throw await needsPush(asked, [place]);
}

async function repository(asked: Asked): Promise<void> {
  const { reader, workspace, rights, params } = asked;
  const name = params["repository"] ?? "";
  const found = name.includes("/") ? null : await findRepository(reader, workspace.id, name);
  if (found === null || !holds(rights.readable, found.id)) throw missing("repository");
}

async function blob({ reader, workspace, rights, params }: Asked): Promise<void> {
  const id = params["blob"] ?? "";
  const isReachable =
    isObjectId(id) && (await isReachableBlob(reader, { workspaceId: workspace.id, blob: id, rights }));
  if (!isReachable) throw missing("blob");
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

async function linkIn({ reader, workspace, params }: Asked): Promise<AddressedLink | null> {
  const id = rowIdIn(params["link"]);
  return id === null ? null : addressedLink(reader, workspace.id, id);
}

function uidIn({ params }: Asked): string {
  return (params["collection"] ?? "").toLowerCase();
}
