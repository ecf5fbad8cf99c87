/**
 * A config file becomes links, in one transaction: what it declares is made, changed or adopted, what it declares no more is
 * detached; or nothing at all is changed, where one of its wishes cannot be.
 */
import { defaultFileName } from "../core/collection/file-name.ts";
import { joinPath, pathKey } from "../core/path/policy.ts";
import type { WantedLink } from "../core/repository-config/expand.ts";
import type { ConfigError } from "../core/repository-config/model.ts";
import {
  type ChangedLink,
  isMoved,
  planConfig,
  type PlannedLink,
} from "../core/repository-config/plan-config.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { forgetClaimed, givenUp } from "./claimed-documents.ts";
import { type ConfigPlace, loadPresent } from "./config-present.ts";
import { makeDeclared } from "./declared-documents.ts";
import { moveDisplaced } from "./default-branch.ts";
import { detachLink, takeDetached } from "./detached-links.ts";
import { forgetDetachedAgreement } from "./forget-detached.ts";
import { ensureLane } from "./lanes.ts";
import { forgetPlace } from "./link-binding.ts";
import { NOTHING_KNOWN, savingSince } from "./link-columns.ts";
import { freeFile, type Place } from "./link-place.ts";
import { bindingData, findLink, type LinkRecord } from "./links.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";

export type AppliedConfig =
  | { readonly kind: "wrong"; readonly errors: readonly ConfigError[] }
  | { readonly kind: "applied" };

interface Applying {
  readonly tx: Tx;
  readonly place: ConfigPlace;
  readonly deed: Deed;
}

export async function applyConfig(
  tx: Tx,
  place: ConfigPlace,
  { wishes, deed }: { readonly wishes: readonly WantedLink[]; readonly deed: Deed },
): Promise<AppliedConfig> {
  const plan = planConfig(wishes, await loadPresent(tx.query, place, wishes));
  if (plan.kind === "wrong") return plan;
  const applying = { tx, place, deed };
  const detached = await detachAll(applying, plan.detached);
  await clearPlaces(tx, plan.changed);
  // A name is found among those that all others have by then.
  for (const isNamed of [true, false]) {
    for (const change of plan.changed.filter(namedAs(isNamed))) await changeDeclared(applying, change);
    for (const made of plan.made.filter(namedAs(isNamed))) await makeDeclaredLink(applying, made);
  }
  // Last, for what moves to another branch is detached and made again.
  for (const link of detached) await forgetClaimed(tx, link, deed);
  if (plan.detached.length > 0 || plan.changed.length > 0) await moveDisplaced(tx, place.repository, deed.at);
  return { kind: "applied" };
}

function namedAs(isNamed: boolean): (planned: PlannedLink) => boolean {
  return ({ path }) => (path !== null) === isNamed;
}

async function detachAll(
  applying: Applying,
  links: readonly { readonly id: number }[],
): Promise<readonly LinkRecord[]> {
  const detached: LinkRecord[] = [];
  for (const { id } of links) {
    const link = await existing(applying, id);
    await detachLink(applying.tx, link, applying.deed);
    detached.push(link);
  }
  return detached;
}

/** Links that change places may go where another of them was. */
async function clearPlaces(tx: Tx, changed: readonly ChangedLink[]): Promise<void> {
  for (const { link } of changed.filter(isMoved)) {
    await tx.query
      .updateTable("links")
      .set({ pathKey: `\n${link.id}` })
      .where("id", "=", link.id)
      .execute();
  }
}

async function changeDeclared(applying: Applying, change: ChangedLink): Promise<void> {
  const { tx, deed } = applying;
  const link = await existing(applying, change.link.id);
  const place = await placeFor(applying, link.document, change);
  const hasMoved = isMoved(change);
  if (link.owner === "dashboard") await forgetDetachedAgreement(tx, link);
  const moved = hasMoved ? await forgetPlace(tx, link, place, deed.at) : {};
  await tx.query
    .updateTable("links")
    .set({
      ...settingsOf(change.wanted),
      ...placeColumns(place),
      owner: "file",
      keep: link.agreedStore === null || hasMoved ? change.wanted.keep : link.keep,
      approvedAt: change.isApproved ? (link.approvedAt ?? deed.at) : null,
      ...moved,
      ...stateAfter(link, change, deed.at),
    })
    .where("id", "=", link.id)
    .execute();
  await tell(applying, link.id, "link.changed");
}

