/** Whether every link is at rest, in a state that fits what the store and GitHub hold now (invariant 3). */
import { canonicalOf } from "../../../src/core/collection/style.ts";
import { blobIdOf } from "../../../src/core/git/object-id.ts";
import { pathKey } from "../../../src/core/path/policy.ts";
import type { Entry, Repository, Tree } from "../model/github-model.ts";
import { FORBIDDEN } from "../model/texts.ts";
import { fitsRequest } from "./check-pulls.ts";
import type { LinkRow, World } from "../world.ts";

export interface RestOptions {
  /** No sweep has come: what only a sweep finds may still be unknown. */
  readonly isBeforeSweep: boolean;
}

export function checkRest(world: World, { isBeforeSweep }: RestOptions): void {
  for (const link of world.links()) {
    const { account } = world.document(link.document);
    const repository = world.repository(link.repositoryId);
    if (isBeforeSweep && isUnknown(world, link, repository)) continue;
    if (link.isPaused === 1) expectState(world, link, ["paused"]);
    else {
      expectClean(world, link);
      const access = accessCodes(world, link, account.installation === null);
      if (access === null) checkRemote(world, link, repository);
      else expectCode(world, link, access);
    }
  }
}

/** A webhook was lost, or an error that is looked into again only by a sweep. */
function isUnknown(world: World, link: LinkRow, { account }: Repository): boolean {
  return world.mail.missedBy.has(account) || link.state === "error";
}

function expectState(world: World, link: LinkRow, states: readonly string[]): void {
  if (states.includes(link.state)) return;
  world.judge.note("state fits", `${shown(link)}, where ${states.join(" or ")} would fit`);
}

function expectCode(world: World, link: LinkRow, codes: readonly string[]): void {
  if (link.state === "error" && codes.includes(link.code ?? "")) return;
  world.judge.note("state fits", `${shown(link)}, where error ${codes.join(" or ")} would fit`);
}

function shown(link: LinkRow): string {
  const sides = `store ${link.store?.slice(0, 7)}, remote ${link.remote?.slice(0, 7)}`;
  const agreed = `agreed ${link.agreedStore?.slice(0, 7)} ${link.agreedRemote?.slice(0, 7)}`;
  const where = `${link.path} on ${link.branch}`;
  return `link ${link.id} (${link.kind}, ${where}) is ${link.state} ${link.code ?? ""} with ${sides}, ${agreed}`;
}

function expectClean(world: World, link: LinkRow): void {
  const isAtRest =
    link.laneDirty === link.laneClean && link.waitingSince === null && link.state !== "pending";
  world.judge.expect(isAtRest, "convergence", () => `${shown(link)} and does not come to rest`);
}

/** Null: the App sees the repository. */
function accessCodes(world: World, link: LinkRow, isUninstalled: boolean): readonly string[] | null {
  const repository = world.repository(link.repositoryId);
  if (world.github.isVisible(repository)) return null;
  // What is not chosen for a new installation stays with the one that is gone.
  if (!repository.isChosen) return ["repository_not_accessible", "app_uninstalled", "app_suspended"];
  // Installed anew and suspended before its repositories could be listed: they stay with the one that is gone.
  return isUninstalled ? ["app_uninstalled"] : ["app_suspended", "app_uninstalled"];
}

function checkRemote(world: World, link: LinkRow, repository: Repository): void {
  const branch = repository.branches.get(link.branch);
  if (branch === undefined) return checkWithoutBranch(world, link, repository);
  world.judge.expect(
    link.laneHead === branch.head || link.laneHead === null,
    "convergence",
    () => `${shown(link)}: its lane is at ${link.laneHead}, the branch at ${branch.head}`,
  );
  const tree = world.github.treeAt(repository, branch.head);
  const blocked = blockedCode(tree, link);
  if (blocked !== null) return expectCode(world, link, [blocked]);
  const entry = tree.get(link.path);
  if (entry === undefined) checkAbsent(world, link, repository);
  else checkPresent(world, link, { repository, entry });
}

function checkWithoutBranch(world: World, link: LinkRow, repository: Repository): void {
  const mayBegin = repository.branches.size === 0 && link.branch === repository.defaultBranch;
  if (!mayBegin || link.agreedStore !== null) return expectCode(world, link, ["branch_not_found"]);
  if (link.store === null) return expectState(world, link, ["empty"]);
  expectRefusal(world, link, repository);
}

function blockedCode(tree: Tree, link: LinkRow): string | null {
  const { path } = link;
  const entry = tree.get(path);
  if (entry !== undefined) return entry.kind === "file" ? null : entry.kind;
  const parents = path.split("/").slice(0, -1);
  const isBelowFile = parents.some((_, index) => tree.has(parents.slice(0, index + 1).join("/")));
  const isDirectory = [...tree.keys()].some((other) => other.startsWith(`${path}/`));
  if (isBelowFile || isDirectory) return "path_taken";
  return link.remote === null && hasSibling(tree, path) ? "path_taken" : null;
}

