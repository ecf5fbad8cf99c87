import { expect, test } from "vitest";
import { aClock, type AClock } from "../support/a-clock.ts";
import {
  aLinkedSchema,
  anApiVersion,
  blobOf,
  contentOf,
  linkOf,
  type Linked,
  requestsOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aLockstep, type ALockstep } from "../support/a-lockstep.ts";

const PATH = "api/new.yaml";
/** Of no kind that a parser must be loaded for. */
const aText = (title: string): string => `title: ${title}\n`;
const [ONE, TWO, THREE] = [aText("One"), aText("Two"), aText("Three")];

interface Scene {
  readonly lockstep: ALockstep;
  readonly clock: AClock;
  readonly linked: Linked;
}

/** A file and a version that hold the same text, in step. */
async function inStep(): Promise<Scene> {
  const clock = aClock();
  const lockstep = await aLockstep({ clock });
  await lockstep.repository("petstore").commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { file: PATH });
  return { lockstep, clock, linked };
}

/** Both sides have changed since they were in step. */
async function inConflict(): Promise<Scene> {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  lockstep.sandbox.webhooks.hold();
  await lockstep.repository("petstore").commit({ files: { [PATH]: TWO }, message: "Edit on GitHub" });
  await saveText(lockstep, linked.document, THREE);
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  return scene;
}

const onGitHub = async ({ lockstep }: Scene): Promise<string | undefined> =>
  (await lockstep.repository("petstore").read("main", PATH))?.toString();

test("is empty while neither side has a text, and becomes what either side writes first", async () => {
  const lockstep = await aLockstep();
  const linked = await aLinkedSchema(lockstep, { file: PATH });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "empty", agreed: null, store: null });
  const commit = await lockstep.repository("petstore").commit({ files: { [PATH]: ONE } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    store: blobOf(ONE),
    head: commit,
  });
});

test("creates the file where only the store has a text", async () => {
  const lockstep = await aLockstep();
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: ONE });
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    agreed: { store: blobOf(ONE), remote: blobOf(ONE) },
  });
  const [head] = await lockstep.repository("petstore").log();
  expect(head).toMatchObject({
    files: [PATH],
    message: expect.stringMatching(/^Petstore 1\.0: created\s*$/),
  });
});

test("takes GitHub's text where only GitHub has one, without a commit", async () => {
  const { lockstep, linked } = await inStep();
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(ONE) });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([{ number: 1, origin: "github" }]);
  expect((await lockstep.repository("petstore").log())[0]?.message.trim()).toBe("Edit");
});

test("agrees without a commit where both sides have the same text already", async () => {
  const lockstep = await aLockstep();
  const head = await lockstep.repository("petstore").commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: ONE });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", head });
  expect(await lockstep.repository("petstore").head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("lets a person choose where both had different texts when they were linked, and touches neither", async () => {
  const lockstep = await aLockstep({ clock: aClock() });
  const head = await lockstep.repository("petstore").commit({ files: { [PATH]: TWO } });
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: ONE });
  const link = await linkOf(lockstep, linked);
  expect(link).toMatchObject({ state: "choose", store: blobOf(ONE), remote: blobOf(TWO), agreed: null });
  expect(await lockstep.repository("petstore").head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
  expect(await contentOf(lockstep, link.remote)).toBe(TWO);
  // A save, and a push, only change what there is to choose from.
  await saveText(lockstep, linked.document, THREE);
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "choose", store: blobOf(THREE) });
  expect(await lockstep.repository("petstore").head()).toBe(head);
});

test.each([
  { keep: "store", kept: ONE, origins: ["github", "store"] },
  { keep: "github", kept: TWO, origins: ["github", "store"] },
])("keeps $keep's text where that was said at linking; the other one is a revision", async (row) => {
  const lockstep = await aLockstep();
  await lockstep.repository("petstore").commit({ files: { [PATH]: TWO } });
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: ONE, keep: row.keep });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(row.kept) });
  expect((await lockstep.repository("petstore").read("main", PATH))?.toString()).toBe(row.kept);
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions.map(({ origin }) => origin)).toEqual(row.origins);
  expect(revisions.map(({ blob }) => blob).toSorted()).toEqual([blobOf(ONE), blobOf(TWO)].toSorted());
});

