/** Moving branches: every change of a ref goes through here, one at a time a repository, and sends its webhooks. */
import { gitDirOf, type SandboxContext } from "./context.ts";
import { readCommit, writeCommit, type Signature } from "./git/commit.ts";
import { writeObject } from "./git/object-store.ts";
import { deleteRef, moveRef, readRef } from "./git/refs.ts";
import { changeTree, writeEmptyTree, type FileEntry } from "./git/tree.ts";
import { followBranch } from "./pulls/follow-branches.ts";
import { accountShape, type ShownAccount } from "./shapes/account-shape.ts";
import type { RepositoryRecord } from "./state.ts";
import { announceRef } from "./webhooks/announce-ref.ts";

export interface WrittenFile {
  readonly path: string;
  /** Null deletes. */
  readonly file: { readonly mode: string; readonly content: Buffer } | { readonly submodule: string } | null;
}

export interface BranchCommit {
  readonly branch: string;
  /** The head that it is made on; null: the branch is new. */
  readonly parent: string | null;
  readonly files: readonly WrittenFile[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** Who is named in the webhook; null sends none. */
export type Sender = ShownAccount | null;

/** The new commit's id; null where the branch is not at `parent` any more. Call within the repository's turn. */
export async function commitOnBranch(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: BranchCommit,
  sender: Sender,
): Promise<string | null> {
  const gitDir = gitDirOf(context, repository);
  const parent = commit.parent === null ? null : await readCommit(gitDir, commit.parent);
  const changes = new Map<string, FileEntry | null>();
  for (const { path, file } of commit.files) changes.set(path, await writeFileObject(gitDir, file));
  const tree = (await changeTree(gitDir, parent?.tree ?? null, changes)) ?? (await writeEmptyTree(gitDir));
  const { author, committer, message } = commit;
  const parents = commit.parent === null ? [] : [commit.parent];
  const id = await writeCommit(gitDir, { tree, parents, author, committer, message });
  const change = { branch: commit.branch, before: commit.parent, after: id };
  return (await changeBranch(context, repository, change, sender)) ? id : null;
}

export interface BranchChange {
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Compare-and-swap: false where the branch is not at `before`. Call within the repository's turn. */
export async function changeBranch(
  context: SandboxContext,
  repository: RepositoryRecord,
  change: BranchChange,
  sender: Sender,
): Promise<boolean> {
  const gitDir = gitDirOf(context, repository);
  const ref = `refs/heads/${change.branch}`;
  const { before, after } = change;
  if ((await readRef(gitDir, ref)) !== before) return false;
  const isMoved = await (after === null
    ? deleteRef(gitDir, ref, before ?? "")
    : moveRef(gitDir, ref, after, before));
  if (!isMoved) return false;
  if (sender === null) context.heads.moved(repository.id, ref, before);
  else {
    await announceRef(context, repository, { ref, before, after, sender, pusher: pusherOf(context, sender) });
    await followBranch(context, repository, { ...change, sender });
  }
  return true;
}

export function pusherOf(context: SandboxContext, sender: ShownAccount): { name: string; email: string } {
  const { login } = accountShape(context, sender);
  return { name: String(login), email: noreplyOf(sender) };
}

export function noreplyOf(account: ShownAccount): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}

async function writeFileObject(gitDir: string, file: WrittenFile["file"]): Promise<FileEntry | null> {
  if (file === null) return null;
  if ("submodule" in file) return { mode: "160000", id: file.submodule };
  return { mode: file.mode, id: await writeObject(gitDir, "blob", file.content) };
}
