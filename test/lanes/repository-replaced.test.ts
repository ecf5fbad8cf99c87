import { expect, test } from "vitest";
import { blobOf, revisionsOf, saveText, settle } from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";

const PATH = "a.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";
const THREE = "a: 3\n";

const inStep = () => aSchemaInStep({ path: PATH, text: ONE });

const UNTOUCHED = { store: blobOf(ONE), agreed: { store: blobOf(ONE), remote: blobOf(ONE) } };

test("made private and public again, a repository is shown as it is, and its links go on", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  for (const isPrivate of [true, false, true]) {
    repository.setPrivate(isPrivate);
    await settle(lockstep);
    const shown = (await lockstep.call("GET", "repositories/petstore")).json();
    expect(shown).toMatchObject({ private: isPrivate });
    expect(await link()).toMatchObject({ state: "in_sync", ...UNTOUCHED });
  }
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(60_000);
  expect(String(await repository.read("main", PATH))).toBe(TWO);
});

test("another repository of a deleted one's name is not that one: its links rest until they are moved, and then agree anew", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await repository.delete();
  const files = { [PATH]: TWO };
  const other = await lockstep.sandbox.repositories.create({ owner: "acme", name: "petstore", files });
  await settle(lockstep);
  await other.commit({ files: { "b.yaml": TWO } });
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible", ...UNTOUCHED });
  const head = await other.head();
  const moved = await lockstep.call("PATCH", `links/${linked.link}`, { repository: "petstore" });
  expect(moved.statusCode, moved.body).toBe(200);
  await settle(lockstep);
  expect(await link()).toMatchObject({
    state: "choose",
    store: blobOf(ONE),
    remote: blobOf(TWO),
    agreed: null,
  });
  expect(await other.head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("transferred away and back, its links go on from what was agreed", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  lockstep.sandbox.accounts.create("other");
  lockstep.sandbox.installations.create("other");
  await settle(lockstep);
  repository.transfer("other");
  await settle(lockstep);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible", ...UNTOUCHED });
  await repository.commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  repository.transfer("acme");
  await settle(lockstep);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(TWO), repository: "acme/petstore" });
  await saveText(lockstep, linked.document, THREE);
  await lockstep.pass(60_000);
  expect(String(await repository.read("main", PATH))).toBe(THREE);
});

test("a renamed account changes the workspace's address alone: pushes and saves go on", async () => {
  const { lockstep, repository, linked } = await inStep();
  lockstep.sandbox.accounts.rename("acme", "Umbrella");
  await settle(lockstep);
  expect((await lockstep.call("GET", "links")).statusCode).toBe(404);
  const link = async () =>
    (await lockstep.call("GET", `/api/v1/workspaces/umbrella/links/${linked.link}`)).json();
  expect(await link()).toMatchObject({ state: "in_sync", ...UNTOUCHED });
  await repository.commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  expect(await link()).toMatchObject({ store: blobOf(TWO), repository: "Umbrella/petstore" });
  await saveText(lockstep, linked.document, THREE);
  await lockstep.pass(60_000);
  expect(String(await repository.read("main", PATH))).toBe(THREE);
});
