/** The pull request itself: opened once, written anew where its text changed, closed when nothing is left in it. */
import { blobIdOf, type BlobId } from "../core/git/object-id.ts";
import type { ChangeSummary } from "../core/compare/change-summary.ts";
import type { PullRequest, PullRequestText } from "../core/sync/proposal-port.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { isUnproposed } from "../core/sync/proposal.ts";
import { type RequestEntry, requestText } from "../core/sync/request-text.ts";
import { recordActivity } from "../db/activity.ts";
import { readBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import {
  changeProposal,
  forgetFiles,
  type LaneProposal,
  loadProposals,
  type ProposedFile,
} from "../db/proposals.ts";
import { showAwaiting } from "../db/proposed-pairs.ts";
import { MAX_SUMMARIES_MS } from "./message-of.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { ProposalWork } from "./proposal-work.ts";
import { refusedRequest } from "./refused-request.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

export async function isTextCurrent(run: CommitRun, proposal: LaneProposal): Promise<boolean> {
  return !proposal.files.some(isOurs) || proposal.text === idOf(await textOf(run, proposal));
}

/** Others' files are not named: who wrote them knows. */
function isOurs(file: ProposedFile): boolean {
  return !isUnproposed(file);
}

async function textOf({ deps, lane }: CommitRun, { files }: LaneProposal): Promise<PullRequestText> {
  const until = deps.clock.now() + MAX_SUMMARIES_MS;
  const entries: RequestEntry[] = [];
  for (const file of files.filter(isOurs)) {
    const { link, path, base } = file;
    entries.push({
      name: lane.links.find(({ id }) => id === link)?.name ?? path,
      path,
      kind: base === "absent" ? "created" : "updated",
      change: deps.clock.now() > until ? null : await changeOf(deps, lane, file),
    });
  }
  return requestText(lane.branch, entries);
}

/** What the request changes in a file of the target, where both texts are kept here. */
async function changeOf(
  { store, changes }: LaneDependencies,
  { workspaceId }: LoadedLane,
  { base, remote }: ProposedFile,
): Promise<ChangeSummary | null> {
  if (base === "absent" || base === remote) return null;
  const textOfBlob = (blob: BlobId) => ({ blob, read: () => readBlob(store.read, workspaceId, blob) });
  return changes.summarize(textOfBlob(base), textOfBlob(remote));
}

function idOf({ title, body }: PullRequestText): BlobId {
  return blobIdOf(Buffer.from(`${title}\n${body}`));
}

export async function closeRequest({ deps, lane }: CommitRun, number: number): Promise<void> {
  await deps.github.updatePullRequest(lane.repository.address, number, { state: "closed" });
}

/** Names what the branch now holds, read anew: the commits before have changed it. */
export async function openOrUpdateRequest(
  run: CommitRun,
  id: number,
  { additions }: ProposalWork,
): Promise<CommitResult> {
  const { deps, lane } = run;
  const proposal = (await loadProposals(deps.store.read, lane.id)).find((it) => it.id === id);
  if (proposal === undefined || !proposal.files.some(isOurs)) return "done";
  const links = additions.map(({ link }) => link.id);
  const text = await textOf(run, proposal);
  if (proposal.number === null) return open(run, proposal, { text, additions });
  if (proposal.text !== idOf(text))
    await deps.github.updatePullRequest(lane.repository.address, proposal.number, text);
  return writeHeld(run, async (tx) => {
    await changeProposal(tx, id, { text: idOf(text) });
    await showAwaiting(tx, links, deps.clock.now());
  });
}

interface Opening {
  readonly text: PullRequestText;
  /** Of the links that wait for it. */
  readonly additions: ProposalWork["additions"];
}

async function open(run: CommitRun, proposal: LaneProposal, opening: Opening): Promise<CommitResult> {
  const { text, additions } = opening;
  const links = additions.map(({ link }) => link.id);
  const { deps, lane } = run;
  const { address } = lane.repository;
  const branches = { head: proposal.branch, target: lane.branch };
  const found = proposal.isAsked ? await deps.github.findPullRequest(address, branches) : null;
  if (found !== null) return adopt(run, proposal, found);
  const asked = await writeHeld(run, (tx) => changeProposal(tx, proposal.id, { isAsked: true }));
  if (asked !== "done") return asked;
  const opened = await deps.github.openPullRequest(address, { ...text, ...branches });
  switch (opened.kind) {
    case "opened":
      return writeHeld(run, async (tx) => {
        const { number, url } = opened.request;
        await changeProposal(tx, proposal.id, { number, url, text: idOf(text) });
        await recordActivity(tx, {
          workspaceId: lane.workspaceId,
          at: deps.clock.now(),
          type: "proposal.state",
          repository: lane.repository.id,
          data: { number, url, state: "open", branch: lane.branch, repository: lane.repository.id },
        });
        await showAwaiting(tx, links, deps.clock.now());
      });
    case "exists": {
      const there = await deps.github.findPullRequest(address, branches);
      if (there === null) throw refusedBy("A pull request is said to exist, and is not found");
      return adopt(run, proposal, there);
    }
    case "nothing":
      return writeHeld(
        run,
        async (tx) => {
          await forgetFiles(tx, proposal.id);
          await changeProposal(tx, proposal.id, { state: "closed", isSure: true });
        },
        "again",
      );
    case "refused":
      return refusedRequest(run, proposal, opening, {
        what: "open the pull request",
        message: opened.message,
      });
  }
}

/** Opened before, without its answer; the next look says what it is now. */
function adopt(
  run: CommitRun,
  { id }: LaneProposal,
  { number, url, state }: PullRequest,
): Promise<CommitResult> {
  return writeHeld(run, (tx) => changeProposal(tx, id, { number, url, state }), "again");
}

function refusedBy(message: string): GitHubFailure {
  return new GitHubFailure({ kind: "unexpected", status: 422, message });
}
