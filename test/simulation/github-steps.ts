/** What people do on GitHub, and what is done to the App there. Each answers what happened, in words. */
import type { CommitId } from "../../src/core/git/object-id.ts";
import type { Account, Entry, Installation, Repository } from "./model/github-model.ts";
import { collectionUid, foreignCollectionText, foreignSchemaText } from "./model/texts.ts";
import { memberEntry, memberPath, withMember } from "./members.ts";
import { BACKUP_PATHS, BRANCHES, SCHEMA_PATHS } from "./set-up.ts";
import type { Step } from "./steps.ts";
import type { World } from "./world.ts";

type Numbers = Step["n"];

export function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items.length === 0 ? undefined : items[number % items.length];
}

interface Place {
  readonly repository: Repository;
  readonly branch: string;
  readonly path: string;
}

/** Mostly where a link is, and half of these times the first: where much happens, things meet. */
function placeOf(world: World, which: number): Place {
  const link = pick(world.links(), which % 2 === 0 ? 0 : which >> 4);
  if (link !== undefined && which % 16 < 13) {
    const { repositoryId, branch, path } = link;
    const repository = world.repository(repositoryId);
    return { repository, branch: repository.branches.size === 0 ? repository.defaultBranch : branch, path };
  }
  const repository = pick(world.github.repositories, which >> 4);
  if (repository === undefined) throw new Error("There are no repositories.");
  // The first branch that is pushed becomes the default one.
  const isEmpty = repository.branches.size === 0;
  const branch = isEmpty ? repository.defaultBranch : (BRANCHES[(which >> 6) % 2] ?? BRANCHES[0]);
  return {
    repository,
    branch,
    path: pick([...SCHEMA_PATHS, ...BACKUP_PATHS], which >> 8) ?? SCHEMA_PATHS[0],
  };
}

export function push(world: World, [which, , uid, content]: Numbers): string {
  const { repository, branch, path: name } = placeOf(world, which);
  const { github } = world;
  const { login } = repository.account;
  if (world.hasMembers && !name.endsWith(".json") && uid % 3 === 0) {
    const entry = memberEntry(login, content, (one) => github.keep(one));
    change(world, repository, { branch, path: memberPath(name), entry });
    return `${entry?.kind ?? "no file"} at ${memberPath(name)} on ${repository.name} ${branch}`;
  }
  const text = name.endsWith(".json")
    ? foreignCollectionText(login, collectionUid(login, uid % 2), content % 15)
    : withMember(foreignSchemaText(login, content % 10), content % 7, world.hasMembers);
  const blob = github.keep(text);
  const before = entryAt(world, repository, branch, name);
  const isExecutable = before?.kind === "file" ? before.isExecutable : content % 12 === 0;
  change(world, repository, { branch, path: name, entry: { kind: "file", blob, isExecutable } });
  return `push ${blob.slice(0, 7)} to ${name} on ${repository.name} ${branch}`;
}

function entryAt(world: World, repository: Repository, branch: string, path: string): Entry | undefined {
  const head = repository.branches.get(branch)?.head ?? null;
  return world.github.treeAt(repository, head).get(path);
}

/** What stands at a path goes, or something else than a file comes in its place. */
export function edit(world: World, [which, , , how]: Numbers): string {
  const { repository, branch, path: name } = placeOf(world, which);
  const before = entryAt(world, repository, branch, name);
  const entries: readonly (readonly [string, Entry | null])[] = [
    [name, null],
    [name, null],
    [name, { kind: "symlink" }],
    [name, { kind: "submodule" }],
    [name, before?.kind === "file" ? { ...before, isExecutable: !before.isExecutable } : null],
  ];
  const [changed, entry] = pick(entries, how) ?? [name, null];
  change(world, repository, { branch, path: changed, entry });
  return `${entry?.kind ?? "no file"} at ${changed} on ${repository.name} ${branch}`;
}

export function change(
  world: World,
  repository: Repository,
  to: { readonly branch: string; readonly path: string; readonly entry: Entry | null },
): void {
  const { github } = world;
  const head = repository.branches.get(to.branch)?.head ?? null;
  const tree = new Map(github.treeAt(repository, head));
  if (to.entry === null) tree.delete(to.path);
  else tree.set(to.path, to.entry);
  const parents = head === null ? [] : [head];
  const author = repository.account.login;
  const { id } = github.addCommit(repository, { parents, tree, message: "Edit", author, isOurs: false });
  github.setHead(repository, to.branch, { head: id, by: "others" });
}

