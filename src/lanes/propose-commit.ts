/** The commits of a rolling branch: like those of a lane's own, but what lands is proposed and not yet agreed on. */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { Addition, CommitOutcome, ObservedFile } from "../core/sync/github-port.ts";
import { chunksOf, type LaneLink, type LinkPlan } from "../core/sync/plan.ts";
import { isEditedInReview } from "../core/sync/proposal.ts";
import { recordActivity } from "../db/activity.ts";
import { readBlob } from "../db/blobs.ts";
import { recordRefusal } from "../db/lane-commit.ts";
import { changeProposal, forgetFilesById, type LaneProposal, recordProposed } from "../db/proposals.ts";
import { addOwnPairs, forgetOwnPairs, recordCommitTime } from "../db/proposed-pairs.ts";
import type { Tx } from "../db/store.ts";
import type { CommitResult } from "./commit-additions.ts";
import { commitUrl } from "./apply-look.ts";
import { attemptChunk, type CommitRun } from "./commit-attempt.ts";
import { type PreparedAddition, prepareText } from "./prepare-additions.ts";
import { type ProposalWork, writeHeld } from "./proposal-work.ts";

/** One branch while it is committed to: its head moves with every commit that lands. */
interface Rolling {
  readonly run: CommitRun;
  readonly proposal: LaneProposal;
  head: CommitId;
}

export async function commitProposed(
  run: CommitRun,
  proposal: LaneProposal,
  { additions, withdrawals }: ProposalWork,
): Promise<CommitResult> {
  if (proposal.head === null) return "again";
  const rolling: Rolling = { run, proposal, head: proposal.head };
  const withdrawn = await restore(rolling, withdrawals);
  if (withdrawn !== "done") return withdrawn;
  const missing = additions.filter((addition) => !isOnBranch(proposal, addition));
  for (const chunk of chunksOf(missing)) {
    const result = await commitChunk(rolling, chunk);
    if (result !== "done") return result;
  }
  return "done";
}

function isOnBranch({ files }: LaneProposal, { link, pair }: PreparedAddition): boolean {
  const file = files.find((it) => it.link === link.id && it.generation === link.generation);
  return file?.seen === pair.remote && file.remote === pair.remote && file.store === pair.store;
}

async function commitChunk(rolling: Rolling, chunk: readonly PreparedAddition[]): Promise<CommitResult> {
  const { run, proposal } = rolling;
  const attempt = await attemptChunk(run, chunk, async (tx, { pairs, at }) => {
    await addOwnPairs(tx, pairs, at);
    await changeProposal(tx, proposal.id, { isSure: false });
    return 0;
  });
  if (attempt === null) return "lost";
  if (attempt.chunk.length === 0) return "done";
  const files = attempt.chunk.map(({ link, pair, content }) => ({
    path: link.path,
    blob: pair.remote,
    content,
    isExecutable: link.isExecutable,
  }));
  const outcome = await send(rolling, { additions: files, deletions: [], message: attempt.message });
  if (outcome.kind === "landed") {
    const at = run.deps.clock.now();
    const links = attempt.chunk.map(({ link }) => link.id);
    const record = async (tx: Tx): Promise<void> => {
      for (const addition of attempt.chunk) await recordProposed(tx, proposal.id, fileOf(addition));
      await recordCommitTime(tx, links, at);
    };
    return landed(rolling, outcome.commit, { links, record });
  }
  if (outcome.kind === "refused" && attempt.chunk.length > 1) return bisect(rolling, attempt.chunk);
  if (outcome.kind === "refused" || outcome.kind === "protected")
    return refused(rolling, attempt.chunk, outcome);
  return notLanded(rolling, outcome);
}

function fileOf({ link, view, pair }: PreparedAddition) {
  const { id, generation, path } = link;
  const base = view.kind === "blob" ? view.blob : ("absent" as const);
  return { link: id, generation, path, ...pair, base };
}

interface Change {
  readonly additions: readonly Addition[];
  readonly deletions: readonly string[];
  readonly message: { readonly headline: string; readonly body: string };
}

/** A request that threw may have been carried out: the branch stays to be looked at. */
function send({ run, proposal, head }: Rolling, change: Change): Promise<CommitOutcome> {
  const { address: repository } = run.lane.repository;
  const { branch, refId } = proposal;
  if (refId === null) return Promise.resolve({ kind: "stale" });
  return run.deps.github.commit({ repository, branch, refId, expectedHead: head, ...change });
}

async function landed(
  rolling: Rolling,
  commit: CommitId,
  { links, record }: { readonly links: readonly number[]; readonly record: (tx: Tx) => Promise<void> },
): Promise<CommitResult> {
  const { run, proposal } = rolling;
  const result = await writeHeld(run, async (tx) => {
    await changeProposal(tx, proposal.id, { head: commit, isSure: true });
    await record(tx);
    await recordActivity(tx, {
      workspaceId: run.lane.workspaceId,
      at: run.deps.clock.now(),
      type: "commit.made",
      data: {
        commit,
        url: commitUrl(run.lane, commit),
        branch: proposal.branch,
        repository: run.lane.repository.id,
        links,
      },
    });
  });
  if (result !== "done") return result;
  rolling.head = commit;
  run.commits += 1;
  return "done";
}

function notLanded(
  { run }: Rolling,
  outcome: Exclude<CommitOutcome, { kind: "landed" | "refused" | "protected" }>,
): CommitResult {
  if (outcome.kind === "stale") return "stale";
  run.deps.log.warn({ lane: run.lane.id, err: outcome.cause }, "commit unanswered");
  return "unanswered";
}

