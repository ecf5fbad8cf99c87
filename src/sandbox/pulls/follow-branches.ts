/** What a moved or deleted branch means for open pull requests. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { findMergeBase } from "../git/log.ts";
import type { ShownAccount } from "../shapes/account-shape.ts";
import type { PullRecord, RepositoryRecord } from "../state.ts";
import { announcePull } from "./announce-pull.ts";
import { pullsOf } from "./find-pull.ts";

export interface MovedBranch {
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly sender: ShownAccount;
}

export async function followBranch(
  context: SandboxContext,
  repository: RepositoryRecord,
  move: MovedBranch,
): Promise<void> {
  for (const pull of pullsOf(context, repository)) {
    if (!pull.isOpen) continue;
    if (pull.head === move.branch) await followHead(context, repository, { pull, move });
    else if (pull.base === move.branch) await followBase(context, repository, { pull, move });
  }
}

interface Followed {
  readonly pull: PullRecord;
  readonly move: MovedBranch;
}

/** The head branch deleted closes the request; a new commit on it goes into the request. */
async function followHead(
  context: SandboxContext,
  repository: RepositoryRecord,
  { pull, move }: Followed,
): Promise<void> {
  const { after, sender } = move;
  if (after === null) return endPull(context, repository, { pull, sender, mergeCommit: null });
  const before = pull.headSha;
  pull.headSha = after;
  await announcePull(context, repository, pull, { action: "synchronize", sender, more: { before, after } });
}

/** The base branch deleted closes the request; where it has come to hold the request's commits, that is merged. */
async function followBase(
  context: SandboxContext,
  repository: RepositoryRecord,
  { pull, move }: Followed,
): Promise<void> {
  const { after, sender } = move;
  if (after === null) return endPull(context, repository, { pull, sender, mergeCommit: null });
  const base = await findMergeBase(gitDirOf(context, repository), after, pull.headSha);
  if (base === pull.headSha) await endPull(context, repository, { pull, sender, mergeCommit: after });
}

/** `mergeCommit` null: closed unmerged. */
export async function endPull(
  context: SandboxContext,
  repository: RepositoryRecord,
  end: { readonly pull: PullRecord; readonly sender: ShownAccount; readonly mergeCommit: string | null },
): Promise<void> {
  const { pull, sender, mergeCommit } = end;
  pull.isOpen = false;
  pull.closedAt = context.now();
  if (mergeCommit !== null) {
    pull.mergedAt = context.now();
    pull.mergeCommit = mergeCommit;
  }
  await announcePull(context, repository, pull, { action: "closed", sender });
}
