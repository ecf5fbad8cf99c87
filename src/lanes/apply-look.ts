/** Applies a look in one transaction: what was seen, what rests, and the texts that the store takes over. */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import { membersOf } from "../core/schema/closure/members-record.ts";
import { takesMembers } from "../core/sync/link-members.ts";
import type { Problem } from "../core/sync/model.ts";
import { type LaneLink, type LinkPlan, stateOf } from "../core/sync/plan.ts";
import { keepBlob, packBlob, type PackedBlob, readBlob } from "../db/blobs.ts";
import { type KnownClosure, knownClosure } from "../db/closures.ts";
import { setCollectionName } from "../db/collection-name.ts";
import { addRevision } from "../db/documents.ts";
import { recordActivity } from "../db/activity.ts";
import {
  boundAsLoaded,
  type LinkOutcome,
  removeWrites,
  samePair,
  stillAsLoaded,
  writeKnown,
  writeOutcome,
} from "../db/lane-apply.ts";
import { holdsLease, type Lease } from "../db/lane-claim.ts";
import { recordFound } from "../db/lane-commit.ts";
import { moveHead, recordCaughtUp, recordLooked } from "../db/lane-finish.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import { forgetContainedBases } from "../db/proposal-bases.ts";
import { forgetOver } from "../db/proposals.ts";
import { recordSeenConfig } from "../db/repository-configs.ts";
import type { Tx } from "../db/store.ts";
import { markDirty } from "../db/units.ts";
import { setVersionKind } from "../db/version-kind.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { Sight } from "./look.ts";
import { readSeenFiles } from "./see-closures.ts";
import { type FoundCommit, isDecided } from "./settle.ts";

interface InboundText {
  readonly content: PackedBlob;
  /** Of a schema. */
  readonly kind: string | null;
  /** Of a collection. */
  readonly name: string | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
  readonly closure: KnownClosure | null;
}

/** One look being applied: its transaction and time. */
interface Applying {
  readonly tx: Tx;
  readonly look: AppliedLook;
  readonly now: number;
}

export interface AppliedLook {
  readonly lane: LoadedLane;
  readonly lease: Lease;
  readonly sight: Sight;
  readonly hasLooked: boolean;
  readonly plans: readonly LinkPlan[];
  /** Commits of ours that the look has found. */
  readonly found: readonly FoundCommit[];
}

/** False where the claim was lost meanwhile: nothing was written, and nothing further may be done. */
export async function applyLook(deps: LaneDependencies, look: AppliedLook): Promise<boolean> {
  const changed = look.plans.filter((plan) => changesSomething(plan, look.sight));
  if (!look.hasLooked && changed.length === 0) return true;
  const inbound = await readInbound(deps, look);
  const now = deps.clock.now();
  return deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, look.lease))) return false;
    for (const text of look.sight.texts) await keepBlob(tx, look.lane.workspaceId, text);
    if (look.hasLooked) await recordSight(tx, look, now);
    for (const plan of changed) await applyPlan({ tx, look, now }, plan, inbound.get(plan.link.id));
    return true;
  });
}

async function recordSight(tx: Tx, look: AppliedLook, at: number): Promise<void> {
  const { lane, sight, found, plans } = look;
  const seen = { head: sight.head, refId: sight.refId, at };
  await moveHead(tx, lane, seen);
  await recordCaughtUp(tx, lane, seen);
  if (sight.config) await recordSeenConfig(tx, lane.repository.id, sight.config, at);
  await forgetContainedBases(tx, lane.id, sight);
  // What could not be read at this head is not remembered by it: the next run looks, whatever becomes of this one.
  const hasSeenAll = plans.every(({ step }) => step.kind !== "skip");
  if (hasSeenAll) await recordLooked(tx, lane);
  else await markDirty(tx, [{ unit: "lanes", id: lane.id, look: true, head: null }], at);
  const decided = lane.writes.filter((write) => isDecided(write, sight, at));
  await removeWrites(
    tx,
    decided.map(({ id }) => id),
  );
  for (const { commit, links } of found) {
    await recordFound(tx, { lane, commit: { id: commit, url: commitUrl(lane, commit) }, links, at });
  }
}

function changesSomething(plan: LinkPlan, sight: Sight): boolean {
  const { link, agreed, step, proposal } = plan;
  if (takesMembers(plan, sight.closures.get(link.id))) return true;
  if (proposal === "forget" || step.kind === "inbound" || sight.views.get(link.id)?.known !== undefined)
    return true;
  const shown = stateOf(step);
  const isSameState = shown === null || (shown.state === link.state && shown.code === link.code);
  return !isSameState || !samePair(agreed, link.agreed);
}

/** Read, checked and packed before the transaction, which awaits nothing but its own statements. */
async function readInbound(
  deps: LaneDependencies,
  look: AppliedLook,
): Promise<ReadonlyMap<number, InboundText>> {
  const texts = new Map<number, InboundText>();
  for (const plan of look.plans) {
    const { link } = plan;
    const blob = blobTakenOver(plan, look.sight);
    if (blob !== null) texts.set(link.id, await readInboundText(deps, look, link, blob));
  }
  return texts;
}

