import { expect, test } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { aLockstep, type ALockstep } from "../support/a-lockstep.ts";
import { aCollection } from "../support/a-collection.ts";

const PETSTORE = "api/petstore.yaml";

async function linkedPetstore(lockstep: ALockstep): Promise<void> {
  const made = await lockstep.call("POST", "apis", {
    name: "Petstore",
    from: { repository: "petstore", path: PETSTORE },
  });
  expect(made.statusCode, made.body).toBe(201);
  await lockstep.quiet();
}

async function link(lockstep: ALockstep): Promise<Record<string, unknown>> {
  const answer = await lockstep.call("GET", "links");
  return answer.json().items[0];
}

const lookups = (lockstep: ALockstep) =>
  lockstep.sandbox.requests.list().filter(({ kind }) => kind !== "token" && kind !== "git");

test("an API made from a file is in sync with it", async () => {
  const lockstep = await aLockstep();
  await linkedPetstore(lockstep);
  const file = await lockstep.repository("petstore").read("main", PETSTORE);
  expect(await link(lockstep)).toMatchObject({
    state: "in_sync",
    path: PETSTORE,
    store: blobIdOf(file ?? Buffer.of()),
  });
});

test("a push changes the store: bytes, author, commit and time are kept, and it costs one request", async () => {
  const lockstep = await aLockstep();
  await linkedPetstore(lockstep);
  const repository = lockstep.repository("petstore");
  const text = `${(await repository.read("main", PETSTORE))?.toString()}# by hand\r\n`;
  lockstep.sandbox.requests.clear();
  const commit = await repository.commit({ files: { [PETSTORE]: text }, message: "Edit the schema" });
  await lockstep.sandbox.webhooks.idle();
  await lockstep.engine.idle();
  expect(lookups(lockstep).map(({ kind }) => kind)).toEqual(["graphql-query"]);
  const revisions = await lockstep.call("GET", "apis/petstore/versions/1.0.0/revisions");
  const [newest] = revisions.json().items;
  expect(newest).toMatchObject({
    number: 2,
    origin: "github",
    commit,
    message: expect.stringContaining("Edit the schema"),
  });
  const schema = await lockstep.call("GET", "apis/petstore/versions/1.0.0/schema");
  expect(schema.body).toBe(text);
  expect(await link(lockstep)).toMatchObject({ state: "in_sync", head: commit });
});

test("a saved collection becomes one commit, and its echo costs nothing", async () => {
  const lockstep = await aLockstep();
  const { id, body } = aCollection({ name: "Petstore" });
  await lockstep.call("PUT", `collections/${id}`, body);
  await lockstep.call("POST", `collections/${id}/backups`, { repository: "petstore" });
  await lockstep.quiet();
  const repository = lockstep.repository("petstore");
  const [first] = await repository.log();
  expect(first?.message.trim()).toBe("Petstore: created");
  expect(first?.files).toEqual(["Postman Collections/Petstore.postman_collection.json"]);
  lockstep.sandbox.requests.clear();
  const saved = await lockstep.call(
    "PUT",
    `collections/${id}`,
    aCollection({ id, name: "Petstore", note: "v2" }).body,
    {
      prefer: "wait=10",
    },
  );
  expect(saved.statusCode, saved.body).toBe(200);
  await lockstep.sandbox.webhooks.idle();
  await lockstep.engine.idle();
  expect(lookups(lockstep).map(({ kind }) => kind)).toEqual(["graphql-mutation"]);
  const log = await repository.log();
  expect(log[0]?.message.trim()).toBe("Petstore: updated");
  expect(log[0]?.parents).toEqual([first?.sha]);
});
