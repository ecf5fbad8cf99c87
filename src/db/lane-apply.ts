/**
 * What a run of a lane writes. Every function belongs to one transaction and does nothing where the claim is no longer held;
 * every link's change holds only where its store blob, agreed pair and generation are still as loaded.
 */
import type { Selectable, Updateable } from "kysely";
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import { type MembersRecord, printMembersRecord } from "../core/schema/closure/members-record.ts";
import type { AgreedPair, LinkCode, LinkState, OwnPair } from "../core/sync/model.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import { recordActivity } from "./activity.ts";
import { agreedOf } from "./lane-load.ts";
import { forgetOver } from "./proposals.ts";
import type { LinksTable } from "./schema.ts";
import type { Tx } from "./store.ts";

/** What GitHub holds, as the link remembers it. */
export interface KnownRemote {
  readonly remote: BlobId | "absent";
  readonly remoteCanonical: BlobId | null;
  readonly isExecutable: boolean;
  readonly style: string | null;
  /** What was seen of the files that the root refers to; left out where nothing new is known. */
  readonly members?: MembersRecord;
  /** Where the file went, and the text by which it was found; left out where nothing new is known. */
  readonly renamedTo?: string | null;
  readonly renamedBlob?: BlobId | null;
}

export interface LinkOutcome {
  readonly link: LaneLink;
  /** The agreement from now on. */
  readonly agreed: AgreedPair | null;
  /** Undefined: nothing new is known. */
  readonly known?: KnownRemote | undefined;
  readonly shown: {
    readonly state: LinkState;
    readonly code: LinkCode | null;
    readonly message?: string | null;
  } | null;
  readonly nextAttemptAt?: number | null | undefined;
  readonly refused?:
    | {
        readonly blob: BlobId;
        readonly head: CommitId | null;
        readonly code: "content_blocked" | "branch_protected";
      }
    | undefined;
  readonly committedAt?: number | undefined;
}

/** The link's row where it is still as loaded, else null. `store` is the store's blob that the change is based on. */
export async function stillAsLoaded(tx: Tx, link: LaneLink): Promise<Selectable<LinksTable> | null> {
  const row = await boundAsLoaded(tx, link);
  if (row === null) return null;
  const document = await tx.query
    .selectFrom("documents")
    .select("blob")
    .where("id", "=", row.document)
    .executeTakeFirst();
  return document?.blob === link.store && samePair(agreedOf(row), link.agreed) ? row : null;
}

/** The link's row where it is still bound as loaded, whatever has been saved or agreed since. */
export async function boundAsLoaded(tx: Tx, link: LaneLink): Promise<Selectable<LinksTable> | null> {
  const row = await tx.query.selectFrom("links").selectAll().where("id", "=", link.id).executeTakeFirst();
  return row !== undefined && row.generation === link.generation && row.isPaused === 0 ? row : null;
}

/** Writes the outcome; the caller has made sure that the link is as loaded. */
export async function writeOutcome(
  tx: Tx,
  row: Selectable<LinksTable>,
  outcome: LinkOutcome,
  now: number,
): Promise<void> {
  const { shown } = outcome;
  const isNewAgreement = !samePair(agreedOf(row), outcome.agreed);
  const isNewState = shown !== null && (shown.state !== row.state || shown.code !== row.code);
  await tx.query
    .updateTable("links")
    .set({
      ...changesOf(outcome),
      ...(isNewAgreement ? { keep: null } : {}),
      ...(isNewState ? { since: now } : {}),
    })
    .where("id", "=", row.id)
    .execute();
  if (isNewAgreement) {
    await tx.query.deleteFrom("ownPairs").where("link", "=", row.id).execute();
    // What was declined stays so: it is not proposed once more only because something else was settled beside it.
    if (shown?.state !== "declined") await forgetOver(tx, row.id);
  }
  if (!isNewState) return;
  await recordStateChange(tx, row, shown, now);
  tx.signal("links");
}

function changesOf({
  agreed,
  known,
  shown,
  refused,
  committedAt,
  nextAttemptAt,
}: LinkOutcome): Updateable<LinksTable> {
  return {
    agreedStore: agreed === null ? null : agreed.store,
    agreedRemote: agreed === null ? null : agreed.remote,
    nextAttemptAt: nextAttemptAt ?? null,
    ...(known && columnsOf(known)),
    ...(shown && { state: shown.state, code: shown.code, message: shown.message ?? null }),
    ...(refused && { refusedBlob: refused.blob, refusedHead: refused.head, refusedCode: refused.code }),
    ...(committedAt !== undefined && { committedAt }),
  };
}

export async function writeKnown(tx: Tx, link: number, known: KnownRemote): Promise<void> {
  await tx.query.updateTable("links").set(columnsOf(known)).where("id", "=", link).execute();
}

function columnsOf({ isExecutable, members, ...known }: KnownRemote): Updateable<LinksTable> {
  return {
    ...known,
    isExecutable: isExecutable ? 1 : 0,
    ...(members !== undefined && { members: printMembersRecord(members) }),
  };
}

/** States in which a person must act, or no longer must: what activity tells. */
const PERSON_STATES: ReadonlySet<LinkState> = new Set([
  "choose",
  "conflict",
  "missing",
  "edited_on_github",
  "declined",
  "error",
]);

export async function recordStateChange(
  tx: Tx,
  row: Pick<Selectable<LinksTable>, "id" | "workspaceId" | "document" | "state">,
  shown: { readonly state: LinkState; readonly code: LinkCode | null; readonly message?: string | null },
  now: number,
): Promise<void> {
  if (!PERSON_STATES.has(shown.state) && !PERSON_STATES.has(row.state)) return;
  const { state, code } = shown;
  await recordActivity(tx, {
    workspaceId: row.workspaceId,
    at: now,
    type: "link.state",
    document: row.document,
    link: row.id,
    data: { state, code, before: row.state },
  });
}

/** The attempt, durable before its request leaves: the write, and what it carries for each link. */
export async function recordAttempt(
  tx: Tx,
  attempt: {
    readonly lane: number;
    readonly head: CommitId | null;
    readonly message: string;
    readonly pairs: readonly { readonly link: LaneLink; readonly pair: OwnPair }[];
    readonly at: number;
  },
): Promise<number> {
  const { id } = await tx.query
    .insertInto("writes")
    .values({ lane: attempt.lane, head: attempt.head, message: attempt.message, at: attempt.at })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const { link, pair } of attempt.pairs) {
    await tx.query
      .insertInto("ownPairs")
      .values({ link: link.id, generation: link.generation, ...pair, write: id, at: attempt.at })
      .execute();
  }
  return id;
}

/** The answer came, or the look has settled it. The pairs stay until an agreement empties them. */
export async function removeWrites(tx: Tx, writes: readonly number[]): Promise<void> {
  if (writes.length === 0) return;
  await tx.query.deleteFrom("writes").where("id", "in", writes).execute();
}

export function samePair(a: AgreedPair | null, b: AgreedPair | null): boolean {
  return a === b || (a !== null && b !== null && a.store === b.store && a.remote === b.remote);
}
