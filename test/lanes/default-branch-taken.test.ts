import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, linkOf, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PATH = "a.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";
const THREE = "a: 3\n";

/** One link follows the default branch, `main`; another has the same path on `trunk`, which becomes the default one. */
async function displaced() {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE } });
  await repository.createBranch("trunk");
  const follows = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  const holds = await aLinkedSchema(lockstep, { name: "B", file: PATH, branch: "trunk" });
  await repository.setDefaultBranch("trunk");
  await settle(lockstep);
  const link = () => linkOf(lockstep, follows);
  return { lockstep, repository, follows, holds, link };
}

const DISPLACED = { state: "error", code: "path_linked", branch: "main", store: blobOf(ONE) };

test("a link that cannot follow the default branch rests until it can, and neither side of its old branch is touched", async () => {
  const { lockstep, repository, follows, link } = await displaced();
  expect(await link()).toMatchObject(DISPLACED);
  const head = await repository.commit({ branch: "main", files: { [PATH]: TWO } });
  await settle(lockstep);
  expect(await link()).toMatchObject(DISPLACED);
  await saveText(lockstep, follows.document, THREE);
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ ...DISPLACED, store: blobOf(THREE) });
  expect(await repository.head("main")).toBe(head);
});

test.each([
  { what: "disconnected", free: { method: "DELETE", patch: undefined } },
  { what: "moved away", free: { method: "PATCH", patch: { file: "b.yaml" } } },
])("it follows by itself when the other link is $what", async ({ free }) => {
  const { lockstep, holds, link } = await displaced();
  const answer = await lockstep.call(free.method, `links/${holds.link}`, free.patch);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", code: null, branch: "trunk", store: blobOf(ONE) });
});

test("it goes on where it is when somebody says so", async () => {
  const { lockstep, repository, follows, link } = await displaced();
  const kept = await lockstep.call("PATCH", `links/${follows.link}`, { branch: "main" });
  expect(kept.statusCode, kept.body).toBe(200);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", branch: "main" });
  await repository.commit({ branch: "main", files: { [PATH]: TWO } });
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
});

test("the default branch goes back: so does the link", async () => {
  const { lockstep, repository, link } = await displaced();
  await repository.setDefaultBranch("main");
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", branch: "main", store: blobOf(ONE) });
});

test("a paused link follows the default branch and stays paused", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: true });
  await repository.createBranch("trunk");
  await repository.setDefaultBranch("trunk");
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "paused", code: null, branch: "trunk" });
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: false });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", branch: "trunk" });
});
