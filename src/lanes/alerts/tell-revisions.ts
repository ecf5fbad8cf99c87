/**
 * Tells of every new revision, and of what it breaks for those who call the API. The activity says which there are; a cursor in
 * the database says up to which they are in the outbox, so that none is told twice or left out, whatever breaks off between.
 */
import { randomUUID } from "node:crypto";
import type { OutgoingMessage } from "../../core/alerts/webhook-port.ts";
import { isPassing, type NamedChanges } from "../../core/compare/document-comparison.ts";
import { type ActivityRecord, activityBetween, activityIds } from "../../db/activity-list.ts";
import { enqueue, moveOutboxCursor, outboxCursor } from "../../db/outbox.ts";
import { keepChanges } from "../../db/revision-changes.ts";
import { findRevision, type RevisionRecord } from "../../db/revisions.ts";
import { wholeTexts } from "../../db/whole-text.ts";
import type { AlertDependencies } from "./dependencies.ts";
import { toTime } from "./raise-alerts.ts";

/** Activities looked through in one step. */
const AT_ONCE = 500;
/** Longer than that, nothing that was looked into is kept from being told. */
const WRITTEN_AFTER_MS = 10_000;
const AGAIN_MS = 10_000;
/** Changes named in one message. */
const MOST_NAMED = 100;

const EVERYTHING = { isAdmin: true, readable: "all", pushable: "all", userId: null, saves: "none" } as const;

/** Of what was while no webhook was configured nobody is told later. */
export async function openOutbox({ store, post }: AlertDependencies): Promise<void> {
  const { last } = await activityIds(store.read);
  await store.write(async (tx) => {
    const cursor = await outboxCursor(tx.query);
    if (post === null && cursor !== null) await moveOutboxCursor(tx, null);
    if (post !== null && cursor === null) await moveOutboxCursor(tx, last);
  });
}

export interface Telling {
  readonly ending: AbortSignal;
  /** There is something to send. */
  readonly written: () => void;
}

/** @returns when to go on: others keep the comparer busy; null: all is told */
export async function tellRevisions(deps: AlertDependencies, telling: Telling): Promise<number | null> {
  const { store, clock } = deps;
  const { last } = await activityIds(store.read);
  const cursor = await outboxCursor(store.read);
  if (deps.post === null || cursor === null) return null;
  for (let after = cursor; after < last; after += AT_ONCE) {
    const until = Math.min(after + AT_ONCE, last);
    const filter = { workspaceId: null, rights: EVERYTHING, type: "revision.added" };
    const rows = await activityBetween(store.read, filter, { after, until });
    if (!(await tellRows(deps, { rows, until }, telling))) return clock.now() + AGAIN_MS;
  }
  return null;
}

/** False: it goes on at the row that could not be looked into. */
async function tellRows(
  deps: AlertDependencies,
  { rows, until }: { readonly rows: readonly ActivityRecord[]; readonly until: number },
  { ending, written }: Telling,
): Promise<boolean> {
  const { store, clock } = deps;
  let messages: OutgoingMessage[] = [];
  let writtenAt = clock.now();
  const write = async (told: number): Promise<void> => {
    await store.write(async (tx) => {
      await enqueue(tx, messages, clock.now());
      await moveOutboxCursor(tx, told);
    });
    if (messages.length > 0) written();
    messages = [];
    writtenAt = clock.now();
  };
  for (const row of rows) {
    const found = await unlessEnded(ending, () => messagesOf(deps, row));
    if (found === null) {
      await write(row.id - 1);
      return false;
    }
    messages.push(...found);
    if (clock.now() - writtenAt >= WRITTEN_AFTER_MS) await write(row.id);
  }
  await write(until);
  return true;
}

/** A comparison takes half a minute at most: a stop does not wait for it. */
function unlessEnded<T>(ending: AbortSignal, work: () => Promise<T | null>): Promise<T | null> {
  if (ending.aborted) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const end = (): void => resolve(null);
    ending.addEventListener("abort", end, { once: true });
    void work()
      .then(resolve, reject)
      .finally(() => ending.removeEventListener("abort", end));
  });
}

/** Null: nothing is known of its changes now. */
async function messagesOf(
  deps: AlertDependencies,
  row: ActivityRecord,
): Promise<readonly OutgoingMessage[] | null> {
  const { document, workspaceId } = row;
  const number = numberIn(row.data);
  if (document === null || workspaceId === null || number === null) return [];
  const revision = await findRevision(deps.store.read, document, number);
  if (revision === null) return [];
  const changes = await changesOf(deps, workspaceId, revision);
  if (changes === "busy") return null;
  const shared = { workspace: row.workspace, document: documentOf(row), revision: shown(revision) };
  const { levels = null, summary = null } = changes ?? {};
  const added = message("revision.added", { ...shared, changes: { summary, levels } });
  if (changes === null || changes.levels.breaking === 0) return [added];
  return [added, message("revision.breaking", { ...shared, ...breakingOf(changes) })];
}

function documentOf({ collectionUid, apiSlug, versionName }: ActivityRecord) {
  return collectionUid === null ? { api: apiSlug, version: versionName } : { collection: collectionUid };
}

function breakingOf({ changes, levels }: NamedChanges) {
  const breaking = changes.filter(({ level }) => level === "breaking").slice(0, MOST_NAMED);
  return {
    count: levels.breaking,
    changes: breaking.map(({ code, part, message: text, why, place }) => ({
      code,
      part,
      message: text,
      why,
      ...place,
    })),
  };
}

function shown({
  number,
  blob,
  origin,
  author,
  message: text,
  at,
  commitId,
  commitUrl,
  valid,
}: RevisionRecord) {
  return {
    number,
    blob,
    origin,
    author,
    message: text,
    at: toTime(at),
    commit: commitId,
    commitUrl,
    valid: valid === 1,
  };
}

/** Since the revision before; null where they are not named, or there was none. */
async function changesOf(
  { store, comparer, closureReader }: AlertDependencies,
  workspaceId: number,
  revision: RevisionRecord,
): Promise<NamedChanges | "busy" | null> {
  const { document, number } = revision;
  const before = number > 1 ? await findRevision(store.read, document, number - 1) : null;
  if (before === null) return null;
  const texts = await wholeTexts(store.read, closureReader, { workspaceId, from: before, to: revision });
  if (texts.kind !== "texts") return texts.kind === "busy" ? "busy" : null;
  const answer = await comparer.compare(texts.from, texts.to);
  if (answer.kind === "failed") return isPassing(answer) ? "busy" : null;
  const { named } = answer.comparison;
  await keepChanges(store, revision, named);
  return typeof named === "string" ? null : named;
}

function message(event: string, fields: Readonly<Record<string, unknown>>): OutgoingMessage {
  return { event, guid: randomUUID(), payload: JSON.stringify({ event, ...fields }) };
}

function numberIn(data: string): number | null {
  const parsed: unknown = JSON.parse(data);
  if (typeof parsed !== "object" || parsed === null || !("number" in parsed)) return null;
  return typeof parsed.number === "number" ? parsed.number : null;
}
