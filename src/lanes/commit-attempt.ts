/** An attempt is durable before its request leaves: the write, what it carries, and the texts that it replaces. */
import type { CommitId } from "../core/git/object-id.ts";
import { messageText } from "../core/sync/commit-message.ts";
import type { CommitMessage } from "../core/sync/github-port.ts";
import type { Problem } from "../core/sync/model.ts";
import { packBlob, type PackedBlob, readBlob } from "../db/blobs.ts";
import type { recordAttempt } from "../db/lane-apply.ts";
import { holdsLease, type Lease } from "../db/lane-claim.ts";
import { keepReplacedText, mayCommit } from "../db/lane-commit.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { Tx } from "../db/store.ts";
import { commitUrl } from "./apply-look.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { messageOf, summarize } from "./message-of.ts";
import type { PreparedAddition } from "./prepare-additions.ts";

/** One run's commits, one after the other: the head moves with every one that lands. */
export interface CommitRun {
  readonly deps: LaneDependencies;
  readonly lane: LoadedLane;
  readonly lease: Lease;
  readonly refId: string | null;
  /** Null in an empty repository. */
  head: CommitId | null;
  commits: number;
}

export interface Attempt {
  readonly write: number;
  readonly message: CommitMessage;
  readonly chunk: readonly PreparedAddition[];
}

/** Writes down what is about to be sent; returns the write's id. */
export type RecordAttempt = (tx: Tx, attempt: Parameters<typeof recordAttempt>[1]) => Promise<number>;

/** Null where the claim is lost. The attempt's chunk is what is still as loaded; it may be empty, and then nothing is recorded. */
export async function attemptChunk(
  run: CommitRun,
  chunk: readonly PreparedAddition[],
  record: RecordAttempt,
): Promise<Attempt | null> {
  const { deps, lane } = run;
  const replaced = await readReplaced(run, chunk);
  const summaries = await summarize(deps, lane, chunk);
  const at = deps.clock.now();
  return deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, run.lease))) return null;
    const fit: PreparedAddition[] = [];
    for (const addition of chunk) if (await mayCommit(tx, addition.link)) fit.push(addition);
    if (fit.length === 0) return { write: 0, message: { headline: "", body: "" }, chunk: fit };
    await keepReplaced(tx, run, fit, { replaced, at });
    const message = await messageOf(tx, run, fit, summaries);
    const attempt = { lane: lane.id, head: run.head, message: messageText(message), pairs: fit, at };
    const write = await record(tx, attempt);
    return { write, message, chunk: fit };
  });
}

interface ReplacedText {
  readonly content: PackedBlob;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

interface ReplacedTexts {
  readonly replaced: ReadonlyMap<number, ReplacedText>;
  readonly at: number;
}

/** The texts that the chunk's files hold now; those of a backup in their canonical form. */
async function readReplaced(
  { deps, lane }: CommitRun,
  chunk: readonly PreparedAddition[],
): Promise<ReplacedTexts["replaced"]> {
  const texts = new Map<number, ReplacedText>();
  for (const { link, view } of chunk) {
    if (view.kind !== "blob" || view.canonical === link.agreed?.store) continue;
    const bytes = await readBlob(deps.store.read, lane.workspaceId, view.blob);
    if (bytes === null) continue;
    texts.set(
      link.id,
      link.kind === "backup" ? await replacedBackup(deps, bytes) : await replacedSchema(deps, bytes),
    );
  }
  return texts;
}

async function replacedBackup({ collectionReader }: LaneDependencies, bytes: Buffer): Promise<ReplacedText> {
  const file = await collectionReader.readFile(bytes);
  return { content: await packBlob(file?.canonical ?? bytes), valid: file !== null, problems: [] };
}

async function replacedSchema({ checker }: LaneDependencies, bytes: Buffer): Promise<ReplacedText> {
  const { valid, problems } = await checker.check(bytes);
  return { content: await packBlob(bytes), valid, problems };
}

async function keepReplaced(
  tx: Tx,
  run: CommitRun,
  chunk: readonly PreparedAddition[],
  { replaced, at }: ReplacedTexts,
): Promise<void> {
  const head = run.head === null ? null : { id: run.head, url: commitUrl(run.lane, run.head) };
  for (const { link } of chunk) {
    const text = replaced.get(link.id);
    const { document } = link;
    const { workspaceId } = run.lane;
    if (text !== undefined) await keepReplacedText(tx, { document, workspaceId, head, at, ...text });
  }
}