/** A root that is the same on both sides is taken once more where the files that it refers to are others. */
function blobTakenOver(plan: LinkPlan, { closures }: Sight): BlobId | null {
  if (plan.step.kind === "inbound") return plan.step.blob;
  return takesMembers(plan, closures.get(plan.link.id)) ? plan.link.store : null;
}

async function readInboundText(
  deps: LaneDependencies,
  { lane, sight }: AppliedLook,
  link: LaneLink,
  blob: BlobId,
): Promise<InboundText> {
  const bytes = sight.fresh.get(blob) ?? (await readBlob(deps.store.read, lane.workspaceId, blob));
  if (bytes === null) throw new Error(`The text ${blob} was seen but is not kept.`);
  if (link.kind === "schema") return readSchema(deps, { lane, sight, link }, bytes);
  const file = await deps.collectionReader.readFile(bytes);
  const content = await packBlob(file?.canonical ?? bytes);
  const valid = file !== null;
  return { content, kind: null, name: file?.name ?? null, valid, problems: [], closure: null };
}

interface SeenSchema extends Pick<AppliedLook, "lane" | "sight"> {
  readonly link: LaneLink;
}

/** Checked with the files that were seen with it. */
async function readSchema(
  deps: LaneDependencies,
  { lane, sight, link }: SeenSchema,
  bytes: Buffer,
): Promise<InboundText> {
  const content = await packBlob(bytes);
  const record = sight.closures.get(link.id);
  if (record === undefined || record.root !== content.blob || record.asked === null)
    return { content, name: null, closure: null, ...(await deps.checker.check(bytes)) };
  const { path } = link;
  const files = await readSeenFiles(deps, lane.workspaceId, { path, record, fresh: sight.fresh });
  const check = await deps.checker.check(bytes, files);
  return { content, name: null, ...check, closure: knownClosure(path, membersOf(record)) };
}

async function applyPlan(applying: Applying, plan: LinkPlan, text: InboundText | undefined): Promise<void> {
  const { tx, look, now } = applying;
  const known = look.sight.views.get(plan.link.id)?.known;
  const row = await stillAsLoaded(tx, plan.link);
  if (row === null) return keepSeen(applying, plan, known);
  if (plan.proposal === "forget") await forgetOver(tx, plan.link.id);
  if (text !== undefined) await takeOver(applying, plan.link, text);
  const agreed = text === undefined ? plan.agreed : agreedAfterInbound(plan, text);
  await writeOutcome(tx, row, { link: plan.link, agreed, known, shown: shownOf(plan) }, now);
}

/** What was seen is kept even where the decision is overtaken; the lane decides anew. */
async function keepSeen(
  { tx, look, now }: Applying,
  { link, view }: LinkPlan,
  known: LinkOutcome["known"],
): Promise<void> {
  const row = await boundAsLoaded(tx, link);
  if (row !== null && known !== undefined) await writeKnown(tx, link.id, known);
  // What was wrong with a path, now or until now, only the link's state would say: the next run sees for itself.
  const isRemembered = view.kind !== "failed" && row?.state !== "error";
  const { id } = look.lane;
  const mark = isRemembered ? ({ look: false } as const) : ({ look: true, head: null } as const);
  await markDirty(tx, [{ unit: "lanes", id, ...mark }], now);
}

function agreedAfterInbound({ view, agreed }: LinkPlan, text: InboundText): LinkOutcome["agreed"] {
  return view.kind === "blob" ? { store: text.content.blob, remote: view.blob } : agreed;
}

/** A refusal keeps the message that GitHub gave with it. */
function shownOf({ link, step }: LinkPlan): LinkOutcome["shown"] {
  const shown = stateOf(step);
  if (shown !== null && step.kind === "error" && step.message !== undefined)
    return { ...shown, message: step.message };
  return shown !== null && step.kind === "refused" ? { ...shown, message: link.message } : shown;
}

async function takeOver({ tx, look, now }: Applying, link: LaneLink, text: InboundText): Promise<void> {
  const { lane, sight } = look;
  const { head, commit } = sight;
  const number = await addRevision(tx, {
    document: link.document,
    workspaceId: lane.workspaceId,
    content: text.content,
    origin: "github",
    author: commit?.author ?? null,
    message: commit?.message ?? null,
    at: commit?.committedAt ?? now,
    now,
    fromLink: link.id,
    commit: head === null ? null : { id: head, url: commitUrl(lane, head) },
    valid: text.valid,
    problems: text.problems,
    closure: text.closure,
  });
  if (link.kind === "schema") await setVersionKind(tx, link.document, text.kind);
  else await setCollectionName(tx, link.document, text.name);
  await recordActivity(tx, {
    workspaceId: lane.workspaceId,
    at: now,
    type: "revision.added",
    document: link.document,
    link: link.id,
    actor: commit?.author ?? null,
    data: { number, blob: text.content.blob, origin: "github", commit: head, valid: text.valid },
  });
}

export function commitUrl(lane: LoadedLane, commit: CommitId): string {
  return `${lane.repository.htmlUrl}/commit/${commit}`;
}
