/** A commit of ours: the attempt recorded before its request leaves, and what it settled when its answer came. */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { OwnPair, Problem } from "../core/sync/model.ts";
import { refersToFiles } from "../core/sync/link-members.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import { recordActivity } from "./activity.ts";
import type { PackedBlob } from "./blobs.ts";
import { keepRevision, type NamedCommit } from "./documents.ts";
import { boundAsLoaded, removeWrites, samePair, writeOutcome } from "./lane-apply.ts";
import { agreedOf, type LoadedLane } from "./lane-load.ts";
import { isInHistory } from "./revisions.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";

export interface CommittedLink {
  readonly link: LaneLink;
  readonly pair: OwnPair;
}

/** Whether the addition may still be committed: bound as loaded, and nothing else agreed since. A newer save waits its turn. */
export async function mayCommit(tx: Tx, link: LaneLink): Promise<boolean> {
  const row = await boundAsLoaded(tx, link);
  return row !== null && samePair(agreedOf(row), link.agreed);
}

/** The text that a commit replaces is in the document's history first. */
export async function keepReplacedText(
  tx: Tx,
  replaced: {
    readonly document: number;
    readonly workspaceId: number;
    readonly content: PackedBlob;
    readonly valid: boolean;
    readonly problems: readonly Problem[];
    readonly head: NamedCommit | null;
    readonly at: number;
  },
): Promise<void> {
  if (await isInHistory(tx.query, replaced.document, replaced.content.blob)) return;
  await keepRevision(tx, {
    document: replaced.document,
    workspaceId: replaced.workspaceId,
    content: replaced.content,
    origin: "github",
    author: null,
    message: null,
    at: replaced.at,
    commit: replaced.head,
    valid: replaced.valid,
    problems: replaced.problems,
  });
}

export interface Landed {
  readonly lane: LoadedLane;
  /** The one that landed, and those that can no longer land. */
  readonly writes: readonly number[];
  readonly commit: NamedCommit | null;
  readonly links: readonly CommittedLink[];
  readonly at: number;
}

/** Agreed becomes what was committed, never the present store: a newer save is outbound in the next run. */
export async function recordLanded(tx: Tx, landed: Landed): Promise<void> {
  for (const committed of landed.links) await recordCommitted(tx, landed, committed);
  await removeWrites(tx, landed.writes);
  if (landed.commit !== null) await tellCommit(tx, { ...landed, commit: landed.commit });
}

export interface MadeCommit {
  readonly lane: LoadedLane;
  readonly commit: NamedCommit;
  readonly links: readonly CommittedLink[];
  readonly at: number;
}

/** A commit whose answer was lost is named and told of like any other. */
export async function recordFound(tx: Tx, found: MadeCommit): Promise<void> {
  for (const { link, pair } of found.links) await nameCommit(tx, link, pair.store, found.commit);
  await tellCommit(tx, found);
}

function tellCommit(tx: Tx, { lane, commit, links, at }: MadeCommit): Promise<void> {
  return recordActivity(tx, {
    workspaceId: lane.workspaceId,
    at,
    type: "commit.made",
    repository: lane.repository.id,
    data: {
      commit: commit.id,
      url: commit.url,
      branch: lane.branch,
      repository: lane.repository.id,
      links: links.map(({ link }) => link.id),
    },
  });
}

/** A commit of ours changes nothing about what was refused: the refusals move with the head. */
export async function carryRefusals(
  tx: Tx,
  lane: number,
  { from, to }: { readonly from: CommitId | null; readonly to: CommitId },
): Promise<void> {
  await tx.query
    .updateTable("links")
    .set({ refusedHead: to })
    .where("lane", "=", lane)
    .where("refusedBlob", "is not", null)
    .where("refusedHead", from === null ? "is" : "=", from)
    .execute();
}

async function recordCommitted(tx: Tx, landed: Landed, { link, pair }: CommittedLink): Promise<void> {
  const row = await boundAsLoaded(tx, link);
  if (row === null) return;
  const document = await tx.query
    .selectFrom("documents")
    .select("blob")
    .where("id", "=", link.document)
    .executeTakeFirst();
  const isCurrent = document?.blob === pair.store;
  await writeOutcome(
    tx,
    row,
    {
      link,
      agreed: pair,
      known: {
        remote: pair.remote,
        remoteCanonical: pair.store,
        isExecutable: link.isExecutable,
        style: link.style,
      },
      shown: isCurrent ? { state: "in_sync", code: null } : { state: "pending", code: "saving" },
      committedAt: landed.commit === null ? undefined : landed.at,
    },
    landed.at,
  );
  if (landed.commit !== null) await nameCommit(tx, link, pair.store, landed.commit);
  // The root that landed may refer to files that nobody has looked at yet.
  if (refersToFiles(link))
    await markDirty(tx, [{ unit: "lanes", id: landed.lane.id, look: false }], landed.at);
}

/** The newest revision with the committed text says which commit carried it. */
async function nameCommit(tx: Tx, link: LaneLink, blob: BlobId, commit: NamedCommit): Promise<void> {
  await tx.query
    .updateTable("revisions")
    .set({ commitId: commit.id, commitUrl: commit.url })
    .where("commitId", "is", null)
    .where("id", "=", (eb) =>
      eb
        .selectFrom("revisions")
        .select((inner) => inner.fn.max("id").as("id"))
        .where("document", "=", link.document)
        .where("blob", "=", blob),
    )
    .execute();
}

export interface Refusal {
  readonly write: number;
  readonly links: readonly CommittedLink[];
  readonly code: "branch_protected" | "content_blocked";
  /** GitHub's own words. */
  readonly message: string;
  readonly head: CommitId | null;
  readonly at: number;
}

/** The refusal is remembered with (blob, head): the same text is not sent onto the same head again. */
export async function recordRefusal(tx: Tx, refusal: Refusal): Promise<void> {
  const { code, message, head, at } = refusal;
  await forgetWrite(tx, refusal.write);
  for (const { link, pair } of refusal.links) {
    const row = await boundAsLoaded(tx, link);
    if (row === null) continue;
    const refused = { blob: pair.store, head, code };
    await writeOutcome(
      tx,
      row,
      { link, agreed: link.agreed, shown: { state: "error", code, message }, refused },
      at,
    );
  }
}

/** The write certainly did not land: neither it nor its pairs can come true. */
export async function forgetWrite(tx: Tx, write: number): Promise<void> {
  await tx.query.deleteFrom("ownPairs").where("write", "=", write).execute();
  await removeWrites(tx, [write]);
}
