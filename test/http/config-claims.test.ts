/** What a config file claims, and no admin agreed to, takes nothing from those whose it is, and tells nobody of it. */
import { expect, test } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import { allLinks, pushConfig } from "../support/a-config-file.ts";
import { settle } from "../support/a-linked-document.ts";
import type { ALockstep } from "../support/a-lockstep.ts";
import { aLockstepWithSignIn, type CallAs } from "../support/a-lockstep-with-sign-in.ts";

interface AScene extends ALockstep {
  /** Of paul, who may push to petstore alone. */
  readonly paul: CallAs;
}

async function aScene(): Promise<AScene> {
  const lockstep = await aLockstepWithSignIn();
  return { ...lockstep, paul: await lockstep.as("paul") };
}

const elsewhere = { repository: "catalog" };
const NOTHING = "version: 1\n";
const CLAIM = "version: 1\nschemas:\n  - {api: petstore, version: '2.0', file: x.yaml}\n";

async function anApiOfPaul(): Promise<AScene> {
  const scene = await aScene();
  const from = { repository: "petstore", path: "api/petstore.yaml", version: "1.0" };
  const made = await scene.paul("POST", "apis", { name: "Petstore", from });
  expect(made.statusCode, made.body).toBe(201);
  await settle(scene);
  return scene;
}

const versionsOf = (scene: AScene): Promise<{ name: string }[]> =>
  scene.store.read.selectFrom("versions").select("name").orderBy("id").execute();

async function states(scene: AScene): Promise<readonly string[]> {
  return (await allLinks(scene)).map(({ state }) => state);
}

test("a claim on an API takes it from none of its owners, and leaves nothing when it goes", async () => {
  const scene = await anApiOfPaul();
  const rename = async (name: string): Promise<number> =>
    (await scene.paul("PATCH", "apis/petstore", { name })).statusCode;
  expect(await rename("Before")).toBe(200);
  await pushConfig(scene, CLAIM, elsewhere);
  expect(await states(scene)).toEqual(["in_sync", "awaiting_approval"]);
  expect(await rename("After")).toBe(200);
  const version = await scene.paul("POST", "apis/petstore/versions", { name: "3.0" });
  expect(version.statusCode, version.body).toBe(201);
  await pushConfig(scene, NOTHING, elsewhere);
  expect(await versionsOf(scene)).toEqual([{ name: "1.0" }, { name: "3.0" }]);
  expect(await scene.store.read.selectFrom("documents").select("id").execute()).toHaveLength(2);
  expect((await scene.paul("DELETE", "apis/petstore")).statusCode).toBe(204);
});

test("what an admin agreed to counts, and stays when its entry goes", async () => {
  const scene = await anApiOfPaul();
  await pushConfig(scene, CLAIM, elsewhere);
  const waiting = (await allLinks(scene)).find(({ state }) => state === "awaiting_approval");
  expect((await scene.call("POST", `links/${waiting?.id}/approval`)).statusCode).toBe(200);
  await settle(scene);
  expect((await scene.paul("PATCH", "apis/petstore", { name: "Mine" })).statusCode).toBe(403);
  await pushConfig(scene, NOTHING, elsewhere);
  expect(await versionsOf(scene)).toEqual([{ name: "1.0" }, { name: "2.0" }]);
});

test("a version that was there before it was claimed stays when the claim goes", async () => {
  const scene = await anApiOfPaul();
  expect((await scene.call("POST", "apis/petstore/versions", { name: "2.0" })).statusCode).toBe(201);
  await pushConfig(scene, CLAIM, elsewhere);
  expect(await states(scene)).toEqual(["in_sync", "awaiting_approval"]);
  await pushConfig(scene, NOTHING, elsewhere);
  expect(await versionsOf(scene)).toEqual([{ name: "1.0" }, { name: "2.0" }]);
});

test("a version that only a claim made is whoever makes it, and stays theirs when the claim goes", async () => {
  const scene = await anApiOfPaul();
  await pushConfig(scene, CLAIM, elsewhere);
  const made = await scene.paul("POST", "apis/petstore/versions", { name: "2.0" });
  expect(made.statusCode, made.body).toBe(201);
  const again = await scene.paul("POST", "apis/petstore/versions", { name: "2.0" });
  expect(again.json()).toMatchObject({ status: 409, code: "exists" });
  expect((await scene.paul("GET", "apis/petstore/versions/2.0")).statusCode).toBe(200);
  expect(await states(scene)).toEqual(["in_sync", "awaiting_approval"]);
  await pushConfig(scene, NOTHING, elsewhere);
  expect(await versionsOf(scene)).toEqual([{ name: "1.0" }, { name: "2.0" }]);
});

