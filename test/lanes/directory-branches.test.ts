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
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PATH = "a.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";

async function generationOf(
  lockstep: Awaited<ReturnType<typeof aTimedLockstep>>,
  link: number,
): Promise<number> {
  const row = await lockstep.store.read
    .selectFrom("links")
    .select("generation")
    .where("id", "=", link)
    .executeTakeFirstOrThrow();
  return row.generation;
}

test("links that follow the default branch move with it, agree anew, and others stay", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE, "b.yaml": ONE } });
  const follows = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  const stays = await aLinkedSchema(lockstep, { name: "B", file: "b.yaml", branch: "main" });
  const before = await generationOf(lockstep, follows.link);
  await repository.createBranch("trunk");
  await repository.commit({ branch: "trunk", files: { [PATH]: TWO } });
  await repository.renameBranch("main", "unused");
  await settle(lockstep);
  // `main` was renamed: the default branch is now `unused`.
  expect(await linkOf(lockstep, follows)).toMatchObject({
    state: "in_sync",
    branch: "unused",
    store: blobOf(ONE),
  });
  expect(await generationOf(lockstep, follows.link)).toBe(before + 1);
  expect(await linkOf(lockstep, stays)).toMatchObject({
    state: "error",
    code: "branch_not_found",
    branch: "main",
    store: blobOf(ONE),
  });
  await repository.createBranch("main");
  await settle(lockstep);
  expect(await linkOf(lockstep, stays)).toMatchObject({ state: "in_sync", branch: "main" });
});

test("another text on the new default branch is never taken silently, nor overwritten", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  await repository.commit({ files: { [PATH]: TWO }, silent: true });
  await repository.renameBranch("main", "trunk");
  await settle(lockstep);
  const link = await linkOf(lockstep, linked);
  expect(link).toMatchObject({
    state: "choose",
    branch: "trunk",
    store: blobOf(ONE),
    remote: blobOf(TWO),
    agreed: null,
  });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("a default branch that changed without a webhook is found by the next look or sweep", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  await repository.renameBranch("main", "trunk");
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", branch: "trunk" });
});

test("versions of one API live on branches and in files of their own, and never mix", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "v1/api.yaml": "v: 1\n" } });
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { "v1/api.yaml": null, "v2/api.yaml": "v: 2\n" } });
  await settle(lockstep);
  await lockstep.call("POST", "apis", { name: "Many" });
  const wishes = [
    { version: "1.0", branch: "main", file: "v1/api.yaml", text: "v: 1\n" },
    { version: "2.0", branch: "next", file: "v2/api.yaml", text: "v: 2\n" },
    { version: "3.0", branch: "next", file: "v3/api.yaml", text: null },
  ];
  const schemaOf = async (version: string) =>
    (await lockstep.call("GET", `apis/many/versions/${version}/schema`)).body;
  for (const { version, branch, file } of wishes) {
    await lockstep.call("POST", "apis/many/versions", { name: version });
    const wish = { repository: "petstore", branch, file };
    const made = await lockstep.call("PUT", `apis/many/versions/${version}/link`, wish);
    expect(made.statusCode, made.body).toBe(201);
  }
  await settle(lockstep);
  expect(await schemaOf("1.0")).toBe("v: 1\n");
  expect(await schemaOf("2.0")).toBe("v: 2\n");
  await repository.commit({
    branch: "next",
    files: { "v1/api.yaml": "v: wrong\n", "v3/api.yaml": "v: 3\n" },
  });
  await settle(lockstep);
  expect(await schemaOf("1.0")).toBe("v: 1\n");
  expect(await schemaOf("2.0")).toBe("v: 2\n");
  expect(await schemaOf("3.0")).toBe("v: 3\n");
});

test("one collection is backed up into two repositories, each with a file, a style and an agreement of its own", async () => {
  const lockstep = await aTimedLockstep();
  const first = await aBackup(lockstep);
  const second = (
    await lockstep.call("POST", `${first.address}/backups`, { repository: "catalog", directory: "backups" })
  ).json();
  await settle(lockstep);
  const catalog = lockstep.repository("catalog");
  const path = "backups/Pets.postman_collection.json";
  const text = String(await catalog.read("main", path));
  await catalog.commit({ files: { [path]: text.replaceAll("\t", "  ") } });
  await settle(lockstep);
  const body = JSON.parse(text.replace("List pets", "List them"));
  await lockstep.call("PUT", first.address, body);
  await lockstep.pass(120_000);
  const other = String(
    await lockstep.repository("petstore").read("main", `Postman Collections/${path.slice(8)}`),
  );
  const own = String(await catalog.read("main", path));
  expect(other).toContain('\t"name": "List them"'.trim());
  expect(own).toBe(other.replaceAll("\t", "  "));
  expect(await linkOf(lockstep, first)).toMatchObject({ state: "in_sync" });
  expect(await linkOf(lockstep, { link: second.id })).toMatchObject({
    state: "in_sync",
    remote: blobOf(own),
  });
  const again = await lockstep.call("POST", `${first.address}/backups`, { repository: "catalog" });
  expect(again.json()).toMatchObject({ code: "already_linked" });
});

test.each([
  { to: "another path", patch: { file: "other.yaml" } },
  { to: "another branch", patch: { branch: "next" } },
  { to: "another repository", patch: { repository: "catalog" } },
])("a link moved to $to agrees anew: what stands there is never taken silently", async ({ patch }) => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE, "other.yaml": TWO } });
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { [PATH]: TWO } });
  await lockstep.repository("catalog").commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  const linked = await aLinkedSchema(lockstep, { name: "A", file: PATH, branch: "main" });
  const moved = await lockstep.call("PATCH", `links/${linked.link}`, patch);
  expect(moved.statusCode, moved.body).toBe(200);
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "choose",
    store: blobOf(ONE),
    remote: blobOf(TWO),
    agreed: null,
    ...(patch.branch !== undefined && { branch: patch.branch }),
  });
  expect(String(await repository.read("main", PATH))).toBe(ONE);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
  // What happens at the old place is no longer the link's matter.
  await repository.commit({ files: { [PATH]: "a: 3\n" } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "choose", store: blobOf(ONE) });
});

test("a link moved while its commit is under way is not agreed on what went to the old place", async () => {
  const moves: (() => Promise<unknown>)[] = [];
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      async commit(request) {
        const outcome = await real.commit(request);
        await moves.pop()?.();
        return outcome;
      },
    }),
  });
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  moves.push(() => lockstep.call("PATCH", `links/${linked.link}`, { file: "other.yaml" }));
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(120_000);
  expect(String(await repository.read("main", PATH))).toBe(TWO);
  expect(String(await repository.read("main", "other.yaml"))).toBe(TWO);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", path: "other.yaml" });
});
