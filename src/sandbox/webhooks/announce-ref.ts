/** A branch or tag was made, moved or deleted: the webhooks for it. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { findMergeBase, readLog } from "../git/log.ts";
import type { LoggedCommit, LoggedPerson } from "../git/logged-commit.ts";
import { listRefs, ZERO_ID } from "../git/refs.ts";
import { accountShape, findBot, organizationShape, type ShownAccount } from "../shapes/account-shape.ts";
import { pushRepositoryShape, repositoryHtmlUrl, repositoryShape } from "../shapes/repository-shape.ts";
import type { InstallationRecord, RepositoryRecord } from "../state.ts";

export interface RefChange {
  /** `refs/heads/main`. */
  readonly ref: string;
  /** Null: it is new. */
  readonly before: string | null;
  /** Null: it is gone. */
  readonly after: string | null;
  readonly sender: ShownAccount;
  readonly pusher: { readonly name: string; readonly email: string };
}

/** GitHub lists no more commits than these, and no more files of each kind. */
const MOST_COMMITS = 2048;
const MOST_FILES = 3000;

export async function announceRef(
  context: SandboxContext,
  repository: RepositoryRecord,
  change: RefChange,
): Promise<void> {
  context.heads.moved(repository.id, change.ref, change.before);
  repository.pushedAt = context.now();
  context.state.save();
  const hearing = context.state.installationsHearing(repository);
  const push = hearing.length === 0 ? {} : await pushPayload(context, repository, change);
  for (const installation of hearing) announceTo(context, installation, { repository, change, push });
}

interface AnnouncedRef {
  readonly repository: RepositoryRecord;
  readonly change: RefChange;
  readonly push: Readonly<Record<string, unknown>>;
}

function announceTo(
  context: SandboxContext,
  installation: InstallationRecord,
  { repository, change, push }: AnnouncedRef,
): void {
  const about = aboutRepository(context, repository, installation.id);
  const send = (event: string, payload: Record<string, unknown>): void =>
    context.webhooks.announce(installation.appId, {
      event,
      payload,
      installationId: installation.id,
      repositoryId: repository.id,
    });
  const sender = accountShape(context, change.sender);
  send("push", { ...push, ...about, sender });
  const named = { ref: change.ref.replace(/^refs\/(heads|tags)\//, ""), ref_type: refType(change.ref) };
  const repositoryInfo = { ...about, repository: repositoryShape(context, repository), sender };
  const created = {
    ...named,
    master_branch: repository.defaultBranch,
    description: null,
    pusher_type: "user",
  };
  if (change.before === null) send("create", { ...created, ...repositoryInfo });
  if (change.after === null) send("delete", { ...named, pusher_type: "user", ...repositoryInfo });
}

/** The parts that every webhook about a repository has. */
export function aboutRepository(
  context: SandboxContext,
  repository: RepositoryRecord,
  installationId: number,
): Record<string, unknown> {
  const owner = context.state.owner(repository.ownerId);
  const nodeId = Buffer.from(`MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u${installationId}`).toString("base64");
  return {
    ...(owner.type === "Organization" ? { organization: organizationShape(context, owner) } : {}),
    installation: { id: installationId, node_id: nodeId },
  };
}

async function pushPayload(
  context: SandboxContext,
  repository: RepositoryRecord,
  change: RefChange,
): Promise<Record<string, unknown>> {
  const html = repositoryHtmlUrl(context, repository);
  const commits = await commitsOf(context, repository, change);
  const listed = commits.find((it) => it.id === change.after);
  const head = listed ?? (await readHeadCommit(context, repository, change));
  const range =
    change.before === null ? change.after : `${change.before.slice(0, 12)}...${change.after?.slice(0, 12)}`;
  const ids = new Set(commits.map((it) => it.id));
  const shown = (commit: LoggedCommit): Record<string, unknown> =>
    commitShape(context, html, commit, ids.has(commit.id));
  return {
    ref: change.ref,
    before: change.before ?? ZERO_ID,
    after: change.after ?? ZERO_ID,
    repository: pushRepositoryShape(context, repository),
    pusher: { name: change.pusher.name, email: change.pusher.email },
    created: change.before === null,
    deleted: change.after === null,
    forced: await isForced(context, repository, { change, commits }),
    base_ref: null,
    compare: `${html}/compare/${range}`,
    commits: commits.map(shown),
    head_commit: head === undefined ? null : shown(head),
  };
}

async function commitsOf(
  context: SandboxContext,
  repository: RepositoryRecord,
  change: RefChange,
): Promise<readonly LoggedCommit[]> {
  if (change.after === null) return [];
  const gitDir = gitDirOf(context, repository);
  const without = change.before === null ? await otherHeads(gitDir, change.ref) : [change.before];
  const range = { from: [change.after], without, limit: MOST_COMMITS, order: "oldest-first" } as const;
  return readLog(gitDir, range);
}

async function otherHeads(gitDir: string, ref: string): Promise<string[]> {
  const heads = await listRefs(gitDir, "refs/heads/");
  return [...heads].filter(([name]) => name !== ref).map(([, id]) => id);
}

/** On delete there is none; a branch put onto commits that were there already has one that is not listed. */
async function readHeadCommit(
  context: SandboxContext,
  repository: RepositoryRecord,
  change: RefChange,
): Promise<LoggedCommit | undefined> {
  if (change.after === null) return undefined;
  return (await readLog(gitDirOf(context, repository), { from: [change.after], limit: 1 }))[0];
}

interface ListedChange {
  readonly change: RefChange;
  readonly commits: readonly LoggedCommit[];
}

async function isForced(
  context: SandboxContext,
  repository: RepositoryRecord,
  { change, commits }: ListedChange,
): Promise<boolean> {
  const { before, after } = change;
  if (before === null || after === null) return false;
  if (commits.some((it) => it.parents.includes(before))) return false;
  return (await findMergeBase(gitDirOf(context, repository), before, after)) !== before;
}

function refType(ref: string): "branch" | "tag" {
  return ref.startsWith("refs/tags/") ? "tag" : "branch";
}

function commitShape(
  context: SandboxContext,
  html: string,
  commit: LoggedCommit,
  isDistinct: boolean,
): Record<string, unknown> {
  return {
    id: commit.id,
    tree_id: commit.tree,
    distinct: isDistinct,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${html}/commit/${commit.id}`,
    author: personShape(context, commit.author),
    committer: personShape(context, commit.committer),
    added: commit.added.slice(0, MOST_FILES),
    removed: commit.removed.slice(0, MOST_FILES),
    modified: commit.modified.slice(0, MOST_FILES),
  };
}

function personShape(context: SandboxContext, person: LoggedPerson): Record<string, unknown> {
  const login = loginOf(context, person.email);
  return {
    name: person.name,
    email: person.email,
    date: person.date,
    ...(login === null ? {} : { username: login }),
  };
}

/** GitHub knows people by their noreply address; the rest of their addresses are not known to a sandbox. */
export function loginOf(context: SandboxContext, email: string): string | null {
  const match = /^\d+\+([^@]+)@users\.noreply\./.exec(email);
  const login = match?.[1] ?? "";
  return (findBot(context, login) ?? context.state.account(login))?.login ?? null;
}
