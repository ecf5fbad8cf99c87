import { expect, test } from "vitest";
import { blobOf, saveText, settle } from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";

const PATH = "a.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";
const THREE = "a: 3\n";

const inStep = () => aSchemaInStep({ path: PATH, text: ONE, branch: "main" });

test("moved onto commits that another branch has already, whose push told nobody of files, the store follows", async () => {
  const { lockstep, repository, link, blobs } = await inStep();
  await repository.createBranch("side");
  await repository.commit({ branch: "side", files: { [PATH]: TWO } });
  const side = await repository.commit({ branch: "side", files: { [PATH]: THREE } });
  await settle(lockstep);
  await repository.force("main", side);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(THREE), head: side });
  expect(await blobs()).toEqual([ONE, THREE].map(blobOf));
});

test("forced back to an old commit, a text that comes back is a revision of its own: A, B, A", async () => {
  const { lockstep, repository, link, first, blobs } = await inStep();
  await repository.commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  await repository.force("main", first);
  await settle(lockstep);
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(ONE), head: first });
  expect(await blobs()).toEqual([ONE, TWO, ONE].map(blobOf));
});

test("forced back behind our own commit, our text is a revision and is not committed again", async () => {
  const { lockstep, repository, linked, link, first, blobs } = await inStep();
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(60_000);
  expect(String(await repository.read("main", PATH))).toBe(TWO);
  await repository.force("main", first);
  await settle(lockstep);
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(ONE) });
  expect(await repository.head("main")).toBe(first);
  expect(await blobs()).toEqual([ONE, TWO, ONE].map(blobOf));
});

test("forced onto a history without the file, the store keeps its text", async () => {
  const { lockstep, repository, link, first } = await inStep();
  const before = (await repository.log("main")).find(({ sha }) => sha === first)?.parents[0] ?? "";
  await repository.force("main", before);
  await settle(lockstep);
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ state: "missing", store: blobOf(ONE), remote: null });
  expect(await repository.head("main")).toBe(before);
});

test("deleted and made again with another text, it is taken as a push is; a save meanwhile is a conflict", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await repository.createBranch("trunk");
  await repository.setDefaultBranch("trunk");
  const side = await repository.commit({ branch: "trunk", files: { [PATH]: TWO } });
  await repository.deleteBranch("main");
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "branch_not_found", store: blobOf(ONE) });
  await repository.createBranch("main", side);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
  await repository.deleteBranch("main");
  await settle(lockstep);
  await saveText(lockstep, linked.document, THREE);
  await settle(lockstep);
  const other = await repository.commit({ branch: "trunk", files: { [PATH]: ONE } });
  await repository.createBranch("main", other);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "conflict", store: blobOf(THREE), remote: blobOf(ONE) });
});
