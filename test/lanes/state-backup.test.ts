import { expect, test } from "vitest";
import { aClock, type AClock } from "../support/a-clock.ts";
import { aCollection } from "../support/a-collection.ts";
import {
  aBackup,
  blobOf,
  contentOf,
  linkOf,
  type Linked,
  revisionsOf,
  settle,
} from "../support/a-linked-document.ts";
import { aLockstep, type ALockstep } from "../support/a-lockstep.ts";

const PATH = "Postman Collections/Pets.postman_collection.json";

interface Scene {
  readonly lockstep: ALockstep;
  readonly clock: AClock;
  readonly linked: Linked & { readonly id: string };
}

async function backedUp(wish: Parameters<typeof aBackup>[1] = {}): Promise<Scene> {
  const clock = aClock();
  const lockstep = await aLockstep({ clock });
  const linked = await aBackup(lockstep, wish);
  return { lockstep, clock, linked };
}

async function save({ lockstep, clock, linked }: Scene, note: string): Promise<void> {
  await lockstep.call("PUT", `collections/${linked.id}`, aCollection({ id: linked.id, note }).body);
  await clock.pass(120_000, () => settle(lockstep));
}

const onGitHub = async ({ lockstep }: Scene): Promise<string> =>
  String(await lockstep.repository("petstore").read("main", PATH));

const push = async ({ lockstep }: Scene, text: string | null): Promise<string> => {
  const commit = await lockstep.repository("petstore").commit({ files: { [PATH]: text } });
  await settle(lockstep);
  return commit;
};

const resolve = ({ lockstep, linked }: Scene, wish: unknown) =>
  lockstep.call("POST", `links/${linked.link}/resolution`, wish);

const expectedIn = async ({ lockstep, linked }: Scene): Promise<unknown> =>
  (await lockstep.call("GET", `links/${linked.link}/conflict`)).json().expected;

/** As a person edits it in GitHub's editor. */
const edited = (text: string): string => text.replace("List pets", "List all pets");

test("is empty while a collection without a text has no file", async () => {
  const scene = await backedUp();
  await scene.lockstep.store.write((tx) =>
    tx.query.updateTable("documents").set({ blob: null }).where("id", "=", scene.linked.document).execute(),
  );
  await scene.lockstep.call("PATCH", `links/${scene.linked.link}`, { file: "other.json" });
  await settle(scene.lockstep);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "empty", agreed: null });
  await save(scene, "first");
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
});

test("creates the file, agreed on the canonical text and the file's own", async () => {
  const scene = await backedUp();
  const text = await onGitHub(scene);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({
    state: "in_sync",
    path: PATH,
    agreed: { store: blobOf(text), remote: blobOf(text) },
  });
});

test("agrees with a file of the same canonical text, whatever its bytes are, without a commit", async () => {
  const lockstep = await aLockstep();
  const { id, body } = aCollection();
  const text = JSON.stringify({ ...body, info: { ...(body["info"] as object), updatedAt: "2026-01-01" } });
  const head = await lockstep.repository("petstore").commit({ files: { [PATH]: text } });
  const linked = await aBackup(lockstep, { id });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", remote: blobOf(text), head });
  expect(await lockstep.repository("petstore").head()).toBe(head);
});

