/** The whole way: people of a sandbox's GitHub, their tokens, and what Lockstep lets them see and do. */
import { expect, test } from "vitest";
import type { Answer } from "../support/a-lockstep.ts";
import { aLockstepWithSignIn } from "../support/a-lockstep-with-sign-in.ts";

const namesIn = (answer: Answer): string[] =>
  answer.json<{ items: { fullName: string }[] }>().items.map(({ fullName }) => fullName);

const typesIn = (answer: Answer): string[] =>
  answer.json<{ items: { type: string }[] }>().items.map(({ type }) => type);

test("people see and do here what they see and do on GitHub", async () => {
  const scene = await aLockstepWithSignIn();
  const [mona, paul, rita] = [await scene.as("mona"), await scene.as("paul"), await scene.as("rita")];
  expect(namesIn(await mona("GET", "repositories"))).toHaveLength(3);
  expect(namesIn(await paul("GET", "repositories"))).toEqual(["acme/catalog", "acme/petstore"]);
  expect(namesIn(await rita("GET", "repositories"))).toEqual(["acme/catalog"]);
  expect((await paul("GET", "repositories")).json()).toMatchObject({
    items: [{ pushable: false }, { pushable: true }],
  });
  expect((await paul("GET", "repositories/catalog")).json()).toMatchObject({ pushable: false });
  expect((await paul("GET", "/api/v1/workspaces")).json()).toMatchObject({ items: [{ slug: "acme" }] });
  expect((await paul("GET", "/api/v1/me")).json()).toMatchObject({ kind: "user", login: "paul" });
  expect((await paul("GET", "/api/v1/workspaces/acme")).json()).toMatchObject({
    rights: { admin: false, make: true },
    installationUrl: expect.stringMatching(/\/organizations\/acme\/settings\/installations\/\d+$/),
  });

  const from = { repository: "petstore", path: "api/petstore.yaml" };
  const made = await paul("POST", "apis", { name: "Petstore", from });
  expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ slug: "petstore" })]);
  expect((await mona("GET", "apis/petstore")).statusCode).toBe(200);
  expect((await rita("GET", "apis/petstore")).statusCode).toBe(404);
  expect((await rita("POST", "apis", { name: "Mine" })).json()).toMatchObject({ code: "forbidden" });
  expect((await paul("GET", "settings")).json()).toMatchObject({ code: "forbidden" });
  expect((await mona("GET", "settings")).statusCode).toBe(200);
  expect((await scene.call("GET", "apis/petstore")).statusCode).toBe(200);
});

test("what happened is told to those who read where it happened", async () => {
  const scene = await aLockstepWithSignIn();
  const [paul, rita] = [await scene.as("paul"), await scene.as("rita")];
  const from = { repository: "petstore", path: "api/petstore.yaml", version: "1.0" };
  expect((await paul("POST", "apis", { name: "Petstore", from })).statusCode).toBe(201);
  const schema = "apis/petstore/versions/1.0/schema";
  const text = (await scene.call("GET", schema)).body;
  const saved = await scene.call("PUT", schema, `${text}# saved\n`, {
    "content-type": "text/plain",
    "if-match": "*",
  });
  expect(saved.statusCode).toBe(200);
  await scene.quiet();
  expect(typesIn(await paul("GET", "activity"))).toEqual(
    expect.arrayContaining(["commit.made", "revision.added", "link.made", "version.made"]),
  );
  expect(typesIn(await paul("GET", "activity"))).not.toContain("installation.changed");
  expect(typesIn(await rita("GET", "activity"))).toEqual([]);
});

test("one thing says to whoever reads it whether they may change it, and if not, what that takes", async () => {
  const scene = await aLockstepWithSignIn();
  const [mona, paul] = [await scene.as("mona"), await scene.as("paul")];
  const from = { repository: "catalog", path: "openapi/uspto.json", version: "1.0" };
  const made = (await mona("POST", "apis", { name: "Uspto", from })).json();
  const uid = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  await mona("PUT", `collections/${uid}`, { info: { _postman_id: uid, name: "Sent", schema }, item: [] });
  await mona("POST", `collections/${uid}/backups`, { repository: "catalog" });
  const addresses = [
    ["PATCH", "apis/uspto"],
    ["PATCH", "apis/uspto/versions/1.0"],
    ["PATCH", `links/${made.versions[0].link.id}`],
    ["DELETE", `collections/${uid}`],
  ] as const;
  for (const [method, address] of addresses) {
    const refused = (await paul(method, address, method === "PATCH" ? {} : undefined)).json();
    expect([address, refused.detail]).toEqual([address, "This needs push access to acme/catalog."]);
    const read = (await paul("GET", address)).json();
    expect([address, read.writable, read.needed]).toEqual([address, false, refused.detail]);
    const own = (await mona("GET", address)).json();
    expect([address, own.writable, own.needed]).toEqual([address, true, null]);
  }
  const mine = { repository: "petstore", path: "api/petstore.yaml" };
  expect((await paul("POST", "apis", { name: "Petstore", from: mine })).statusCode).toBe(201);
  expect((await paul("GET", "apis/petstore")).json()).toMatchObject({ writable: true, needed: null });
});

test("a right that is taken away on GitHub ends with the event that says so", async () => {
  const scene = await aLockstepWithSignIn();
  const { sandbox } = scene;
  const paul = await scene.as("paul");
  expect(namesIn(await paul("GET", "repositories"))).toHaveLength(2);
  sandbox.users.setPermission("paul", "acme/petstore", null);
  // GitHub tells Apps of collaborators only with a permission that Lockstep does not have.
  expect(namesIn(await paul("GET", "repositories"))).toHaveLength(2);
  scene.repository("blank").archive();
  await scene.quiet();
  expect(namesIn(await paul("GET", "repositories"))).toEqual(["acme/catalog"]);
});

test("a suspended installation shows its workspace to nobody but the holder of the admin token", async () => {
  const scene = await aLockstepWithSignIn();
  const { sandbox } = scene;
  const mona = await scene.as("mona");
  expect((await mona("GET", "apis")).statusCode).toBe(200);
  const { id = 0 } = sandbox.installations.list()[0] ?? {};
  sandbox.installations.suspend(id);
  await scene.quiet();
  expect((await mona("GET", "apis")).json()).toMatchObject({ status: 404, code: "not_found" });
  expect((await mona("GET", "/api/v1/workspaces")).json()).toMatchObject({ items: [] });
  expect((await scene.call("GET", "apis")).statusCode).toBe(200);
});

test("a person who takes the App's authorisation back is signed out", async () => {
  const scene = await aLockstepWithSignIn();
  const paul = await scene.as("paul");
  expect((await paul("GET", "apis")).statusCode).toBe(200);
  scene.sandbox.users.revokeAuthorization("paul");
  await scene.quiet();
  expect((await paul("GET", "apis")).json()).toMatchObject({ status: 401, code: "unauthorized" });
});
