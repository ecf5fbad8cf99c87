/** What people do with pull requests, and with the branches that these are made of. Each answers what happened, in words. */
import { change, pick } from "./github-steps.ts";
import { mergedTree } from "./model/ancestry.ts";
import type { Repository } from "./model/github-model.ts";
import { mergePull, endPull, type Pull, reopenPull } from "./model/pulls.ts";
import { withMember } from "./members.ts";
import { collectionUid, foreignCollectionText, foreignSchemaText } from "./model/texts.ts";
import type { Step } from "./steps.ts";
import type { World } from "./world.ts";

type Numbers = Step["n"];

interface Asked {
  readonly repository: Repository;
  readonly pull: Pull;
}

/** Mostly one that is open. */
function pullOf(world: World, which: number): Asked | undefined {
  const all = world.github.repositories.flatMap((repository) =>
    repository.pulls.map((pull) => ({ repository, pull })),
  );
  const open = all.filter(({ pull }) => pull.state === "open");
  return pick(which % 4 === 0 || open.length === 0 ? all : open, which >> 2);
}

export function doOnRequest(world: World, [which, how, where, content]: Numbers): string {
  const asked = pullOf(world, which);
  if (asked === undefined) return "nothing";
  const { repository, pull: request } = asked;
  if (request.state !== "open")
    return reopenPull(world.github, repository, request) ? `${nameOf(asked)} is opened again` : "nothing";
  return pick(DEEDS, how)?.(world, asked, { where, content }) ?? "nothing";
}

interface How {
  readonly where: number;
  readonly content: number;
}

type Deed = (world: World, asked: Asked, how: How) => string;

const DEEDS: readonly Deed[] = [
  (world, asked) => merge(world, asked, "merge"),
  (world, asked) => merge(world, asked, "merge"),
  (world, asked) => merge(world, asked, "squash"),
  mergeAndDelete,
  editBranch,
  editBranch,
  close,
  updateBranch,
  deleteBranch,
];

function nameOf({ repository, pull: { number } }: Asked): string {
  return `request ${number} on ${repository.name}`;
}

function close(world: World, asked: Asked): string {
  endPull(world.github, asked.repository, asked.pull, "closed");
  return `${nameOf(asked)} is closed`;
}

function deleteBranch(world: World, asked: Asked): string {
  world.github.setHead(asked.repository, asked.pull.head, { head: null, by: "others" });
  return `the branch of ${nameOf(asked)} is deleted`;
}

function mergeAndDelete(world: World, asked: Asked, { content }: How): string {
  const merged = merge(world, asked, content % 2 === 0 ? "merge" : "squash");
  return `${merged}; ${deleteBranch(world, asked)}`;
}

function merge(world: World, asked: Asked, method: "merge" | "squash"): string {
  const isMerged = mergePull(world.github, asked.repository, asked.pull, method);
  return isMerged ? `${nameOf(asked)} is ${method === "merge" ? "merged" : "squashed"}` : "nothing";
}

/** A reviewer commits to what is proposed, or to a linked file beside it. */
function editBranch(
  world: World,
  { repository, pull: { head: branch, base } }: Asked,
  { where, content }: How,
): string {
  const head = repository.branches.get(branch)?.head;
  if (head === undefined) return "nothing";
  const target = world.github.treeAt(repository, repository.branches.get(base)?.head ?? null);
  const proposed = [...world.github.treeAt(repository, head)].filter(
    ([at, entry]) => JSON.stringify(target.get(at)) !== JSON.stringify(entry),
  );
  const linked = world
    .links()
    .filter((link) => link.repositoryId === repository.id && link.branch === base)
    .map(({ path: at }) => at);
  const path = pick([...new Set([...proposed.map(([at]) => at), ...linked])], where);
  if (path === undefined) return "nothing";
  const { login } = repository.account;
  const text = path.endsWith(".json")
    ? foreignCollectionText(login, collectionUid(login, where % 2), content % 15)
    : withMember(foreignSchemaText(login, content % 10), content % 7, world.hasMembers);
  const before = world.github.treeAt(repository, head).get(path);
  const isExecutable = before?.kind === "file" && before.isExecutable;
  const blob = world.github.keep(text);
  const entry = content % 7 === 0 ? null : ({ kind: "file", blob, isExecutable } as const);
  change(world, repository, { branch, path, entry });
  return `${entry === null ? "no file" : blob.slice(0, 7)} at ${path} on ${repository.name} ${branch}`;
}

/** The target is merged into the branch, and a person settles what clashes. */
function updateBranch(
  world: World,
  { repository, pull: { head: branch, base } }: Asked,
  { content }: How,
): string {
  const settle = content % 2 === 0 ? "ours" : "theirs";
  const [ours, theirs] = [repository.branches.get(branch)?.head, repository.branches.get(base)?.head];
  if (ours === undefined || theirs === undefined) return "nothing";
  const tree = mergedTree(repository, { ours, theirs }, settle);
  if (tree === null) return "nothing";
  const author = repository.account.login;
  const commit = { parents: [ours, theirs], tree, message: "Update", author, isOurs: false };
  const { id } = world.github.addCommit(repository, commit);
  world.github.setHead(repository, branch, { head: id, by: "others" });
  return `${base} is merged into ${branch} of ${repository.name}, where ${settle} count`;
}