test("lets a person choose where another text stands at the path, and touches neither side", async () => {
  const lockstep = await aLockstep();
  const { id, body } = aCollection({ note: "on GitHub" });
  const text = JSON.stringify(body, null, 2);
  const head = await lockstep.repository("petstore").commit({ files: { [PATH]: text } });
  const linked = await aBackup(lockstep, { id, note: "in the store" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "choose", remote: blobOf(text) });
  expect(await lockstep.repository("petstore").head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("overwrites what stands at the path where `keep: store` was said at linking; that text is a revision", async () => {
  const lockstep = await aLockstep();
  const { id, body } = aCollection({ note: "on GitHub" });
  await lockstep.repository("petstore").commit({ files: { [PATH]: JSON.stringify(body, null, 2) } });
  const linked = await aBackup(lockstep, { id, note: "in the store", keep: "store" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions.map(({ origin }) => origin)).toEqual(["github", "store"]);
  expect(await contentOf(lockstep, revisions[0]?.blob ?? "")).toContain("on GitHub");
  expect(String(await lockstep.repository("petstore").read("main", PATH))).toContain("in the store");
});

test("leaves an edit on GitHub alone until the next save, which keeps it as a revision and names its commit", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  const text = edited(await onGitHub(scene));
  const commit = await push(scene, text);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "edited_on_github",
    remote: blobOf(text),
    agreed: { remote: blobOf(text) },
  });
  expect(await lockstep.repository("petstore").head()).toBe(commit);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
  await save(scene, "saved later");
  const [head] = await lockstep.repository("petstore").log();
  expect(head?.parents).toEqual([commit]);
  expect(head?.message).toContain(commit);
  expect(await onGitHub(scene)).toContain("saved later");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  const kept = (await revisionsOf(lockstep, linked)).find(({ origin }) => origin === "github");
  expect(await contentOf(lockstep, kept?.blob ?? "")).toBe(text);
  expect(kept).toMatchObject({ commit });
});

test("keeps the edit as a revision also where it came at the same time as the save", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  const text = edited(await onGitHub(scene));
  lockstep.sandbox.webhooks.hold();
  const commit = await lockstep.repository("petstore").commit({ files: { [PATH]: text } });
  await save(scene, "at the same time");
  const [head] = await lockstep.repository("petstore").log();
  expect(head?.parents).toEqual([commit]);
  expect(head?.message).toContain(commit);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  const kept = (await revisionsOf(lockstep, linked)).find(({ origin }) => origin === "github");
  expect(await contentOf(lockstep, kept?.blob ?? "")).toBe(text);
});

test("an edit that is taken back leaves the link in sync", async () => {
  const scene = await backedUp();
  const text = await onGitHub(scene);
  await push(scene, edited(text));
  await push(scene, text);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
});

test("a file that is no collection any more is an edit, and its text is kept when it is replaced", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  await push(scene, "not a collection at all\n");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "edited_on_github" });
  await save(scene, "again");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions.map(({ blob }) => blob)).toContain(blobOf("not a collection at all\n"));
  expect(revisions.find(({ origin }) => origin === "github")).toMatchObject({ valid: false });
});

test("shows a deleted file as missing; the next save creates it again", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  await push(scene, null);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "missing", remote: null });
  await save(scene, "again");
  expect(await onGitHub(scene)).toContain("again");
  expect((await lockstep.repository("petstore").log())[0]?.message.trim()).toBe("Pets: created");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
});

test("resolves an edit by the store: the file is the store's again", async () => {
  const scene = await backedUp();
  const text = await onGitHub(scene);
  await push(scene, edited(text));
  const answer = await resolve(scene, { expected: await expectedIn(scene), keep: "store" });
  expect(answer.statusCode, answer.body).toBe(200);
  await scene.clock.pass(60_000, () => settle(scene.lockstep));
  expect(await onGitHub(scene)).toBe(text);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  const blobs = (await revisionsOf(scene.lockstep, scene.linked)).map(({ blob }) => blob);
  expect(blobs).toContain(blobOf(edited(text)));
});

test("resolves an edit by GitHub: its canonical text becomes a revision of the store, and the file stays", async () => {
  const scene = await backedUp();
  const text = edited(await onGitHub(scene)).replaceAll("\t", "  ");
  const commit = await push(scene, text);
  await resolve(scene, { expected: await expectedIn(scene), keep: "github" });
  await settle(scene.lockstep);
  expect(await scene.lockstep.repository("petstore").head()).toBe(commit);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({
    state: "in_sync",
    remote: blobOf(text),
  });
  const [newest] = await revisionsOf(scene.lockstep, scene.linked);
  expect(newest).toMatchObject({ origin: "github", blob: blobOf(text.replaceAll("  ", "\t")) });
});

test("a collection that was renamed in its file has the file's name once that is kept", async () => {
  const scene = await backedUp();
  await push(scene, (await onGitHub(scene)).replace('"name": "Pets"', '"name": "Animals"'));
  await resolve(scene, { expected: await expectedIn(scene), keep: "github" });
  await settle(scene.lockstep);
  expect((await scene.lockstep.call("GET", `collections/${scene.linked.id}`)).json().name).toBe("Animals");
});