/** A name on the way that differs only by case. */
function hasSibling(tree: Tree, path: string): boolean {
  const segments = path.split("/");
  return [...tree.keys()].some((other) => {
    const others = other.split("/");
    return segments.some(
      (segment, index) =>
        others[index] !== undefined &&
        others[index] !== segment &&
        pathKey(others[index]) === pathKey(segment) &&
        segments.slice(0, index).every((above, at) => above === others[at]) &&
        ![...tree.keys()].some((one) => `${one}/`.startsWith(`${segments.slice(0, index + 1).join("/")}/`)),
    );
  });
}

function checkAbsent(world: World, link: LinkRow, repository: Repository): void {
  if (link.store === null) return expectState(world, link, ["empty", "missing"]);
  if (link.state === "missing") {
    world.judge.expect(
      link.agreedRemote === "absent" && link.agreedStore === link.store,
      "state fits",
      () => `${shown(link)}: missing without an agreement on it`,
    );
    return;
  }
  // Both changed: the file went while the store was saved.
  if (link.state === "conflict" && isConflict(link, null)) return;
  expectRefusal(world, link, repository);
}

function checkPresent(
  world: World,
  link: LinkRow,
  { repository, entry }: { readonly repository: Repository; readonly entry: Entry },
): void {
  if (entry.kind !== "file") return;
  const content = world.github.blobs.get(entry.blob) ?? Buffer.alloc(0);
  if (link.kind === "schema" && content.includes(0)) return expectCode(world, link, ["not_text"]);
  const canonical = link.kind === "schema" ? content.toString("utf8") : canonicalOf(content);
  const blob = canonical === null ? null : blobIdOf(Buffer.from(canonical));
  // What is no collection counts by its own bytes.
  if (link.store !== null && (blob ?? entry.blob) === link.store)
    return expectState(world, link, ["in_sync"]);
  checkDifferent(world, link, { repository, remote: entry.blob });
}

/** Both sides have a text, and not the same. */
function checkDifferent(
  world: World,
  link: LinkRow,
  { repository, remote }: { readonly repository: Repository; readonly remote: string },
): void {
  const { state } = link;
  if (state === "conflict" && !fitsRequest(world, link, repository))
    return checkConflict(world, link, { repository, remote });
  const isFit =
    (state === "empty" && link.kind === "backup" && link.store === null) ||
    (state === "choose" && link.store !== null && link.agreedStore === null) ||
    // No save waits behind the edit.
    (state === "edited_on_github" && link.kind === "backup" && link.agreedStore === link.store);
  if (!isFit) expectRefusal(world, link, repository);
}

function isConflict(link: LinkRow, remote: string | null): boolean {
  const isChanged = link.agreedStore !== link.store && link.agreedRemote !== (remote ?? "absent");
  return link.kind === "schema" && link.agreedStore !== null && isChanged;
}

function checkConflict(
  world: World,
  link: LinkRow,
  { repository, remote }: { readonly repository: Repository; readonly remote: string },
): void {
  world.judge.expect(
    isConflict(link, remote),
    "state fits",
    () => `${shown(link)}: it is a conflict, but not both sides have changed`,
  );
  const { lastBy } = world.github.pathHistory(repository, link.branch, link.path);
  world.judge.expect(
    lastBy === "others",
    "state fits",
    () => `${shown(link)}: it is a conflict with our own commit`,
  );
}

/** The store's text waits, and something on GitHub must say why: a request, or a refusal. */
function expectRefusal(world: World, link: LinkRow, repository: Repository): void {
  if (fitsRequest(world, link, repository)) return;
  const content = world.query(
    "select content from blobs where blob = ? and workspaceId = ?",
    link.store,
    link.workspaceId,
  ) as readonly { content: Buffer }[];
  const wasProtected = repository.wereProtected.has(link.branch);
  const codes = [
    ...(repository.isArchived ? ["repository_archived"] : []),
    ...(wasProtected && link.mode === "commit" ? ["branch_protected"] : []),
    ...(needsPermission(link, repository) ? ["permission_missing"] : []),
    ...(content[0]?.content.includes(FORBIDDEN) === true ? ["content_blocked"] : []),
  ];
  if (codes.length === 0) return world.judge.note("state fits", `${shown(link)}, though both sides differ`);
  expectCode(world, link, codes);
}

/** Its saves go by pull request, which the account does not grant. */
function needsPermission({ mode, branch }: LinkRow, { account, wereProtected }: Repository): boolean {
  if (account.installation?.mayPropose !== false) return false;
  return mode === "pull_request" || (mode === "auto" && wereProtected.has(branch));
}
