/**
 * Binding a document to (repository, branch, path): making a link, moving it, changing how it works.
 *
 * What must hold (ARCHITECTURE.md, invariant 8): a version has at most one link, a collection one a (repository, branch), and a path
 * belongs to one link under its key. The unique indexes hold it; what is asked here first says which of them it would be.
 * A moved link knows nothing of its old place: its generation rises, and agreement, remote and own pairs are gone. Only one that
 * follows its renamed file keeps the agreement.
 */
import type { LinkKind, LinkMode } from "../core/sync/model.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { moveDisplaced } from "./default-branch.ts";
import { keptAfterRename } from "./followed-rename.ts";
import { forgetDetachedAgreement } from "./forget-detached.ts";
import { ensureLane } from "./lanes.ts";
import { NOTHING_KNOWN, savingSince } from "./link-columns.ts";
import {
  type Bindable,
  clashAt,
  directoryOf,
  movedPlace,
  type Place,
  placeOf,
  type PlaceRefused,
  type PlaceWish,
} from "./link-place.ts";
import {
  bindingData,
  findLink,
  type LinkRecord,
  type LinkRow,
  linksOfDocument,
  removeLink,
} from "./links.ts";
import { orphanProposed } from "./proposals.ts";
import { applyConfigAgain } from "./repository-configs.ts";
import type { Tx, Writer } from "./store.ts";
import { markDirty } from "./units.ts";

export interface BindingWish extends PlaceWish {
  readonly mode: LinkMode;
  /** A rest between commits longer than the lane's own. */
  readonly quietMs: number;
  /** The choice for the first agreement, made beforehand. */
  readonly keep: "store" | "github" | null;
}

/** What is left out stays as it is. */
export type LinkPatch = { readonly [Key in keyof BindingWish]?: BindingWish[Key] | undefined } & {
  readonly paused?: boolean | undefined;
};

export interface BindingRefused extends Omit<PlaceRefused, "code"> {
  readonly code: PlaceRefused["code"] | "owned_by_file" | "keep_not_possible";
}

export type Bound =
  | { readonly kind: "made" | "changed" | "unchanged"; readonly link: LinkRecord }
  | BindingRefused;

/** A new link in state `pending`; its lane is marked, so that GitHub is looked at first. */
export async function makeLink(tx: Tx, bindable: Bindable, wish: BindingWish, deed: Deed): Promise<Bound> {
  const refusal = refusedWish(bindable.kind, wish);
  if (refusal !== null) return refusal;
  const place = await placeOf(tx, bindable, wish);
  if (place.kind === "refused") return place;
  const { workspaceId, document, kind } = bindable;
  await dropClaims(tx, bindable, { place, deed });
  const clash = await clashAt(tx, { document, kind, link: null }, place);
  if (clash !== null) return clash;
  await forgetDetachedAgreement(tx, { repository: place.repository, document });
  const lane = await ensureLane(tx, { workspaceId, repository: place.repository, branch: place.branch });
  const { id } = await tx.query
    .insertInto("links")
    .values({
      workspaceId,
      document,
      kind,
      lane,
      ...placeColumns(place),
      mode: wish.mode,
      quietMs: wish.quietMs,
      keep: wish.keep,
      ...NOTHING_KNOWN,
      ...savingSince(deed.at),
      createdAt: deed.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { kind: "made", link: await settle(tx, { workspaceId, id }, "link.made", deed) };
}

/** A config file's claim that no admin agreed to gives way to whoever binds the document by hand. */
async function dropClaims(
  tx: Tx,
  { workspaceId, document, kind }: Bindable,
  { place, deed }: { readonly place: Place; readonly deed: Deed },
): Promise<void> {
  const links = await linksOfDocument(tx.query, workspaceId, document);
  for (const link of links) {
    const isSame = link.repository === place.repository && link.branch === place.branch;
    if (link.state !== "awaiting_approval" || (kind === "backup" && !isSame)) continue;
    await removeLink(tx, link, deed);
    await applyConfigAgain(tx, link.repository, deed.at);
  }
}

export interface Change {
  readonly patch: LinkPatch;
  readonly deed: Deed;
}

/** Moves, pauses, changes mode, rest and the choice made beforehand. */
export async function changeLink(tx: Tx, link: LinkRecord, { patch, deed }: Change): Promise<Bound> {
  if (link.owner === "file") return refused("owned_by_file");
  const refusal = refusedWish(link.kind, patch);
  if (refusal !== null) return refusal;
  const place = await movedPlace(tx, link, patch);
  if (place.kind === "refused") return place;
  const isMoved = !isSamePlace(link, place);
  const settings = { ...changedSettings(link, patch), ...placeColumns(place) };
  if (!isMoved && !differs(link, settings)) return { kind: "unchanged", link };
  const clash = await clashAt(tx, { document: link.document, kind: link.kind, link: link.id }, place);
  if (clash !== null) return clash;
  if (isMoved) await forgetDetachedAgreement(tx, { repository: place.repository, document: link.document });
  const moved = isMoved ? await forgetPlace(tx, link, place, deed.at) : {};
  const restart = isMoved ? { keep: patch.keep ?? null, ...savingSince(deed.at) } : {};
  await tx.query
    .updateTable("links")
    .set({ ...settings, ...moved, ...restart, ...pausing(link, patch, deed.at) })
    .where("id", "=", link.id)
    .execute();
  if (isMoved) await moveDisplaced(tx, link.repository, deed.at);
  return { kind: "changed", link: await settle(tx, link, "link.changed", deed) };
}

/** PUT on the link that a document has: the same wish again changes nothing, another place moves it. */
export function replaceLink(
  tx: Tx,
  link: LinkRecord,
  { bindable, wish, deed }: { readonly bindable: Bindable; readonly wish: BindingWish; readonly deed: Deed },
): Promise<Bound> {
  const { directory, file, ...rest } = wish;
  // A wish that names no path does not ask for another one than the link has.
  if (file === null && (directory === null || directory === directoryOf(link.path))) {
    return changeLink(tx, link, { patch: rest, deed });
  }
  const patch = { ...rest, directory: directory ?? bindable.defaultDirectory };
  return changeLink(tx, link, { patch: file === null ? patch : { ...patch, file }, deed });
}

/**
 * Runs the whole write; once more where two writers found a place free at the same time, which a database that takes several at
 * once allows: the second try finds it taken.
 */
export async function writeBinding<T>(writer: Writer, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await writer.write(work);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return writer.write(work);
  }
}

/** SQLite's extended result code, PostgreSQL's SQLSTATE. */
function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "SQLITE_CONSTRAINT_UNIQUE" || error.code === "23505";
}

