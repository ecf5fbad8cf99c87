/** What people do with pull requests, and with the branches that these are made of. Each answers what happened, in words. */
import { change, pick } from "./github-steps.ts";
import { mergedTree } from "./model/ancestry.ts";
import type { Repository } from "./model/github-model.ts";
import { mergePull, endPull, type Pull, reopenPull } from "./model/pulls.ts";
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

export function pull(world: World, [which, how, where, content]: Numbers): string {
  const asked = pullOf(world, which);
  if (asked === undefined) return "nothing";
  const { repository, pull: request } = asked;
  const words = `request ${request.number} on ${repository.name}`;
  if (request.state !== "open") {
    return reopenPull(world.github, repository, request) ? `${words} is opened again` : "nothing";
  }
  switch (how % 9) {
    case 0:
    case 1:
      return merge(world, asked, "merge") ? `${words} is merged` : "nothing";
    case 2:
      return merge(world, asked, "squash") ? `${words} is squashed` : "nothing";
    case 3: {
      const isMerged = merge(world, asked, content % 2 === 0 ? "merge" : "squash");
      world.github.setHead(repository, request.head, { head: null, by: "others" });
      return `${words} is ${isMerged ? "merged" : "given up"}, and its branch deleted`;
    }
    case 4:
    case 5:
      return editBranch(world, asked, { where, content });
    case 6:
      endPull(world.github, repository, request, "closed");
      return `${words} is closed`;
    case 7:
      return updateBranch(world, asked, content % 2 === 0 ? "ours" : "theirs");
    default:
      world.github.setHead(repository, request.head, { head: null, by: "others" });
      return `the branch of ${words} is deleted`;
  }
}

function merge(world: World, { repository, pull: request }: Asked, method: "merge" | "squash"): boolean {
  return mergePull(world.github, repository, request, method);
}

/** A reviewer commits to the branch, mostly to what is proposed. */
function editBranch(
  world: World,
  { repository, pull: { head: branch } }: Asked,
  { where, content }: { readonly where: number; readonly content: number },
): string {
  const head = repository.branches.get(branch)?.head;
  if (head === undefined) return "nothing";
  const links = world.links().filter(({ repositoryId }) => repositoryId === repository.id);
  const path = pick(links, where)?.path;
  if (path === undefined) return "nothing";
  const { login } = repository.account;
  const text = path.endsWith(".json")
    ? foreignCollectionText(login, collectionUid(login, where % 2), content % 15)
    : foreignSchemaText(login, content % 10);
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
  settle: "ours" | "theirs",
): string {
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
