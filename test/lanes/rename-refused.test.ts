import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, linkOf, saveText, settle } from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";
import { aTimedLockstep, strike, type Timing } from "../support/a-timed-lockstep.ts";

const OLD = "api/old.yaml";
const NEW = "schemas/new.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";

async function inStep(timing: Timing = {}) {
  const scene = await aSchemaInStep({ path: OLD, text: ONE, branch: "main", timing });
  const push = async (files: Parameters<typeof scene.repository.commit>[0]["files"]) => {
    await scene.repository.commit({ files });
    await settle(scene.lockstep);
  };
  return { ...scene, push };
}

test.each([
  { why: "deleted", files: { [OLD]: null } },
  { why: "found at two paths", files: { [OLD]: null, [NEW]: ONE, "copy.yaml": ONE } },
  { why: "renamed and changed at once", files: { [OLD]: null, [NEW]: TWO } },
  {
    why: "no file any more, its text being where a symbolic link leads",
    files: { [OLD]: null, [NEW]: { symlink: ONE } },
  },
  { why: "moved where Lockstep does not write", files: { [OLD]: null, ".github/new.yaml": ONE } },
])("a file that was $why has no offer, and is missing", async ({ files }) => {
  const { link, push } = await inStep();
  await push(files);
  expect(await link()).toMatchObject({ state: "missing", renamedTo: null, store: blobOf(ONE) });
});

test("a place that is linked already is no offer", async () => {
  const { lockstep, repository, link, push } = await inStep();
  await repository.commit({ files: { [NEW]: ONE } });
  await aLinkedSchema(lockstep, { name: "B", file: NEW, branch: "main" });
  await push({ [OLD]: null });
  expect(await link()).toMatchObject({ state: "missing", renamedTo: null });
});

test("two links of one text that went to one place are offered nothing", async () => {
  const { lockstep, repository, link, push } = await inStep();
  await repository.commit({ files: { "twin.yaml": ONE } });
  const twin = await aLinkedSchema(lockstep, { name: "B", file: "twin.yaml", branch: "main" });
  await push({ [OLD]: null, "twin.yaml": null, [NEW]: ONE });
  expect(await link()).toMatchObject({ state: "missing", renamedTo: null });
  expect(await linkOf(lockstep, twin)).toMatchObject({ state: "missing", renamedTo: null });
});

test("moved to any other place than the one offered, the link agrees anew", async () => {
  const { link, push, move } = await inStep();
  await push({ [OLD]: null, [NEW]: ONE, "other.yaml": TWO });
  await move({ file: "/other.yaml".slice(1), directory: "" });
  expect(await link()).toMatchObject({ state: "choose", agreed: null, remote: blobOf(TWO) });
});

test("the offered path on another branch is another file: never its silent text", async () => {
  const { repository, link, push, move } = await inStep();
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { [NEW]: TWO } });
  await push({ [OLD]: null, [NEW]: ONE });
  await move({ directory: "", file: NEW, branch: "next" });
  expect(await link()).toMatchObject({ state: "choose", branch: "next", store: blobOf(ONE), agreed: null });
});

test("the offered path counts no longer once the file is back at its own", async () => {
  const { link, push, move } = await inStep();
  await push({ [OLD]: null, [NEW]: ONE });
  await push({ [OLD]: ONE, [NEW]: TWO });
  expect(await link()).toMatchObject({ state: "in_sync", renamedTo: null });
  await move({ directory: "", file: NEW });
  expect(await link()).toMatchObject({ state: "choose", agreed: null, remote: blobOf(TWO) });
});

test("a save instead of following writes the file again at its own path, and the offer is gone", async () => {
  const { lockstep, repository, linked, link, push } = await inStep();
  await push({ [OLD]: null, [NEW]: ONE });
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ state: "in_sync", path: OLD, renamedTo: null });
  expect(String(await repository.read("main", OLD))).toBe(TWO);
  expect(String(await repository.read("main", NEW))).toBe(ONE);
});

test("a link that moves with the default branch takes no offer along", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [OLD]: ONE } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: OLD });
  await repository.commit({ files: { [OLD]: null, [NEW]: ONE } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ renamedTo: NEW });
  // Nothing can be written, so that the file is absent on the new branch too.
  strike(lockstep, { on: "graphql-mutation", effect: { kind: "status", status: 502 } });
  await repository.renameBranch("main", "trunk");
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ branch: "trunk", agreed: null, renamedTo: null });
});

test.each([502, 403, 404, 409])(
  "where GitHub answers the search with %i there is no offer, and no harm",
  async (status) => {
    const { lockstep, link, push } = await inStep();
    strike(lockstep, { on: "rest", match: "/git/trees/", effect: { kind: "status", status } });
    await push({ [OLD]: null, [NEW]: ONE });
    expect(await link()).toMatchObject({ state: "missing", code: null, renamedTo: null });
  },
);

test("a tree that GitHub cut is no proof that there is no second place", async () => {
  const { link, push } = await inStep({
    github: (real) => ({ ...real, findFiles: async () => null }),
  });
  await push({ [OLD]: null, [NEW]: ONE });
  expect(await link()).toMatchObject({ state: "missing", renamedTo: null });
});

test("a limit met while searching is waited for, and the offer then made", async () => {
  const { lockstep, link, push } = await inStep();
  const effect = { kind: "secondary-limit", retryAfterSeconds: 60 } as const;
  strike(lockstep, { on: "rest", match: "/git/trees/", effect, times: 1 });
  await push({ [OLD]: null, [NEW]: ONE });
  expect(await link()).toMatchObject({ state: "pending", code: "rate_limited" });
  await lockstep.pass(120_000);
  expect(await link()).toMatchObject({ state: "missing", renamedTo: NEW });
});
