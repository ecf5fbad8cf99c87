/** Whether every text that somebody was told to be safe is in the history (invariants 1, 2 and 4). */
import { canonicalOf } from "../../../src/core/collection/style.ts";
import { type BlobId, blobIdOf } from "../../../src/core/git/object-id.ts";
import { memberPath } from "../members.ts";
import type { GitHubModel, Repository } from "../model/github-model.ts";
import { targetOf } from "../model/pulls.ts";
import type { ModelDocument, World } from "../world.ts";

interface Revision {
  readonly number: number;
  readonly blob: BlobId;
  readonly origin: string;
}

export function checkTexts(world: World): void {
  for (const document of world.documents) {
    const revisions = world.query(
      "select number, blob, origin from revisions where document = ? order by number",
      document.id,
    ) as readonly Revision[];
    checkSaves(world, document, revisions);
    checkEchoes(world, document, revisions);
    const merges = revisions.filter(({ origin }) => origin === "merge").length;
    world.judge.expect(
      merges <= document.merges,
      "nothing is lost",
      () => `document ${document.id} has ${merges} merges, and ${document.merges} were asked for`,
    );
  }
  checkPresentTexts(world);
  checkReplacements(world);
}

/** Every acknowledged save is a revision of its own, in order: A, B, A is three. */
function checkSaves(world: World, document: ModelDocument, revisions: readonly Revision[]): void {
  const own = revisions.filter(({ origin }) => origin !== "github");
  let at = 0;
  for (const [index, blob] of document.saves.entries()) {
    while (at < own.length && own[at]?.blob !== blob) at += 1;
    if (at === own.length) {
      world.judge.note(
        "acknowledged is durable",
        `save ${index + 1} of document ${document.id} (${blob.slice(0, 7)}) is no revision of its own`,
      );
      return;
    }
    at += 1;
  }
}

/** The last save is the present text, unless it has reached GitHub since, or somebody chose GitHub's over it. */
export function checkPresentTexts(world: World): void {
  for (const document of world.documents) {
    const last = document.saves.at(-1);
    const [row] = world.query("select blob from documents where id = ?", document.id) as readonly {
      blob: BlobId | null;
    }[];
    if (last === undefined || row?.blob === last) continue;
    if (document.isSettled || document.isGitHubChosen || document.keepsGitHub) continue;
    world.judge.expect(
      hasReached(world, document, last),
      "nothing is lost",
      () =>
        `the last save of document ${document.id} (${last.slice(0, 7)}) gave way to ${row?.blob}, and GitHub never had it`,
    );
  }
}

function hasReached(world: World, document: ModelDocument, saved: BlobId): boolean {
  return world.github.repositories.some((repository) =>
    [...repository.paths].some(
      ([key, { blobs }]) =>
        document.places.has(placeOf(repository, key)) &&
        [...blobs].some(
          ([blob, until]) => until > document.savedAt && storeBlob(world.github, document, blob) === saved,
        ),
    ),
  );
}

/** What is proposed for a place has reached it. */
function placeOf({ id }: Repository, key: string): string {
  const [branch = "", path = ""] = key.split("\n");
  return `${id}\n${targetOf(branch)}\n${path}`;
}

/** GitHub's text as the store keeps it. */
function storeBlob(github: GitHubModel, { kind }: Pick<ModelDocument, "kind">, blob: BlobId): BlobId {
  if (kind === "schema") return blob;
  const canonical = canonicalOf(github.blobs.get(blob) ?? Buffer.alloc(0));
  return canonical === null ? blob : blobIdOf(Buffer.from(canonical));
}

/** Revisions that GitHub brought follow from changes that others made there, or from acts of people here. */
function checkEchoes(world: World, document: ModelDocument, revisions: readonly Revision[]): void {
  let changes = 0;
  for (const repository of world.github.repositories) {
    for (const [key, history] of repository.paths) {
      if (document.places.has(`${repository.id}\n${key}`)) changes += history.foreignChanges;
    }
  }
  if (world.hasMembers) changes += memberChanges(world, document);
  const brought = revisions.filter(({ origin }) => origin === "github").length;
  world.judge.expect(
    brought <= 2 * changes + 2 * document.acts + 1,
    "no echo, no noise",
    () => `document ${document.id} has ${brought} revisions from GitHub, where ${changes} changes were made`,
  );
}

/** A schema is taken over anew where its member changed, and where a save is the first to refer to one. */
function memberChanges({ github }: World, { kind, places, saves, merges }: ModelDocument): number {
  if (kind !== "schema") return 0;
  const changes = github.repositories.flatMap((repository) =>
    [...places].map((place) => {
      const [id, branch = "", path = ""] = place.split("\n");
      if (id !== String(repository.id)) return 0;
      return repository.paths.get(`${branch}\n${memberPath(path)}`)?.foreignChanges ?? 0;
    }),
  );
  return changes.reduce((sum, count) => sum + count, saves.length + merges);
}

/** Every text on GitHub that a commit of ours replaced is a revision; a reviewer's is kept at least. */
function checkReplacements(world: World): void {
  for (const { account, blob, where } of world.watch.reviewed) {
    const rows = world.query(
      "select 1 from blobs join workspaces on workspaces.id = blobs.workspaceId where workspaces.accountId = ? and blob = ?",
      account,
      blob,
    );
    world.judge.expect(
      rows.length > 0,
      "nothing is lost",
      () => `${where}: a reviewer's ${blob.slice(0, 7)} was replaced, and is not kept`,
    );
  }
  for (const { document, kind, blob, where } of world.watch.replacements) {
    const wanted = storeBlob(world.github, { kind }, blob);
    const rows = world.query("select 1 from revisions where document = ? and blob = ?", document, wanted);
    world.judge.expect(
      rows.length > 0,
      "nothing is lost",
      () => `${where}: ${blob.slice(0, 7)} was replaced and is no revision of document ${document}`,
    );
  }
}
