/** The pull request itself: opened once, written anew where its text changed, closed when nothing is left in it. */
import { blobIdOf, type BlobId } from "../core/git/object-id.ts";
import type { PullRequest, PullRequestText } from "../core/sync/proposal-port.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { isUnproposed } from "../core/sync/proposal.ts";
import { type RequestEntry, requestText } from "../core/sync/request-text.ts";
import { recordActivity } from "../db/activity.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import {
  changeProposal,
  forgetFiles,
  type LaneProposal,
  loadProposals,
  type ProposedFile,
} from "../db/proposals.ts";
import { showAwaiting } from "../db/proposed-pairs.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { ProposalWork } from "./proposal-work.ts";
import { refusedRequest } from "./refused-request.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

export function isTextCurrent(lane: LoadedLane, proposal: LaneProposal): boolean {
  return !proposal.files.some(isOurs) || proposal.text === idOf(textOf(lane, proposal));
}

/** Others' files are not named: who wrote them knows. */
function isOurs(file: ProposedFile): boolean {
  return !isUnproposed(file);
}

function textOf(lane: LoadedLane, { files }: LaneProposal): PullRequestText {
  const entries = files.filter(isOurs).map(({ link, path, base }): RequestEntry => ({
    name: lane.links.find(({ id }) => id === link)?.name ?? path,
    path,
    kind: base === "absent" ? "created" : "updated",
  }));
  return requestText(lane.branch, entries);
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
  const text = textOf(lane, proposal);
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
