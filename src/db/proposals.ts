/** A lane's pull requests, and what each holds of the lane's links. */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import { type LinkProposal, type ProposalState, rollingBranch } from "../core/sync/proposal.ts";
import { addBase, loadBases } from "./proposal-bases.ts";
import type { Reader, Tx } from "./store.ts";
import { type Mark, markDirty } from "./units.ts";

export interface LaneProposal {
  readonly id: number;
  readonly ordinal: number;
  readonly branch: string;
  readonly base: CommitId;
  /** The target's heads that the branch contains, as far as any may differ from what the last one holds. */
  readonly bases: readonly CommitId[];
  readonly head: CommitId | null;
  readonly refId: string | null;
  readonly isSure: boolean;
  readonly isOursAlone: boolean;
  readonly isAsked: boolean;
  readonly number: number | null;
  readonly url: string | null;
  readonly state: ProposalState;
  readonly text: BlobId | null;
  /** What the last event said, where it is something else than what is known. */
  readonly told: Told | null;
  readonly suspectHead: CommitId | null;
  readonly suspectUntil: number | null;
  readonly files: readonly ProposedFile[];
}

export interface Told {
  readonly head: CommitId | null;
  readonly state: ProposalState;
}

export interface ProposedFile {
  readonly id: number;
  readonly link: number | null;
  readonly generation: number;
  readonly path: string;
  readonly store: BlobId;
  readonly remote: BlobId;
  readonly base: BlobId | "absent";
  readonly seen: BlobId | "absent";
  readonly isMergedIn: 0 | 1;
}

/** Those that are open, or that events speak of otherwise than they are known; by ordinal. */
export async function loadProposals(reader: Reader, lane: number): Promise<readonly LaneProposal[]> {
  const rows = await reader
    .selectFrom("proposals")
    .selectAll()
    .where("lane", "=", lane)
    .where((eb) => eb.or([eb("state", "=", "open"), eb("toldState", "is not", null)]))
    .orderBy("ordinal")
    .execute();
  const proposals: LaneProposal[] = [];
  for (const { toldHead, toldState, isSure, isAsked, isOursAlone, ...row } of rows) {
    const isNews = toldState !== null && (toldState !== row.state || toldHead !== row.head);
    const told = isNews ? { head: toldHead, state: toldState } : null;
    const files = await reader
      .selectFrom("proposedFiles")
      .select(["id", "link", "generation", "path", "store", "remote", "base", "seen", "isMergedIn"])
      .where("proposal", "=", row.id)
      .orderBy("id")
      .execute();
    const flags = { isSure: isSure === 1, isAsked: isAsked === 1, isOursAlone: isOursAlone === 1 };
    proposals.push({ ...row, ...flags, bases: await loadBases(reader, row.id), told, files });
  }
  return proposals;
}

/** What requests hold of the lane's links. */
export async function loadProposed(
  reader: Reader,
  lane: number,
): Promise<readonly (LinkProposal & { readonly link: number | null; readonly generation: number })[]> {
  const rows = await reader
    .selectFrom("proposedFiles")
    .innerJoin("proposals", "proposals.id", "proposedFiles.proposal")
    .select([
      "proposedFiles.link",
      "proposedFiles.generation",
      "proposedFiles.proposal",
      "proposedFiles.store",
      "proposedFiles.remote",
      "proposedFiles.base",
      "proposedFiles.seen",
      "proposedFiles.isMergedIn",
      "proposals.number",
      "proposals.state",
    ])
    .where("proposals.lane", "=", lane)
    .execute();
  return rows.map(({ isMergedIn, ...file }) => ({ ...file, isMergedIn: isMergedIn === 1 }));
}