test("commits what was saved, at once and alone", async () => {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  const before = await lockstep.repository("petstore").head();
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  const [head] = await lockstep.repository("petstore").log();
  expect(head).toMatchObject({ parents: [before], files: [PATH] });
  expect(head?.message.trim()).toBe("Petstore 1.0: updated");
  expect(await onGitHub(scene)).toBe(TWO);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", head: head?.sha });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 2, commit: head?.sha });
});

test("shows a deleted file as missing, keeps the store's text, and creates the file again at the next save", async () => {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  await lockstep.repository("petstore").commit({ files: { [PATH]: null } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "missing",
    store: blobOf(ONE),
    remote: null,
    agreed: { store: blobOf(ONE), remote: "absent" },
  });
  expect(await onGitHub(scene)).toBeUndefined();
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  expect(await onGitHub(scene)).toBe(TWO);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
});

test("takes the text of a missing file that comes back", async () => {
  const { lockstep, linked } = await inStep();
  await lockstep.repository("petstore").commit({ files: { [PATH]: null } });
  await settle(lockstep);
  await lockstep.repository("petstore").commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
});

test("keeps all three texts of a conflict readable, and touches neither side", async () => {
  const scene = await inConflict();
  const { lockstep, linked } = scene;
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "conflict",
    store: blobOf(THREE),
    remote: blobOf(TWO),
    agreed: { store: blobOf(ONE), remote: blobOf(ONE) },
  });
  const conflict = (await lockstep.call("GET", `links/${linked.link}/conflict`)).json();
  expect(conflict.expected).toEqual({ store: blobOf(THREE), remote: blobOf(TWO) });
  expect(await contentOf(lockstep, conflict.base)).toBe(ONE);
  expect(await contentOf(lockstep, conflict.store)).toBe(THREE);
  expect(await contentOf(lockstep, conflict.remote)).toBe(TWO);
  expect(await onGitHub(scene)).toBe(TWO);
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(THREE);
});

test("a conflict stays one while others push to the branch, and when GitHub's text changes again", async () => {
  const { lockstep, linked } = await inConflict();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "README.md": "more\n" } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict", remote: blobOf(TWO) });
  await repository.commit({ files: { [PATH]: aText("Four") } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "conflict",
    store: blobOf(THREE),
    remote: blobOf(aText("Four")),
    agreed: { store: blobOf(ONE), remote: blobOf(ONE) },
  });
});

test("a conflict ends by itself where GitHub goes back to what was agreed: the store's text is committed", async () => {
  const scene = await inConflict();
  await scene.lockstep.repository("petstore").commit({ files: { [PATH]: ONE } });
  await scene.clock.pass(60_000, () => settle(scene.lockstep));
  expect(await linkOf(scene.lockstep, scene.linked)).toMatchObject({ state: "in_sync" });
  expect(await onGitHub(scene)).toBe(THREE);
});

test("ends a conflict by itself where both sides come to the same text", async () => {
  const { lockstep, linked } = await inConflict();
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
});

test.each([
  { wish: { keep: "store" }, kept: THREE, lost: TWO },
  { wish: { keep: "github" }, kept: TWO, lost: THREE },
  { wish: { content: aText("Merged") }, kept: aText("Merged"), lost: TWO },
])("resolves a conflict by $wish; what loses is a revision", async ({ wish, kept, lost }) => {
  const scene = await inConflict();
  const { lockstep, linked } = scene;
  const { expected } = (await lockstep.call("GET", `links/${linked.link}/conflict`)).json();
  const answer = await lockstep.call("POST", `links/${linked.link}/resolution`, { expected, ...wish });
  expect(answer.statusCode, answer.body).toBe(200);
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    store: blobOf(kept),
    agreed: { store: blobOf(kept), remote: blobOf(kept) },
  });
  expect(await onGitHub(scene)).toBe(kept);
  const blobs = (await revisionsOf(lockstep, linked)).map(({ blob }) => blob);
  expect(blobs).toContain(blobOf(lost));
  expect(blobs).toContain(blobOf(kept));
});