test("a version is renamed to what only a claim took, which is told that it is another's now", async () => {
  const scene = await anApiOfPaul();
  await pushConfig(scene, CLAIM, elsewhere);
  const renamed = await scene.paul("PATCH", "apis/petstore/versions/1.0", { name: "2.0" });
  expect(renamed.statusCode, renamed.body).toBe(200);
  await settle(scene);
  expect(await versionsOf(scene)).toEqual([{ name: "2.0" }]);
  expect(await allLinks(scene)).toMatchObject([{ state: "in_sync" }]);
  const told = await scene.call("GET", "repositories/catalog/config");
  expect(told.json()).toMatchObject({ state: "wrong", errors: [{ line: 3 }] });
});

test.each(["saved", "imported", "restored"])(
  "a collection whose id only a claim took is %s, and whoever does it has it",
  async (way) => {
    const scene = await aScene();
    scene.repository("catalog").setPrivate(false);
    await scene.quiet();
    const { id, body } = aCollection({ name: "Mine" });
    const address = `collections/${id}`;
    if (way === "restored") {
      expect((await scene.paul("POST", "collections", body)).statusCode).toBe(201);
      expect((await scene.paul("DELETE", address)).statusCode).toBe(204);
    }
    await pushConfig(scene, `version: 1\ncollections:\n  - {collection: ${id}}\n`, elsewhere);
    expect(await states(scene)).toEqual(["awaiting_approval"]);
    const { statusCode } = await {
      saved: () => scene.paul("PUT", address, body),
      imported: () => scene.paul("POST", "collections", body),
      restored: () => scene.paul("POST", `${address}/restore`),
    }[way as "saved" | "imported" | "restored"]();
    expect(statusCode).toBe({ saved: 202, imported: 201, restored: 200 }[way]);
    await settle(scene);
    expect((await scene.paul("GET", address)).json()).toMatchObject({ id, name: "Mine" });
    expect(await states(scene)).toEqual(["awaiting_approval"]);
    expect((await scene.paul("POST", "collections", body)).json()).toMatchObject({ code: "exists" });
    await pushConfig(scene, NOTHING, elsewhere);
    expect((await scene.paul("GET", address)).statusCode).toBe(200);
  },
);

test("a collection that only a claim made goes with it, and moves to another branch with it", async () => {
  const scene = await aScene();
  scene.repository("catalog").setPrivate(false);
  await scene.quiet();
  const { id } = aCollection({});
  const uids = (): Promise<{ uid: string }[]> =>
    scene.store.read.selectFrom("collections").select("uid").execute();
  await pushConfig(scene, `version: 1\ncollections:\n  - {collection: ${id}}\n`, elsewhere);
  expect(await states(scene)).toEqual(["awaiting_approval"]);
  const moved = `version: 1\ncollections:\n  - {collection: ${id}, branch: other}\n`;
  await pushConfig(scene, moved, elsewhere);
  expect(await allLinks(scene)).toMatchObject([{ state: "awaiting_approval", branch: "other" }]);
  expect(await uids()).toEqual([{ uid: id }]);
  await pushConfig(scene, NOTHING, elsewhere);
  expect(await uids()).toEqual([]);
});

test("a claim on another's collection is named after its id, and keeps that name", async () => {
  const scene = await aScene();
  const { id, body } = aCollection({ name: "Secret plans" });
  expect((await scene.call("PUT", `collections/${id}`, body)).statusCode).toBe(202);
  await pushConfig(scene, `version: 1\ncollections:\n  - {collection: ${id}}\n`, elsewhere);
  const [waiting] = await allLinks(scene);
  const path = `Postman Collections/${id}.postman_collection.json`;
  expect(waiting).toMatchObject({ state: "awaiting_approval", path });
  await scene.call("POST", `links/${waiting?.id}/approval`);
  await settle(scene);
  expect(await allLinks(scene)).toMatchObject([{ id: waiting?.id, owner: "file", path }]);
  await pushConfig(scene, NOTHING, elsewhere);
  await pushConfig(scene, `version: 1\ncollections:\n  - {collection: ${id}}\n`, elsewhere);
  expect(await allLinks(scene)).toMatchObject([{ owner: "file", path, agreed: {} }]);
});