async function bisect(rolling: Rolling, chunk: readonly PreparedAddition[]): Promise<CommitResult> {
  const sure = await settled(rolling, chunk);
  if (sure !== "done") return sure;
  const middle = Math.ceil(chunk.length / 2);
  for (const half of [chunk.slice(0, middle), chunk.slice(middle)]) {
    const result = await commitChunk(rolling, half);
    if (result !== "done") return result;
  }
  return "done";
}

/** Certainly not landed: the branch is as it was, and these pairs are nobody's. */
function settled({ run, proposal }: Rolling, chunk: readonly PreparedAddition[]): Promise<CommitResult> {
  return writeHeld(run, async (tx) => {
    await forgetOwnPairs(tx, chunk);
    await changeProposal(tx, proposal.id, { isSure: true });
  });
}

async function refused(
  rolling: Rolling,
  links: readonly PreparedAddition[],
  { kind, message }: Extract<CommitOutcome, { kind: "refused" | "protected" }>,
): Promise<CommitResult> {
  const sure = await settled(rolling, links);
  if (sure !== "done") return sure;
  const { run } = rolling;
  const code = kind === "protected" ? "branch_protected" : "content_blocked";
  const at = run.deps.clock.now();
  return writeHeld(run, (tx) => recordRefusal(tx, { write: 0, links, code, message, head: run.head, at }));
}

interface Restored {
  readonly additions: readonly Addition[];
  readonly deletions: readonly string[];
  /** Of the proposal's files. */
  readonly ids: readonly number[];
}

/** What is withdrawn gets the target's text back, so that merging the request changes nothing of it. */
async function restore(rolling: Rolling, withdrawals: readonly LinkPlan[]): Promise<CommitResult> {
  const parts = [await restoredLinks(rolling, withdrawals), await restoredOrphans(rolling)];
  if (parts.some((part) => part === null)) return "stale";
  const known = parts.filter((part) => part !== null);
  const ids = known.flatMap((part) => part.ids);
  const additions = known.flatMap((part) => part.additions);
  const deletions = known.flatMap((part) => part.deletions);
  const forget = (tx: Tx): Promise<void> => forgetFilesById(tx, ids);
  if (ids.length === 0) return "done";
  if (additions.length + deletions.length === 0) return writeHeld(rolling.run, forget);
  const { run, proposal } = rolling;
  const begun = await writeHeld(run, (tx) => changeProposal(tx, proposal.id, { isSure: false }));
  if (begun !== "done") return begun;
  const headline = ids.length === 1 ? "Take back a document" : `Take back ${ids.length} documents`;
  const outcome = await send(rolling, { additions, deletions, message: { headline, body: "" } });
  if (outcome.kind === "landed") return landed(rolling, outcome.commit, { links: [], record: forget });
  return outcome.kind === "stale" ? "stale" : "unanswered";
}

/** Null where a text is not to be had now. */
async function restoredLinks(
  { run, proposal }: Rolling,
  withdrawals: readonly LinkPlan[],
): Promise<Restored | null> {
  const additions: Addition[] = [];
  const deletions: string[] = [];
  const over = new Set(withdrawals.map(({ link }) => link.id));
  const ids = proposal.files.filter(({ link }) => link !== null && over.has(link)).map(({ id }) => id);
  for (const { link, view } of withdrawals) {
    // What a reviewer has made of it is theirs: it stays in the request.
    if (isEditedInReview(link.proposed)) continue;
    const seen = link.proposed?.seen;
    if (view.kind === "absent" && seen !== "absent") deletions.push(link.path);
    if (view.kind !== "blob" || seen === view.blob) continue;
    const content = await targetText(run, link, view.blob);
    if (content === null) return null;
    additions.push({ path: link.path, blob: view.blob, content, isExecutable: link.isExecutable });
  }
  return { additions, deletions, ids };
}

/** Files of links that are gone, or moved away: nobody looks at their paths any more. */
async function restoredOrphans({ run, proposal }: Rolling): Promise<Restored | null> {
  const { deps, lane } = run;
  const orphans = proposal.files.filter(({ link }) => link === null);
  const ids = orphans.map(({ id }) => id);
  if (ids.length === 0) return { additions: [], deletions: [], ids };
  const { address: repository } = lane.repository;
  const paths = [...new Set(orphans.map(({ path }) => path))];
  const seen = await deps.github.observe({ repository, branch: lane.branch, paths, newPaths: [] });
  if (seen.kind !== "found" || seen.head !== run.head) return null;
  const additions: Addition[] = [];
  const deletions: string[] = [];
  for (const { path, seen: onBranch } of orphans) {
    const file = seen.files.get(path);
    if (file?.kind === "absent" && onBranch !== "absent") deletions.push(path);
    if (file?.kind !== "blob" || file.blob === onBranch) continue;
    const addition = await additionOf(run, path, file);
    if (addition === null) return null;
    additions.push(addition);
  }
  return { additions, deletions, ids };
}

async function additionOf(
  { deps, lane }: CommitRun,
  path: string,
  file: Extract<ObservedFile, { kind: "blob" }>,
): Promise<Addition | null> {
  const { blob, isExecutable } = file;
  const content =
    file.content ?? (await deps.github.readBlobs(lane.repository.address, [file])).get(blob) ?? null;
  return content === null ? null : { path, blob, content, isExecutable };
}

/** The text of the target's file: kept as it was seen, or rendered as we would write it. */
async function targetText({ deps, lane }: CommitRun, link: LaneLink, blob: BlobId): Promise<Buffer | null> {
  const kept = await readBlob(deps.store.read, lane.workspaceId, blob);
  if (kept !== null) return kept;
  const rendered = link.store === null ? null : await prepareText(deps, lane, link, link.store);
  if (rendered?.blob === blob) return rendered.content;
  const read = await deps.github.readBlobs(lane.repository.address, [{ blob, sizeBytes: 0 }]);
  return read.get(blob) ?? null;
}
