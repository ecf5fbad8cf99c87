/** The message of an attempt, worded in the transaction that records it. */
import type { ChangeSummary } from "../core/compare/change-summary.ts";
import type { CommitId } from "../core/git/object-id.ts";
import { commitMessage, type MessageLine } from "../core/sync/commit-message.ts";
import type { CommitMessage } from "../core/sync/github-port.ts";
import { readBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { Person } from "../db/people.ts";
import { carriedSaves } from "../db/saves.ts";
import { readSettings } from "../db/settings.ts";
import type { Tx } from "../db/store.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { PreparedAddition } from "./prepare-additions.ts";

/** What changed, by link; those of which it is not known are left out. */
export type Summaries = ReadonlyMap<number, ChangeSummary>;

/** Time for all files of a commit, or of a request, together: they do not wait for words. */
export const MAX_SUMMARIES_MS = 5000;

/** Before the transaction: what the files hold now is compared with what they are to hold. */
export async function summarize(
  { store, changes, clock }: LaneDependencies,
  { workspaceId }: LoadedLane,
  chunk: readonly PreparedAddition[],
): Promise<Summaries> {
  const until = clock.now() + MAX_SUMMARIES_MS;
  const summaries = new Map<number, ChangeSummary>();
  for (const { link, view, pair, content } of chunk) {
    const blob = view.kind === "blob" ? (link.kind === "backup" ? view.canonical : view.blob) : null;
    if (blob === null || clock.now() > until) continue;
    const before = { blob, read: () => readBlob(store.read, workspaceId, blob) };
    const summary = await changes.summarize(before, { blob: pair.remote, read: async () => content });
    if (summary !== null) summaries.set(link.id, summary);
  }
  return summaries;
}

export async function messageOf(
  tx: Tx,
  { lane, head }: { readonly lane: LoadedLane; readonly head: CommitId | null },
  chunk: readonly PreparedAddition[],
  summaries: Summaries,
): Promise<CommitMessage> {
  const lines: MessageLine[] = [];
  const people: Person[] = [];
  for (const { link, view, step, pair } of chunk) {
    const saves = await carriedSaves(tx.query, link, pair.store);
    people.push(...saves.people);
    lines.push({
      name: link.name,
      kind: view.kind === "blob" ? "updated" : "created",
      change: summaries.get(link.id) ?? null,
      replaces: step.replaces === null ? null : head,
      saves: saves.count,
      messages: saves.messages,
    });
  }
  const { commitMessage: template } = await readSettings(tx.query, lane.workspaceId);
  return commitMessage(lines, { template, people, hostname: lane.repository.address.hostname });
}
