/**
 * What is asked for links, hooks, repositories and contents: the repository decides.
 * Each throws an HttpProblem where the caller may not.
 */
import { isObjectId } from "../../core/git/object-id.ts";
import { holds } from "../../core/access/rights.ts";
import { addressedLink, type AddressedLink } from "../../db/addressed.ts";
import { findCollection } from "../../db/collections.ts";
import { findHook } from "../../db/hooks.ts";
import { isReachableBlob } from "../../db/reach.ts";
import { findRepository } from "../../db/repositories.ts";
import { rowIdIn } from "../contract/row-id.ts";
import { type Asked, missing, needsPush } from "./access-refusals.ts";
import { type Need, requireCollection, uidIn } from "./document-rules.ts";

/** Of one collection; what is told of the collection comes before what is told of the link. */
export async function requireBackup(asked: Asked, need: Need): Promise<void> {
  const { reader, workspace } = asked;
  await requireCollection(asked, "read");
  const owner = await findCollection(reader, workspace.id, uidIn(asked));
  const found = await linkIn(asked);
  await judgeLink(asked, found?.document === owner?.document ? found : null, need);
}

export async function requireLink(asked: Asked, need: Need): Promise<void> {
  await judgeLink(asked, await linkIn(asked), need);
}

async function judgeLink(asked: Asked, found: AddressedLink | null, need: Need): Promise<void> {
  if (found === null || !holds(asked.rights.readable, found.repository)) throw missing("link");
  if (need === "read" || holds(asked.rights.pushable, found.repository)) return;
  throw await needsPush(asked, [found.repository]);
}

/** Whoever has it can push into its repository, so only they may know of it. */
export async function requireHook(asked: Asked): Promise<void> {
  const { reader, workspace, rights, params } = asked;
  const id = rowIdIn(params["hook"]);
  const found = id === null ? null : await findHook(reader, workspace.id, id);
  const place = found?.repository ?? null;
  if (place === null || !holds(rights.readable, place)) throw missing("hook");
  if (!holds(rights.pushable, place)) throw await needsPush(asked, [place]);
}

export async function requireRepository(asked: Asked): Promise<void> {
  const { reader, workspace, rights, params } = asked;
  const name = params["repository"] ?? "";
  const found = await findRepository(reader, workspace.id, name);
  if (found === null || !holds(rights.readable, found.id)) throw missing("repository");
}

export async function requireBlob({ reader, workspace, rights, params }: Asked): Promise<void> {
  const id = params["blob"] ?? "";
  const isReachable =
    isObjectId(id) && (await isReachableBlob(reader, { workspaceId: workspace.id, blob: id, rights }));
  if (!isReachable) throw missing("blob");
}

async function linkIn({ reader, workspace, params }: Asked): Promise<AddressedLink | null> {
  const id = rowIdIn(params["link"]);
  return id === null ? null : addressedLink(reader, workspace.id, id);
}