test.each(["store", "remote"])(
  "refuses a choice where the %s has moved on, and does nothing",
  async (side) => {
    const scene = await inConflict();
    const { lockstep, linked } = scene;
    const { expected } = (await lockstep.call("GET", `links/${linked.link}/conflict`)).json();
    const four = aText("Four");
    if (side === "store") await saveText(lockstep, linked.document, four);
    else await lockstep.repository("petstore").commit({ files: { [PATH]: four } });
    await settle(lockstep);
    const answer = await lockstep.call("POST", `links/${linked.link}/resolution`, {
      expected,
      keep: "store",
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: "outdated" });
    await settle(lockstep);
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict" });
    expect(await onGitHub(scene)).toBe(side === "store" ? TWO : four);
  },
);

test("does not overwrite a push that comes between the choice of the store and its commit", async () => {
  const scene = await inConflict();
  const { lockstep, linked } = scene;
  const { expected } = (await lockstep.call("GET", `links/${linked.link}/conflict`)).json();
  lockstep.sandbox.webhooks.hold();
  await lockstep.repository("petstore").commit({ files: { [PATH]: aText("Four") } });
  await lockstep.call("POST", `links/${linked.link}/resolution`, { expected, keep: "store" });
  await settle(lockstep);
  expect(await onGitHub(scene)).toBe(aText("Four"));
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict" });
});

test("disconnects a missing file where GitHub's side is kept; the store keeps its text", async () => {
  const { lockstep, linked } = await inStep();
  await lockstep.repository("petstore").commit({ files: { [PATH]: null } });
  await settle(lockstep);
  const expected = { store: blobOf(ONE), remote: null };
  const answer = await lockstep.call("POST", `links/${linked.link}/resolution`, { expected, keep: "github" });
  expect(answer.statusCode).toBe(204);
  expect((await lockstep.call("GET", `links/${linked.link}`)).statusCode).toBe(404);
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(ONE);
});

test("writes a missing file again where the store's side is kept", async () => {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  await lockstep.repository("petstore").commit({ files: { [PATH]: null } });
  await settle(lockstep);
  const expected = { store: blobOf(ONE), remote: null };
  await lockstep.call("POST", `links/${linked.link}/resolution`, { expected, keep: "store" });
  await settle(lockstep);
  expect(await onGitHub(scene)).toBe(ONE);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
});

test("does nothing while a link is paused, and catches up when it goes on", async () => {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: true });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "paused" });
  const paused = await requestsOf(lockstep, async () => {
    await lockstep.repository("petstore").commit({ files: { [PATH]: TWO } });
  });
  expect(paused).toEqual([]);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "paused", store: blobOf(ONE) });
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: false });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
});

test("finds a conflict that came about while a link was paused", async () => {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: true });
  await lockstep.repository("petstore").commit({ files: { [PATH]: TWO } });
  await saveText(lockstep, linked.document, THREE);
  await settle(lockstep);
  expect(await onGitHub(scene)).toBe(TWO);
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: false });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict", remote: blobOf(TWO) });
});

test("disconnecting leaves both copies as they are", async () => {
  const scene = await inStep();
  const { lockstep, linked } = scene;
  expect((await lockstep.call("DELETE", `${linked.address}/link`)).statusCode).toBe(204);
  await saveText(lockstep, linked.document, TWO);
  await lockstep.repository("petstore").commit({ files: { [PATH]: THREE } });
  await settle(lockstep);
  expect(await onGitHub(scene)).toBe(THREE);
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(TWO);
});

test("a text that comes back is a revision of its own", async () => {
  const { lockstep, clock, linked } = await inStep();
  for (const text of [TWO, ONE]) {
    await lockstep.repository("petstore").commit({ files: { [PATH]: text } });
    await settle(lockstep);
  }
  await saveText(lockstep, linked.document, TWO);
  await clock.pass(60_000, () => settle(lockstep));
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions.map(({ blob }) => blob)).toEqual([TWO, ONE, TWO, ONE].map(blobOf));
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", remote: blobOf(TWO) });
});

test("a version has one link: a second is refused, or moves the first", async () => {
  const lockstep = await aLockstep();
  await anApiVersion(lockstep, "Other");
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: ONE });
  const taken = await lockstep.call("PUT", "apis/other/versions/1.0/link", {
    repository: "petstore",
    file: "API/new.yaml",
  });
  expect(taken.statusCode).toBe(409);
  expect(taken.json()).toMatchObject({ code: "path_linked" });
  const again = await lockstep.call("PUT", `${linked.address}/link`, { repository: "petstore", file: PATH });
  expect(again.statusCode).toBe(200);
  expect(again.json()).toMatchObject({ id: linked.link });
});