async function makeDeclaredLink(applying: Applying, planned: PlannedLink): Promise<void> {
  const { tx, place: of, deed } = applying;
  const { workspaceId } = of;
  const document = planned.document ?? (await makeDeclared(tx, workspaceId, planned.wanted, deed));
  const place = await placeFor(applying, document, planned);
  const detached = await takeDetached(tx, { document, place, now: deed.at });
  const approvedAt = detached?.approvedAt ?? null;
  const lane = await ensureLane(tx, { workspaceId, repository: place.repository, branch: place.branch });
  const { id } = await tx.query
    .insertInto("links")
    .values({
      workspaceId,
      document,
      kind: planned.wanted.document.kind,
      lane,
      ...placeColumns(place),
      ...settingsOf(planned.wanted),
      owner: "file",
      keep: planned.wanted.keep,
      ...NOTHING_KNOWN,
      agreedStore: detached?.agreedStore ?? null,
      agreedRemote: detached?.agreedRemote ?? null,
      approvedAt,
      ...restingState({ ...planned, isAwaiting: planned.isAwaiting && approvedAt === null }, deed.at),
      createdAt: deed.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tell(applying, id, "link.made");
}

async function placeFor({ tx, place }: Applying, document: number, planned: PlannedLink): Promise<Place> {
  const { branch, followsDefault, directory } = planned.wanted;
  const { repository } = place;
  const found = planned.path ?? joinPath(directory, await freeName({ tx, place }, document, planned));
  return { kind: "place", repository, branch, followsDefault, path: found, pathKey: pathKey(found) };
}

async function freeName(
  { tx, place }: Pick<Applying, "tx" | "place">,
  document: number,
  { wanted: { branch, directory }, isAwaiting }: PlannedLink,
): Promise<string> {
  const { repository, now } = place;
  const collection = await tx.query
    .selectFrom("collections")
    .select(["name", "uid"])
    .where("document", "=", document)
    .executeTakeFirstOrThrow();
  const before = await givenUp(tx, { document, repository, branch, now });
  // Who may push here may not know what the collection is called: without an agreement its id, which they wrote, has to do.
  const named = isAwaiting && !before.isAgreedTo ? { ...collection, name: collection.uid } : collection;
  const file = before.path?.slice(before.path.lastIndexOf("/") + 1) ?? "";
  const stood = joinPath(directory, file) === before.path ? file : null;
  const bindable = {
    defaultFile: (isTaken: (name: string) => boolean) =>
      stood === null || isTaken(stood) ? defaultFileName(named, isTaken) : stood,
  };
  return freeFile(tx, bindable, { repository, branch, directory });
}

function placeColumns({ repository, branch, path, pathKey: key, followsDefault }: Place) {
  return { repository, branch, path, pathKey: key, followsDefault: followsDefault ? 1 : 0 } as const;
}

function settingsOf({ mode, quietMs }: WantedLink) {
  return { mode, quietMs };
}

/** Nothing is done for a link that waits for an admin: it is as a paused one, and shows why. */
function restingState({ isAwaiting, wanted }: Pick<PlannedLink, "isAwaiting" | "wanted">, at: number) {
  if (!isAwaiting && !wanted.isPaused) return { ...savingSince(at), isPaused: 0 } as const;
  const state = isAwaiting ? "awaiting_approval" : "paused";
  return { state, code: null, message: null, since: at, nextAttemptAt: null, isPaused: 1 } as const;
}

function stateAfter(link: LinkRecord, change: ChangedLink, at: number) {
  const rest = restingState(change, at);
  if (rest.isPaused === 1) return link.state === rest.state ? {} : rest;
  return link.isPaused === 1 || isMoved(change) ? rest : {};
}

async function tell(
  { tx, place: { workspaceId }, deed }: Applying,
  id: number,
  type: "link.made" | "link.changed",
): Promise<void> {
  const link = await existing({ tx, place: { workspaceId } }, id);
  await markDirty(tx, [{ unit: "lanes", id: link.lane, look: true, head: null }], deed.at);
  const { mode, state } = link;
  await recordActivity(tx, {
    workspaceId,
    type,
    document: link.document,
    link: id,
    data: { ...bindingData(link), mode, state, owner: "file" },
    ...deed,
  });
  tx.signal("links");
}

async function existing(
  { tx, place }: { readonly tx: Tx; readonly place: Pick<ConfigPlace, "workspaceId"> },
  id: number,
): Promise<LinkRecord> {
  const link = await findLink(tx.query, place.workspaceId, id);
  if (link === null) throw new Error(`Link ${id} is not there within the transaction that read it.`);
  return link;
}
