/** The commits of a rolling branch: like those of a lane's own, but what lands is proposed and not yet agreed on. */
import type { CommitId } from "../core/git/object-id.ts";
import type { Addition, CommitMessage, CommitOutcome } from "../core/sync/github-port.ts";
import { chunksOf, type LinkPlan } from "../core/sync/plan.ts";
import { takeBackMessage } from "../core/sync/proposal.ts";
import { recordActivity } from "../db/activity.ts";
import { recordRefusal, type Refusal } from "../db/lane-commit.ts";
import { changeProposal, forgetFilesById, type LaneProposal, recordProposed } from "../db/proposals.ts";
import { addOwnPairs, forgetOwnPairs, recordCommitTime } from "../db/proposed-pairs.ts";
import type { Tx } from "../db/store.ts";
import { commitUrl } from "./apply-look.ts";
import type { Attempt, CommitRun } from "./commit-attempt.ts";
import { commitChunks, type CommitTarget } from "./commit-chunks.ts";
import type { PreparedAddition } from "./prepare-additions.ts";
import type { ProposalWork } from "./proposal-work.ts";
import { restoredTexts } from "./restored-texts.ts";
import { readUnproposed, type UnproposedTexts } from "./unproposed-files.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

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
  const unproposed = await readUnproposed(run, proposal, additions);
  if (typeof unproposed === "string") return unproposed;
  const withdrawn = await restore(rolling, withdrawals);
  if (withdrawn !== "done") return withdrawn;
  const [there, missing] = partBy(additions, (addition) => isOnBranch(proposal, addition, unproposed));
  const adopted = await adopt(rolling, there);
  return adopted === "done" ? commitChunks(run, rollingBranch(rolling), chunksOf(missing)) : adopted;
}

function partBy<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** Whoever wrote it: a commit would change nothing. */
function isOnBranch(
  { files }: LaneProposal,
  { link, pair }: PreparedAddition,
  unproposed: UnproposedTexts,
): boolean {
  const file = files.find((it) => it.link === link.id && it.generation === link.generation);
  if (file !== undefined) return file.seen === pair.remote;
  // What a link before has left at the path has been taken back just now.
  const hasOrphan = files.some((it) => it.link === null && it.path === link.path);
  return !hasOrphan && unproposed.get(link.id) === pair.remote;
}

/** What is on the branch already is proposed as it stands. */
async function adopt({ run, proposal }: Rolling, there: readonly PreparedAddition[]): Promise<CommitResult> {
  if (there.length === 0) return "done";
  return writeHeld(run, async (tx) => {
    for (const addition of there) await recordProposed(tx, proposal.id, fileOf(addition));
  });
}

function rollingBranch(rolling: Rolling): CommitTarget {
  const { proposal } = rolling;
  return {
    async record(tx, { pairs, at }) {
      await addOwnPairs(tx, pairs, at);
      await changeProposal(tx, proposal.id, { isSure: false });
      return 0;
    },
    send: ({ message }, additions) => send(rolling, { additions, deletions: [], message }),
    landed: ({ chunk }, commit) => proposed(rolling, chunk, commit),
    stale: async () => "stale",
    takeBack: (attempt) => takeBack(rolling, attempt),
    refused: (attempt, message) => refused(rolling, attempt, { code: "content_blocked", message }),
    refusedByBranch: (attempt, message) => refused(rolling, attempt, { code: "branch_protected", message }),
  };
}

interface Change {
  readonly additions: readonly Addition[];
  readonly deletions: readonly string[];
  readonly message: CommitMessage;
}

/** A request that threw may have been carried out: the branch stays to be looked at. */
function send({ run, proposal, head }: Rolling, change: Change): Promise<CommitOutcome> {
  const { address: repository } = run.lane.repository;
  const { branch, refId } = proposal;
  if (refId === null) return Promise.resolve({ kind: "stale" });
  return run.deps.github.commit({ repository, branch, refId, expectedHead: head, ...change });
}

function proposed(
  rolling: Rolling,
  chunk: readonly PreparedAddition[],
  commit: CommitId,
): Promise<CommitResult> {
  const { run, proposal } = rolling;
  const at = run.deps.clock.now();
  const links = chunk.map(({ link }) => link.id);
  const record = async (tx: Tx): Promise<void> => {
    for (const addition of chunk) await recordProposed(tx, proposal.id, fileOf(addition));
    await recordCommitTime(tx, links, at);
  };
  return landed(rolling, commit, { links, record });
}

function fileOf({ link, view, pair }: PreparedAddition) {
  const { id, generation, path } = link;
  const base = view.kind === "blob" ? view.blob : ("absent" as const);
  return { link: id, generation, path, ...pair, base };
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
      repository: run.lane.repository.id,
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

/** The branch is as it was, and these pairs are nobody's. */
function takeBack({ run, proposal }: Rolling, { chunk }: Attempt): Promise<CommitResult> {
  return writeHeld(run, async (tx) => {
    await forgetOwnPairs(tx, chunk);
    await changeProposal(tx, proposal.id, { isSure: true });
  });
}

async function refused(
  rolling: Rolling,
  attempt: Attempt,
  refusal: Pick<Refusal, "code" | "message">,
): Promise<CommitResult> {
  const takenBack = await takeBack(rolling, attempt);
  if (takenBack !== "done") return takenBack;
  const { run } = rolling;
  const { head } = run;
  const at = run.deps.clock.now();
  return writeHeld(run, (tx) => recordRefusal(tx, { ...refusal, write: 0, links: attempt.chunk, head, at }));
}

/** What is withdrawn leaves the branch before anything is added to it. */
async function restore(rolling: Rolling, withdrawals: readonly LinkPlan[]): Promise<CommitResult> {
  const { run, proposal } = rolling;
  const restored = await restoredTexts(run, proposal, withdrawals);
  if (restored === null) return "stale";
  const { additions, deletions, ids } = restored;
  const forget = (tx: Tx): Promise<void> => forgetFilesById(tx, ids);
  if (ids.length === 0) return "done";
  if (additions.length + deletions.length === 0) return writeHeld(run, forget);
  const begun = await writeHeld(run, (tx) => changeProposal(tx, proposal.id, { isSure: false }));
  if (begun !== "done") return begun;
  const message = { headline: takeBackMessage(ids.length), body: "" };
  const outcome = await send(rolling, { additions, deletions, message });
  if (outcome.kind === "landed") return landed(rolling, outcome.commit, { links: [], record: forget });
  return outcome.kind === "stale" ? "stale" : "unanswered";
}
