import { expect, test } from "vitest";
import {
  aBackup,
  aLinkedSchema,
  blobOf,
  linkOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";
import type { ATimedLockstep } from "../support/a-timed-lockstep.ts";

const PATH = "a.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";

async function inStep() {
  const scene = await aSchemaInStep({ path: PATH, text: ONE });
  const installation = scene.lockstep.sandbox.installations.list()[0]?.id ?? 0;
  return { ...scene, installation };
}

/** Nothing is believed to be deleted: the store's text, the agreement and the history are what they were. */
const UNTOUCHED = { store: blobOf(ONE), agreed: { store: blobOf(ONE), remote: blobOf(ONE) } };

async function sweep(lockstep: ATimedLockstep): Promise<void> {
  await lockstep.sweeper.sweep();
  await settle(lockstep);
}

test("a repository taken from the installation does not look like a deletion, and comes back", async () => {
  const { lockstep, repository, linked, installation, link } = await inStep();
  lockstep.sandbox.installations.removeRepository(installation, "acme/petstore");
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible", ...UNTOUCHED });
  await repository.commit({ files: { [PATH]: TWO } });
  await saveText(lockstep, linked.document, ONE);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible" });
  lockstep.sandbox.installations.addRepository(installation, "acme/petstore");
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", code: null, store: blobOf(TWO) });
});

test("the same without any webhook: the look finds that the repository is not to be seen", async () => {
  const { lockstep, linked, installation, link } = await inStep();
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  lockstep.sandbox.installations.removeRepository(installation, "acme/petstore");
  await lockstep.call("POST", `links/${linked.link}/sync`);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible", ...UNTOUCHED });
});

test("a lost permission does not look like a deletion, and heals when it is granted", async () => {
  const { lockstep, linked, installation, link } = await inStep();
  const { permissions } = lockstep.sandbox.installations.get(installation) ?? { permissions: {} };
  lockstep.sandbox.installations.setPermissions(installation, { metadata: "read" });
  await settle(lockstep);
  await lockstep.call("POST", `links/${linked.link}/sync`);
  await settle(lockstep);
  const lost = await link();
  expect(lost).toMatchObject({ state: "error", ...UNTOUCHED });
  expect(["permission_missing", "repository_not_accessible"]).toContain(lost.code);
  lockstep.sandbox.installations.setPermissions(installation, permissions);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", code: null });
});

test("a vanished branch does not look like a deletion, is never made by us, and is taken up when it is made again", async () => {
  const { lockstep, repository } = await inStep();
  await repository.createBranch("v2");
  const linked = await aLinkedSchema(lockstep, { name: "B", file: PATH, branch: "v2" });
  const tip = (await repository.head("v2")) ?? "";
  await repository.deleteBranch("v2");
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "error",
    code: "branch_not_found",
    ...UNTOUCHED,
  });
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  expect(await repository.branches()).not.toContain("v2");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "branch_not_found" });
  await repository.createBranch("v2", tip);
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
  expect(String(await repository.read("v2", PATH))).toBe(TWO);
});

test("a branch that does not exist is said when it is linked, and not created", async () => {
  const { lockstep, repository } = await inStep();
  const linked = await aLinkedSchema(lockstep, { name: "B", file: PATH, branch: "nowhere", text: TWO });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "branch_not_found" });
  expect(await repository.branches()).toEqual(["main"]);
  await repository.createBranch("nowhere");
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "choose", remote: blobOf(ONE) });
});

test("a renamed repository goes on by its id, and names follow", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  repository.rename("pets");
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", repository: "acme/pets", ...UNTOUCHED });
  await repository.commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
  await saveText(lockstep, linked.document, "a: 3\n");
  await settle(lockstep);
  expect(String(await repository.read("main", PATH))).toBe("a: 3\n");
});

test("a renamed repository whose name is taken by another is not mistaken for it", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  repository.rename("pets");
  const other = await lockstep.sandbox.repositories.create({
    owner: "acme",
    name: "petstore",
    files: { [PATH]: "another: repository\n" },
  });
  const head = await other.head();
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  await sweep(lockstep);
  expect(await other.head()).toBe(head);
  expect(String(await repository.read("main", PATH))).toBe(TWO);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(TWO), repository: "acme/pets" });
});

test("a transferred repository is not followed: its links rest, agreed is kept, nothing is read or written", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  lockstep.sandbox.accounts.create("other");
  lockstep.sandbox.installations.create("other");
  await settle(lockstep);
  repository.transfer("other");
  await settle(lockstep);
  await repository.commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  await sweep(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible", ...UNTOUCHED });
  await saveText(lockstep, linked.document, "a: 3\n");
  await settle(lockstep);
  expect(String(await repository.read("main", PATH))).toBe(TWO);
  const links = await lockstep.call("GET", "/api/v1/workspaces/other/links");
  expect(links.json().items).toEqual([]);
});

test("a save for a repository that was transferred without a word is not written", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  lockstep.sandbox.accounts.create("other");
  lockstep.sandbox.installations.create("other");
  await settle(lockstep);
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  repository.transfer("other");
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(60_000);
  expect(String(await repository.read("main", PATH))).toBe(ONE);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible" });
});

test("a deleted repository does not look like a deleted file", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await repository.delete();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_not_accessible", ...UNTOUCHED });
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(ONE);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("a repository emptied by force does not look like deleted files", async () => {
  const { lockstep, repository, link } = await inStep();
  for (const branch of await repository.branches()) await repository.deleteBranch(branch);
  await settle(lockstep);
  await sweep(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "branch_not_found", ...UNTOUCHED });
});

test("an archived repository says so where a save waits, and takes it when it is unarchived", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  repository.archive();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync" });
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "repository_archived", store: blobOf(TWO) });
  repository.archive(false);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync" });
  expect(String(await repository.read("main", PATH))).toBe(TWO);
});

test("a repository that is not in the installation cannot be linked", async () => {
  const { lockstep, installation } = await inStep();
  lockstep.sandbox.installations.removeRepository(installation, "acme/catalog");
  await settle(lockstep);
  const { address } = await aBackup(lockstep);
  const answer = await lockstep.call("POST", `${address}/backups`, { repository: "catalog" });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.json()).toMatchObject({ code: "repository_not_accessible" });
});
