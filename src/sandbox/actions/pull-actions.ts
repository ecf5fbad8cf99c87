/** What people do with pull requests by hand. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import type { Signature } from "../git/commit.ts";
import { mergeCommit, rebase, squash } from "../git/merge.ts";
import { announcePull } from "../pulls/announce-pull.ts";
import { endPull } from "../pulls/follow-branches.ts";
import { findPull, pullsOf, readBranch } from "../pulls/find-pull.ts";
import type { MergeMethod, SandboxPull, SandboxPulls } from "../sandbox.ts";
import type { PullRecord, RepositoryRecord } from "../state.ts";
import { humanOf } from "../webhooks/announce-account.ts";
import { changeBranch, noreplyOf } from "../write-branch.ts";

export function pullActions(context: SandboxContext, repository: RepositoryRecord): SandboxPulls {
  const found = (number: number): PullRecord => {
    const pull = findPull(context, repository, number);
    if (pull === null) throw new Error(`No pull request ${number}`);
    return pull;
  };
  return {
    list: () => pullsOf(context, repository).map(showPull),
    merge: (number, method = "merge") =>
      context.writing.take(repository.id, () => merge(context, repository, found(number), method)),
    close: (number) =>
      endPull(context, repository, { pull: found(number), sender: humanOf(context), mergeCommit: null }),
    reopen: (number) => reopen(context, repository, found(number)),
  };
}

function showPull({ number, title, body, head, base, isOpen, mergedAt }: PullRecord): SandboxPull {
  return {
    number,
    title,
    body: body ?? "",
    head,
    base,
    state: mergedAt !== null ? "merged" : isOpen ? "open" : "closed",
  };
}

const METHODS = { merge: mergeCommit, squash, rebase } as const;

/** The base branch moves, and the request is over: protection does not hold people who merge. */
async function merge(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
  method: MergeMethod,
): Promise<string> {
  if (!pull.isOpen) throw new Error(`Pull request ${pull.number} is not open`);
  const base = await readBranch(context, repository, pull.base);
  if (base === null) throw new Error(`No branch ${pull.base}`);
  const human = humanOf(context);
  const author: Signature = { name: human.login, email: noreplyOf(human), at: context.now() };
  const message =
    method === "merge"
      ? `Merge pull request #${pull.number} from ${context.state.owner(repository.ownerId).login}/${pull.head}\n\n${pull.title}`
      : `${pull.title} (#${pull.number})`;
  const merging = { gitDir: gitDirOf(context, repository), base, head: pull.headSha, message, author };
  const made = await METHODS[method](merging);
  if (made === null) throw new Error(`Pull request ${pull.number} has conflicts`);
  // Over before its branch moves: what a moved base means for open requests is not asked of this one.
  pull.isOpen = false;
  await changeBranch(context, repository, { branch: pull.base, before: base, after: made }, human);
  await endPull(context, repository, { pull, sender: human, mergeCommit: made });
  return made;
}

async function reopen(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Promise<void> {
  const head = await readBranch(context, repository, pull.head);
  if (pull.mergedAt !== null || head === null)
    throw new Error(`Pull request ${pull.number} cannot be reopened`);
  pull.isOpen = true;
  pull.closedAt = null;
  pull.headSha = head;
  await announcePull(context, repository, pull, { action: "reopened", sender: humanOf(context) });
}