/** The columns of a link that comes to a new place, where nothing of the old one counts, unless its file went there. */
export async function forgetPlace(
  tx: Tx,
  link: LinkRecord,
  place: Place,
  now: number,
): Promise<Partial<LinkRow>> {
  const { workspaceId, generation } = link;
  const lane = await ensureLane(tx, { workspaceId, repository: place.repository, branch: place.branch });
  await tx.query.deleteFrom("ownPairs").where("link", "=", link.id).execute();
  await orphanProposed(tx, link.id, now);
  return {
    ...NOTHING_KNOWN,
    ...keptAfterRename(link, place),
    lane,
    generation: generation + 1,
  };
}

function placeColumns(place: Place) {
  const { repository, branch, path, pathKey } = place;
  return { repository, branch, path, pathKey, followsDefault: place.followsDefault ? 1 : 0 } as const;
}

function isSamePlace(link: LinkRecord, place: Place): boolean {
  return link.repository === place.repository && link.branch === place.branch && link.path === place.path;
}

function changedSettings(link: LinkRecord, patch: LinkPatch) {
  return {
    mode: patch.mode ?? link.mode,
    quietMs: patch.quietMs ?? link.quietMs,
    // It counts for the first agreement only.
    keep: link.agreedStore === null ? (patch.keep ?? link.keep) : link.keep,
    isPaused: patch.paused === undefined ? link.isPaused : patch.paused ? 1 : 0,
  } as const;
}

function differs(link: LinkRecord, columns: Partial<LinkRecord>): boolean {
  return Object.entries(columns).some(([column, value]) => link[column as keyof LinkRecord] !== value);
}

function pausing(link: LinkRecord, patch: LinkPatch, at: number) {
  const isPaused = patch.paused ?? link.isPaused === 1;
  if (isPaused) {
    const since = link.state === "paused" ? link.since : at;
    return { state: "paused", code: null, message: null, since, nextAttemptAt: null } as const;
  }
  return link.isPaused === 1 ? savingSince(at) : {};
}

function refusedWish(kind: LinkKind, wish: LinkPatch): BindingRefused | null {
  if (kind === "backup" && wish.keep === "github") {
    return refused(
      "keep_not_possible",
      "A backup goes from the store to GitHub: `keep` can only be `store`. To take the file's text, import the collection.",
    );
  }
  return null;
}

function refused(code: BindingRefused["code"], message: string | null = null): BindingRefused {
  return { kind: "refused", code, message, unasked: null };
}

/** What every change of a binding ends with: GitHub is looked at, and people can read what happened. */
async function settle(
  tx: Tx,
  { workspaceId, id }: { readonly workspaceId: number; readonly id: number },
  type: "link.made" | "link.changed",
  deed: Deed,
): Promise<LinkRecord> {
  const link = await findLink(tx.query, workspaceId, id);
  if (link === null) throw new Error(`Link ${id} is not there after it was written.`);
  await markDirty(tx, [{ unit: "lanes", id: link.lane, look: true, head: null }], deed.at);
  await recordActivity(tx, {
    workspaceId,
    type,
    document: link.document,
    link: id,
    data: { ...bindingData(link), mode: link.mode, paused: link.isPaused === 1 },
    ...deed,
  });
  tx.signal("links");
  return link;
}