/** To where it was before; to any commit of the repository, forced or not; away; back again. */
export function moveBranch(world: World, [which, , commit, how]: Numbers): string {
  const { repository, branch } = placeOf(world, which);
  const head = how % 5 === 0 ? null : headFor(repository, branch, { commit, isBack: how % 5 < 3 });
  if (head === null && repository.branches.size < 2) return "nothing";
  world.github.setHead(repository, branch, { head, by: "others" });
  return `${repository.name} ${branch} is ${shown(head)} now`;
}

function headFor(
  repository: Repository,
  branch: string,
  { commit, isBack }: { readonly commit: number; readonly isBack: boolean },
): CommitId | null {
  const before = repository.heads.get(branch)?.at(-2);
  if (isBack && before !== undefined) return before;
  return pick([...repository.commits.keys()], commit) ?? null;
}

function shown(head: CommitId | null): string {
  return head?.slice(0, 7) ?? "deleted";
}

/**
 * A replica shows a head that the branch has left, whether or not the lane has seen it, for less long than the second look waits.
 * Once it has caught up it does not fall back as far again.
 */
export function lag(world: World, [which, whose, back, seconds]: Numbers): string {
  const { repository, branch: target } = placeOf(world, which);
  const pull = repository.pulls.findLast(({ state, base }) => state === "open" && base === target);
  const name = whose % 2 === 0 && pull !== undefined ? pull.head : target;
  const branch = repository.branches.get(name);
  if (branch === undefined) return "nothing";
  const heads = new Set(repository.heads.get(name));
  const older = [...heads].filter((head) => head !== branch.head && !branch.shownLate.has(head));
  const head = pick(older.toReversed(), back % 4);
  if (head === undefined) return "nothing";
  branch.shownLate.add(head);
  branch.lag = { head, until: world.now() + (1 + (seconds % 24)) * 1000 };
  return `a replica shows ${shown(head)} for ${repository.name} ${name} for a while`;
}

export function changeInstallation(world: World, [which, how, what]: Numbers): string {
  const account = pick(world.github.accounts, which % 3 === 0 ? 1 : 0);
  if (account === undefined) return "nothing";
  const { installation } = account;
  if (installation === null) {
    account.installation = { id: world.github.nextId() + 5000, isSuspended: false, mayPropose: true };
    world.github.tell(null, account, "installation", { action: "created" });
    return `${account.login} installs the App again`;
  }
  if (what % 3 === 0) return changePermission(world, account, installation);
  if (how % 3 === 0) {
    world.github.tell(null, account, "installation", { action: "deleted" });
    account.installation = null;
    return `${account.login} uninstalls the App`;
  }
  installation.isSuspended = !installation.isSuspended;
  const action = installation.isSuspended ? "suspend" : "unsuspend";
  world.github.tell(null, account, "installation", { action });
  return `${account.login}: ${action}`;
}

/** What is granted anew GitHub tells; what an App asks for no more it takes away without a word. */
function changePermission(world: World, account: Account, installation: Installation): string {
  installation.mayPropose = !installation.mayPropose;
  if (installation.mayPropose)
    world.github.tell(null, account, "installation", { action: "new_permissions_accepted" });
  else world.mail.missedBy.add(account);
  return `${account.login} ${installation.mayPropose ? "grants" : "no longer grants"} pull requests`;
}

export function changeRepository(world: World, [which, how]: Numbers): string {
  const { repository, branch: name } = placeOf(world, which);
  switch (how % 6) {
    case 0:
      return choose(world, repository);
    case 1: {
      repository.isArchived = !repository.isArchived;
      return tellOf(world, repository, repository.isArchived ? "archived" : "unarchived");
    }
    case 2: {
      repository.name = `${repository.name}-x`;
      return tellOf(world, repository, "renamed");
    }
    case 3: {
      if (!repository.branches.has(name)) return "nothing";
      repository.defaultBranch = name;
      return tellOf(world, repository, `edited: the default branch is ${name}`);
    }
    default: {
      const branch = repository.branches.get(name);
      if (branch === undefined) return "nothing";
      branch.isProtected = !branch.isProtected;
      repository.wereProtected.add(name);
      return `${repository.name} ${name} is ${branch.isProtected ? "" : "not "}protected now`;
    }
  }
}

function choose(world: World, repository: Repository): string {
  repository.isChosen = !repository.isChosen;
  const action = repository.isChosen ? "added" : "removed";
  world.github.tell(repository, repository.account, "installation_repositories", { action });
  return `${repository.name} is ${action}`;
}

function tellOf(world: World, repository: Repository, action: string): string {
  const payload = { action, repository: { id: repository.id } };
  if (world.github.isVisible(repository))
    world.github.tell(repository, repository.account, "repository", payload);
  return `${repository.name}: ${action}`;
}
