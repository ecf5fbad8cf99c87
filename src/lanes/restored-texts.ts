/** What is withdrawn from a request gets the target's text back, so that merging the request changes nothing of it. */
import type { BlobId } from "../core/git/object-id.ts";
import type { Addition, ObservedFile } from "../core/sync/github-port.ts";
import type { LaneLink, LinkPlan } from "../core/sync/plan.ts";
import { isEditedInReview, isUnproposed } from "../core/sync/proposal.ts";
import { readBlob } from "../db/blobs.ts";
import type { LaneProposal, ProposedFile } from "../db/proposals.ts";
import type { CommitRun } from "./commit-attempt.ts";
import { prepareText } from "./prepare-additions.ts";

export interface RestoredTexts {
  readonly additions: readonly Addition[];
  readonly deletions: readonly string[];
  /** Of the proposal's files. */
  readonly ids: readonly number[];
}

/** Null where a text is not to be had now. */
export async function restoredTexts(
  run: CommitRun,
  proposal: LaneProposal,
  withdrawals: readonly LinkPlan[],
): Promise<RestoredTexts | null> {
  const links = await restoredLinks(run, proposal, withdrawals);
  const orphans = links === null ? null : await restoredOrphans(run, proposal);
  if (links === null || orphans === null) return null;
  return {
    additions: [...links.additions, ...orphans.additions],
    deletions: [...links.deletions, ...orphans.deletions],
    ids: [...links.ids, ...orphans.ids],
  };
}

async function restoredLinks(
  run: CommitRun,
  proposal: LaneProposal,
  withdrawals: readonly LinkPlan[],
): Promise<RestoredTexts | null> {
  const additions: Addition[] = [];
  const deletions: string[] = [];
  const over = new Set(withdrawals.map(({ link }) => link.id));
  const ids = proposal.files.filter(({ link }) => link !== null && over.has(link)).map(({ id }) => id);
  for (const { link, view } of withdrawals) {
    if (isTheirs(link.proposed)) continue;
    const seen = link.proposed?.seen;
    if (view.kind === "absent" && seen !== "absent") deletions.push(link.path);
    if (view.kind !== "blob" || seen === view.blob) continue;
    const content = await targetText(run, link, view.blob);
    if (content === null) return null;
    additions.push({ path: link.path, blob: view.blob, content, isExecutable: link.isExecutable });
  }
  return { additions, deletions, ids };
}

/** What a reviewer has made of it is theirs: it stays in the request. */
function isTheirs(proposed: LaneLink["proposed"]): boolean {
  return isEditedInReview(proposed) || (proposed !== null && isUnproposed(proposed));
}

/** What a reviewer has made of it stays, with nobody to look at it any more. */
function isOurs({ seen, remote, isMergedIn, ...file }: ProposedFile): boolean {
  return !isUnproposed(file) && (seen === remote || isMergedIn === 1);
}

/** Whether anything of ours is to leave the branch; else what is over is only forgotten. */
export function takesTextsBack({ files }: LaneProposal, withdrawals: readonly LinkPlan[]): boolean {
  const hasOrphan = files.some((file) => file.link === null && isOurs(file));
  return hasOrphan || withdrawals.some(({ link }) => !isTheirs(link.proposed));
}

/** Files of links that are gone, or moved away: nobody looks at their paths any more. */
async function restoredOrphans(run: CommitRun, proposal: LaneProposal): Promise<RestoredTexts | null> {
  const { deps, lane } = run;
  const orphans = proposal.files.filter(({ link }) => link === null);
  const ids = orphans.map(({ id }) => id);
  const ours = orphans.filter(isOurs);
  if (ours.length === 0) return { additions: [], deletions: [], ids };
  const { address: repository } = lane.repository;
  const paths = [...new Set(ours.map(({ path }) => path))];
  const seen = await deps.github.observe({ repository, branch: lane.branch, paths, newPaths: [] });
  if (seen.kind !== "found" || seen.head !== run.head) return null;
  const additions: Addition[] = [];
  const deletions: string[] = [];
  for (const { path, seen: onBranch } of ours) {
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
