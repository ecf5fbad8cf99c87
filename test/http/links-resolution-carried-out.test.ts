import { expect, test } from "vitest";
import {
  aBackup,
  aLinkedSchema,
  contentOf,
  linkOf,
  type Linked,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aClock } from "../support/a-clock.ts";
import { aCollection } from "../support/a-collection.ts";
import { aLockstep, type ALockstep, type Answer } from "../support/a-lockstep.ts";

const PATH = "api/new.yaml";
const BACKUP = "Postman Collections/Pets.postman_collection.json";
const [ONE, TWO, THREE, BOTH] = ["One", "Two", "Three", "Both"].map((title) => `title: ${title}\n`);

interface Timed {
  readonly lockstep: ALockstep;
  /** Lets the lane's rest between two commits pass. */
  readonly rest: () => Promise<void>;
}

async function aTimedLockstep(): Promise<Timed> {
  const clock = aClock();
  const lockstep = await aLockstep({ clock });
  return { lockstep, rest: () => clock.pass(60_000, () => settle(lockstep)) };
}

interface Scene extends Timed {
  readonly linked: Linked;
}

/** Both sides have changed: GitHub says two, the store three. */
async function aConflict(): Promise<Scene> {
  const { lockstep, rest } = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE ?? "" } });
  const linked = await aLinkedSchema(lockstep, { file: PATH });
  lockstep.sandbox.webhooks.hold();
  await repository.commit({ files: { [PATH]: TWO ?? "" }, message: "Edit on GitHub" });
  await saveText(lockstep, linked.document, THREE ?? "");
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict" });
  return { lockstep, rest, linked };
}

/** What a person does: look at the texts, then choose. */
async function choose({ lockstep, linked, rest }: Scene, choice: object): Promise<Answer> {
  const shown = await lockstep.call("GET", `links/${linked.link}/conflict`);
  expect(shown.statusCode, shown.body).toBe(200);
  const { expected, store, remote } = shown.json();
  for (const blob of [store, remote]) if (blob !== null) await contentOf(lockstep, blob);
  const answer = await lockstep.call("POST", `links/${linked.link}/resolution`, { expected, ...choice });
  await rest();
  return answer;
}

async function texts({ lockstep, linked }: Omit<Scene, "rest">, path: string) {
  const revisions = await revisionsOf(lockstep, linked);
  const history: string[] = [];
  for (const { blob } of revisions.toReversed()) history.push(await contentOf(lockstep, blob));
  return { github: (await lockstep.repository("petstore").read("main", path))?.toString(), history };
}

test("keeping the store's text commits it, and GitHub's is a revision", async () => {
  const scene = await aConflict();
  expect((await choose(scene, { keep: "store" })).statusCode).toBe(200);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  expect(await texts(scene, PATH)).toEqual({ github: THREE, history: [ONE, THREE, TWO] });
});

test("keeping GitHub's text makes it the store's, without a commit", async () => {
  const scene = await aConflict();
  const before = await scene.lockstep.repository("petstore").log();
  expect((await choose(scene, { keep: "github" })).statusCode).toBe(200);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  expect(await texts(scene, PATH)).toEqual({ github: TWO, history: [ONE, THREE, TWO] });
  expect(await scene.lockstep.repository("petstore").log()).toHaveLength(before.length);
});

test("a merged text is saved and committed", async () => {
  const scene = await aConflict();
  expect((await choose(scene, { content: BOTH })).statusCode).toBe(200);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  expect(await texts(scene, PATH)).toEqual({ github: BOTH, history: [ONE, THREE, TWO, BOTH] });
});

test("a merged text that is GitHub's own needs no commit", async () => {
  const scene = await aConflict();
  const before = await scene.lockstep.repository("petstore").log();
  expect((await choose(scene, { content: TWO })).statusCode).toBe(200);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  expect(await scene.lockstep.repository("petstore").log()).toHaveLength(before.length);
});

test("a file that was deleted is made again, or its link goes", async () => {
  for (const keep of ["store", "github"]) {
    const { lockstep, rest } = await aTimedLockstep();
    const repository = lockstep.repository("petstore");
    await repository.commit({ files: { [PATH]: ONE ?? "" } });
    const linked = await aLinkedSchema(lockstep, { file: PATH });
    await repository.commit({ files: { [PATH]: null }, message: "Delete" });
    await settle(lockstep);
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "missing" });
    const scene = { lockstep, rest, linked };
    await choose(scene, { keep });
    const { statusCode } = await lockstep.call("GET", `links/${linked.link}`);
    expect(statusCode).toBe(keep === "store" ? 200 : 404);
    expect(await texts(scene, PATH)).toEqual({ github: keep === "store" ? ONE : undefined, history: [ONE] });
  }
});