/** A branch yet to be made, at the target's head. */
export async function beginProposal(
  tx: Tx,
  wish: { readonly lane: number; readonly target: string; readonly base: CommitId; readonly at: number },
): Promise<LaneProposal> {
  const last = await tx.query
    .selectFrom("proposals")
    .select((eb) => eb.fn.max<number | null>("ordinal").as("ordinal"))
    .where("lane", "=", wish.lane)
    .executeTakeFirst();
  const ordinal = (last?.ordinal ?? 0) + 1;
  const branch = rollingBranch(wish.target, ordinal);
  const { id } = await tx.query
    .insertInto("proposals")
    .values({
      lane: wish.lane,
      ordinal,
      branch,
      base: wish.base,
      head: null,
      refId: null,
      number: null,
      url: null,
      state: "open",
      text: null,
      toldHead: null,
      toldState: null,
      at: wish.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const unknown = { head: null, refId: null, number: null, url: null, text: null, bases: [] } as const;
  const flags = { isSure: false, isAsked: false, isOursAlone: false, told: null, files: [] } as const;
  return { id, ordinal, branch, base: wish.base, state: "open", ...unknown, ...flags, ...UNSUSPECTED };
}

export const UNSUSPECTED = { suspectHead: null, suspectUntil: null } as const;

export interface ProposalChange {
  readonly base?: CommitId;
  readonly head?: CommitId | null;
  readonly refId?: string | null;
  readonly isSure?: boolean;
  readonly isAsked?: boolean;
  readonly isOursAlone?: boolean;
  readonly suspectHead?: CommitId | null;
  readonly suspectUntil?: number | null;
  readonly number?: number;
  readonly url?: string;
  readonly state?: ProposalState;
  readonly text?: BlobId;
}

export async function changeProposal(tx: Tx, id: number, change: ProposalChange): Promise<void> {
  const { isSure, isAsked, isOursAlone, ...columns } = change;
  if (change.base !== undefined) await addBase(tx, id, change.base);
  await tx.query
    .updateTable("proposals")
    .set({
      ...columns,
      ...(isSure !== undefined && { isSure: isSure ? 1 : 0 }),
      ...(isSure === false && UNSUSPECTED),
      ...(isAsked !== undefined && { isAsked: isAsked ? 1 : 0 }),
      ...(isOursAlone !== undefined && { isOursAlone: isOursAlone ? 1 : 0 }),
    })
    .where("id", "=", id)
    .execute();
  tx.signal("links");
}

/** What an event said has been looked into; a later event stands. */
export async function hearTold(tx: Tx, id: number, told: Told | null): Promise<void> {
  if (told === null) return;
  await tx.query
    .updateTable("proposals")
    .set({ toldHead: null, toldState: null })
    .where("id", "=", id)
    .where("toldState", "=", told.state)
    .where("toldHead", told.head === null ? "is" : "=", told.head)
    .execute();
}

export interface SeenFile {
  readonly id: number;
  readonly isMergedIn: 0 | 1;
  readonly seen: BlobId | "absent";
  readonly seenCanonical: BlobId | null;
}

export async function recordSeenFiles(tx: Tx, files: readonly SeenFile[]): Promise<void> {
  for (const { id, ...seen } of files)
    await tx.query.updateTable("proposedFiles").set(seen).where("id", "=", id).execute();
}

/**
 * What a link has proposed from now on, in place of what it had; nobody's, where the link has gone or moved away meanwhile.
 * @param onBranch what the rolling branch holds, where that is not the proposed text
 */
export async function recordProposed(
  tx: Tx,
  proposal: number,
  file: Omit<ProposedFile, "id" | "seen" | "isMergedIn"> & { readonly link: number },
  onBranch: Pick<SeenFile, "seen" | "seenCanonical"> = { seen: file.remote, seenCanonical: file.store },
): Promise<void> {
  const bound = await tx.query
    .selectFrom("links")
    .select("id")
    .where("id", "=", file.link)
    .where("generation", "=", file.generation)
    .executeTakeFirst();
  const link = bound?.id ?? null;
  if (link !== null) await forgetProposed(tx, [link]);
  await tx.query
    .insertInto("proposedFiles")
    .values({ ...file, ...onBranch, link, proposal })
    .execute();
}

async function forgetProposed(tx: Tx, links: readonly number[]): Promise<void> {
  if (links.length === 0) return;
  await tx.query.deleteFrom("proposedFiles").where("link", "in", links).execute();
}

export async function forgetFilesById(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query.deleteFrom("proposedFiles").where("id", "in", ids).execute();
}

/**
 * The link is removed or moves away: an open request is to lose its file, so its lane has work. So has the lane that it leaves,
 * for a commit with its file may be on the way to the request there.
 */
export async function orphanProposed(tx: Tx, link: number, now: number): Promise<void> {
  const rows = await tx.query
    .selectFrom("proposals")
    .leftJoin("proposedFiles", "proposedFiles.proposal", "proposals.id")
    .select("proposals.lane")
    .distinct()
    .where("proposals.state", "=", "open")
    .where((eb) =>
      eb.or([
        eb("proposedFiles.link", "=", link),
        eb("proposals.lane", "=", eb.selectFrom("links").select("lane").where("id", "=", link)),
      ]),
    )
    .execute();
  await tx.query.updateTable("proposedFiles").set({ link: null }).where("link", "=", link).execute();
  await markDirty(
    tx,
    rows.map(({ lane }): Mark => ({ unit: "lanes", id: lane, look: true, head: null })),
    now,
  );
}

/** Of a request that is given up: nothing of it was declined. */
export async function forgetFiles(tx: Tx, proposal: number): Promise<void> {
  await tx.query.deleteFrom("proposedFiles").where("proposal", "=", proposal).execute();
}

/** What a link proposed in a request that is over counts no more. */
export async function forgetOver(tx: Tx, link: number): Promise<void> {
  await tx.query
    .deleteFrom("proposedFiles")
    .where("link", "=", link)
    .where("proposal", "in", (eb) => eb.selectFrom("proposals").select("id").where("state", "<>", "open"))
    .execute();
}

/** The branch refused a commit by the App: saves go by request from now on. */
export async function recordRefusesCommits(tx: Tx, lane: number, at: number): Promise<void> {
  await tx.query.updateTable("lanes").set({ refusedCommitsAt: at }).where("id", "=", lane).execute();
}