const OTHER_ID = "22222222-2abf-4edc-8e34-de66e74114d2";

test.each([
  { says: "no collection", file: () => "no { collection", status: 422, code: "not_a_collection" },
  {
    says: "another collection",
    file: () => JSON.stringify(aCollection({ id: OTHER_ID }).body),
    status: 409,
    code: "identity_mismatch",
  },
])("a file that holds $says cannot be kept as the store's text; the store's can", async (wrong) => {
  const scene = await backedUp();
  const text = await onGitHub(scene);
  await push(scene, wrong.file());
  const refused = await resolve(scene, { expected: await expectedIn(scene), keep: "github" });
  expect([refused.statusCode, refused.json().code]).toEqual([wrong.status, wrong.code]);
  expect((await linkOf(scene.lockstep, scene.linked)).state).toBe("edited_on_github");
  await resolve(scene, { expected: await expectedIn(scene), keep: "store" });
  await scene.clock.pass(120_000, () => settle(scene.lockstep));
  expect(JSON.parse(await onGitHub(scene))).toEqual(JSON.parse(text));
});

test("a file that stops being a collection after it was chosen is not taken", async () => {
  const scene = await backedUp();
  await push(scene, edited(await onGitHub(scene)));
  const expected = await expectedIn(scene);
  await scene.lockstep.repository("petstore").commit({ files: { [PATH]: "no { collection" }, silent: true });
  await resolve(scene, { expected, keep: "github" });
  await settle(scene.lockstep);
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "edited_on_github" });
  expect(await revisionsOf(scene.lockstep, scene.linked)).toHaveLength(1);
});

test("refuses a choice where the file has moved on", async () => {
  const scene = await backedUp();
  const text = await onGitHub(scene);
  await push(scene, edited(text));
  const expected = await expectedIn(scene);
  const later = `${edited(text)}\n\n`.replace("all pets", "every pet");
  await push(scene, later);
  const answer = await resolve(scene, { expected, keep: "store" });
  expect(answer.json()).toMatchObject({ code: "outdated" });
  await settle(scene.lockstep);
  expect(await onGitHub(scene)).toBe(later);
});

test("saves while paused are committed together when the link goes on", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: true });
  const before = await lockstep.repository("petstore").head();
  await save(scene, "one");
  await save(scene, "two");
  expect(await lockstep.repository("petstore").head()).toBe(before);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "paused" });
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: false });
  await settle(lockstep);
  const [head] = await lockstep.repository("petstore").log();
  expect(head?.parents).toEqual([before]);
  expect(head?.message.trim()).toBe("Pets: updated (2 saves)");
});

test("where only GitHub has a text, a backup is empty until the first save, and then a choice", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  await lockstep.store.write((tx) =>
    tx.query.updateTable("documents").set({ blob: null }).where("id", "=", linked.document).execute(),
  );
  const text = edited(await onGitHub(scene));
  const other = "Postman Collections/other.json";
  await lockstep.repository("petstore").commit({ files: { [other]: text } });
  await lockstep.call("PATCH", `links/${linked.link}`, { file: "other.json" });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "empty",
    remote: blobOf(text),
    agreed: null,
  });
  await save(scene, "first");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "choose", remote: blobOf(text) });
  expect(String(await lockstep.repository("petstore").read("main", other))).toBe(text);
});

test("stays edited while others push to the branch", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  await push(scene, edited(await onGitHub(scene)));
  await lockstep.repository("petstore").commit({ files: { "README.md": "more\n" } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "edited_on_github" });
});

test("every text that a series of edits and saves replaces is in the history", async () => {
  const scene = await backedUp();
  const { lockstep, linked } = scene;
  const texts: string[] = [];
  for (const round of ["one", "two", "three"]) {
    const text = (await onGitHub(scene)).replace("List pets", `Edit ${round}`);
    texts.push(text);
    await push(scene, text);
    await save(scene, round);
    texts.push(await onGitHub(scene));
  }
  const blobs = (await revisionsOf(lockstep, linked)).map(({ blob }) => blob);
  for (const text of texts) expect(blobs).toContain(blobOf(text));
  expect(new Set(blobs).size).toBe(7);
});