/** The backup's file was edited on GitHub. */
async function anEditedBackup(): Promise<Scene> {
  const { lockstep, rest } = await aTimedLockstep();
  const linked = await aBackup(lockstep, { name: "Pets", note: "ours" });
  const theirs = JSON.stringify(aCollection({ id: linked.id, name: "Pets", note: "theirs" }).body, null, 2);
  await lockstep.repository("petstore").commit({ files: { [BACKUP]: theirs }, message: "Edit" });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "edited_on_github" });
  return { lockstep, rest, linked };
}

test("keeping a backup's edited file makes its canonical text the store's", async () => {
  const scene = await anEditedBackup();
  expect((await choose(scene, { keep: "github" })).statusCode).toBe(200);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  const { github, history } = await texts(scene, BACKUP);
  expect(github).toMatch(/^\{\n {2}"info"/);
  expect(history).toHaveLength(2);
  expect(history.at(-1)).toMatch(/^\{\n\t"info"[^]*theirs[^]*\n$/);
});

test("keeping the store's text over an edited backup keeps the file's style, and its text as a revision", async () => {
  const scene = await anEditedBackup();
  expect((await choose(scene, { keep: "store" })).statusCode).toBe(200);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  const { github, history } = await texts(scene, BACKUP);
  expect(github).toMatch(/^\{\n {2}"info"[^]*ours/);
  expect(history).toHaveLength(2);
  expect(history.at(-1)).toMatch(/theirs/);
});

test("what is said with `keep` when a backup is made over a file counts at once", async () => {
  const { lockstep, rest } = await aTimedLockstep();
  const theirs = JSON.stringify(aCollection({ name: "Pets", note: "theirs" }).body, null, 2);
  await lockstep.repository("petstore").commit({ files: { [BACKUP]: theirs } });
  const linked = await aBackup(lockstep, { name: "Pets", note: "ours" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "choose" });
  const changed = await lockstep.call("PATCH", `links/${linked.link}`, { keep: "store" });
  expect(changed.statusCode, changed.body).toBe(200);
  await rest();
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  const { github } = await texts({ lockstep, linked }, BACKUP);
  expect(github).toMatch(/ours/);
});

test("sync now answers with the link once GitHub was looked at; a moved link leaves the old file", async () => {
  const { lockstep, rest } = await aTimedLockstep();
  const linked = await aBackup(lockstep, { name: "Pets" });
  const synced = await lockstep.call("POST", `links/${linked.link}/sync`, undefined, { prefer: "wait=20" });
  expect(synced.statusCode, synced.body).toBe(200);
  expect(synced.json()).toMatchObject({ state: "in_sync" });
  await rest();
  await lockstep.call("PATCH", `links/${linked.link}`, { file: "moved.json" });
  const moved = await lockstep.call("POST", `links/${linked.link}/sync`, undefined, { prefer: "wait=20" });
  expect(moved.json()).toMatchObject({ path: "Postman Collections/moved.json", state: "in_sync" });
  const repository = lockstep.repository("petstore");
  expect(await repository.read("main", BACKUP)).not.toBeNull();
  expect(await repository.read("main", "Postman Collections/moved.json")).toEqual(
    await repository.read("main", BACKUP),
  );
});

test("a save waits for the commits of all its backups, and names each", async () => {
  const { lockstep, rest } = await aTimedLockstep();
  const linked = await aBackup(lockstep, { name: "Pets" });
  await lockstep.repository("petstore").createBranch("next");
  const second = await lockstep.call("POST", `${linked.address}/backups`, {
    repository: "petstore",
    branch: "next",
  });
  await settle(lockstep);
  await rest();
  const { body } = aCollection({ id: linked.id, name: "Pets", note: "v2" });
  const saved = await lockstep.call("PUT", linked.address, body, { prefer: "wait=20" });
  expect(saved.statusCode, saved.body).toBe(200);
  const heads = await Promise.all(
    ["main", "next"].map((branch) => lockstep.repository("petstore").head(branch)),
  );
  expect(saved.json().links).toEqual([
    { id: linked.link, state: "in_sync", commit: heads[0] },
    { id: second.json().id, state: "in_sync", commit: heads[1] },
  ]);
});
