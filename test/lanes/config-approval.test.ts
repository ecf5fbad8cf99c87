/** What a config file may not bind by itself waits for an admin, and gives nobody anything until then. */
import { expect, test } from "vitest";
import { standingOf } from "../../src/db/reach.ts";
import { allLinks, configOf, pushConfig } from "../support/a-config-file.ts";
import { aCollection } from "../support/a-collection.ts";
import { aBackup, anApiVersion, requestsOf, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PETS = "version: 1\nschemas:\n  - {api: pets, file: pets.yaml}\n";

const aLockstepOfPrivate = (): ReturnType<typeof aTimedLockstep> => aLockstepWith({ isPrivate: true });

async function aLockstepWith({ isPrivate }: { isPrivate: boolean }): ReturnType<typeof aTimedLockstep> {
  const lockstep = await aTimedLockstep();
  for (const name of ["petstore", "catalog"]) lockstep.repository(name).setPrivate(isPrivate);
  await settle(lockstep);
  return lockstep;
}

function collections(id: string): string {
  return `version: 1\ncollections:\n  - {collection: ${id}, file: pets.json}\n`;
}

test("another's document waits, costs no request, and works once an admin agrees", async () => {
  const lockstep = await aLockstepOfPrivate();
  const version = await anApiVersion(lockstep, "Pets");
  await saveText(lockstep, version.document, "a: 1\n");
  const requests = await requestsOf(lockstep, () => pushConfig(lockstep, PETS));
  // The file is read, and the commit told that somebody must act.
  expect(requests).toEqual(["graphql-query", "rest"]);
  const [waiting] = await allLinks(lockstep);
  expect(waiting).toMatchObject({ state: "awaiting_approval", paused: false, store: null, agreed: null });
  expect(await lockstep.repository("petstore").read("main", "pets.yaml")).toBeNull();
  expect(lockstep.repository("petstore").checkRuns).toMatchObject([{ conclusion: "action_required" }]);
  const agreed = await lockstep.call("POST", `links/${waiting?.id}/approval`);
  expect(agreed.json()).toMatchObject({ state: "pending", owner: "file" });
  await settle(lockstep);
  expect(await allLinks(lockstep)).toMatchObject([{ id: waiting?.id, state: "in_sync" }]);
  expect(String(await lockstep.repository("petstore").read("main", "pets.yaml"))).toBe("a: 1\n");
  expect(lockstep.repository("petstore").checkRuns).toMatchObject([{ conclusion: "success" }]);
});

test("a claim that waits gives the repository's readers nothing, and takes nothing from the document's maker", async () => {
  const lockstep = await aLockstepOfPrivate();
  const version = await anApiVersion(lockstep, "Pets");
  await pushConfig(lockstep, PETS);
  const { document } = version;
  const { workspaceId } = await lockstep.store.read
    .selectFrom("documents")
    .select("workspaceId")
    .where("id", "=", document)
    .executeTakeFirstOrThrow();
  expect(await standingOf(lockstep.store.read, workspaceId, document)).toMatchObject({ repositories: [] });
  const [waiting] = await allLinks(lockstep);
  await lockstep.call("POST", `links/${waiting?.id}/approval`);
  const standing = await standingOf(lockstep.store.read, workspaceId, document);
  expect(standing?.repositories).toHaveLength(1);
});

test("a new version of an API of elsewhere waits too", async () => {
  const lockstep = await aLockstepOfPrivate();
  await pushConfig(lockstep, PETS, { files: { "pets.yaml": "a: 1\n" } });
  await pushConfig(lockstep, PETS.replace("file: pets.yaml", "version: '2.0', file: pets.yaml"), {
    repository: "catalog",
    files: { "pets.yaml": "a: 2\n" },
  });
  const links = await allLinks(lockstep);
  expect(links.map(({ document, state }) => [document.version, state])).toEqual([
    ["1.0", "in_sync"],
    ["2.0", "awaiting_approval"],
  ]);
  // A further version of the repository's own API does not.
  await pushConfig(lockstep, `${PETS}  - {api: pets, version: '3.0', file: three.yaml}\n`, {
    files: { "three.yaml": "a: 3\n" },
  });
  expect(await configOf(lockstep)).toMatchObject({ links: [{ state: "in_sync" }, { state: "in_sync" }] });
});

test("a collection that is backed up into this repository already is bound at once, one of elsewhere is not", async () => {
  const lockstep = await aLockstepOfPrivate();
  const here = await aBackup(lockstep, { directory: "", file: "here.json", name: "Here" });
  const there = await aBackup(lockstep, { repository: "catalog", name: "There" });
  const entries = [here, there].map(
    ({ id }, index) => `  - {collection: ${id}, file: ${index}.json, branch: main}\n`,
  );
  await pushConfig(lockstep, `version: 1\ncollections:\n${entries.join("")}`);
  await lockstep.pass(300_000);
  const { links } = await configOf(lockstep);
  expect(links.map(({ document, state }) => [document.collection, state])).toEqual([
    [here.id, "in_sync"],
    [there.id, "awaiting_approval"],
  ]);
});

test("every backup into a public repository waits, also of a collection that the file makes", async () => {
  const lockstep = await aLockstepWith({ isPrivate: false });
  const { id } = aCollection({});
  await pushConfig(lockstep, collections(id));
  expect(await allLinks(lockstep)).toMatchObject([{ state: "awaiting_approval" }]);
});

test("a backup waits again when its repository is made public, unless an admin agreed before", async () => {
  const lockstep = await aLockstepOfPrivate();
  const { id } = aCollection({});
  await pushConfig(lockstep, collections(id));
  expect(await allLinks(lockstep)).toMatchObject([{ state: "empty" }]);
  lockstep.repository("petstore").setPrivate(false);
  await settle(lockstep);
  const [waiting] = await allLinks(lockstep);
  expect(waiting).toMatchObject({ state: "awaiting_approval" });
  await lockstep.call("POST", `links/${waiting?.id}/approval`);
  await settle(lockstep);
  await pushConfig(lockstep, collections(id).replace("pets.json", "moved.json"));
  expect(await allLinks(lockstep)).toMatchObject([
    { state: "empty", path: "Postman Collections/moved.json" },
  ]);
});

test("an approval holds when the entry goes and comes back", async () => {
  const lockstep = await aLockstepWith({ isPrivate: false });
  const { id } = aCollection({});
  await pushConfig(lockstep, collections(id));
  const [waiting] = await allLinks(lockstep);
  await lockstep.call("POST", `links/${waiting?.id}/approval`);
  await settle(lockstep);
  await pushConfig(lockstep, "version: 1\n");
  await pushConfig(lockstep, collections(id));
  expect(await allLinks(lockstep)).toMatchObject([{ state: "empty" }]);
});

test("a claim that waits gives way to whoever links the document by hand", async () => {
  const lockstep = await aLockstepOfPrivate();
  const version = await anApiVersion(lockstep, "Pets");
  await pushConfig(lockstep, PETS);
  const linked = await lockstep.call("PUT", `${version.address}/link`, {
    repository: "catalog",
    file: "mine.yaml",
  });
  expect(linked.statusCode, linked.body).toBe(201);
  await settle(lockstep);
  expect(await allLinks(lockstep)).toMatchObject([{ owner: "dashboard", path: "mine.yaml" }]);
  expect(await configOf(lockstep)).toMatchObject({ state: "wrong", links: [], errors: [{ line: 3 }] });
});

test("only a link that waits is approved, and what is said of one is told in the activity", async () => {
  const lockstep = await aLockstepOfPrivate();
  await pushConfig(lockstep, PETS, { files: { "pets.yaml": "a: 1\n" } });
  const [link] = await allLinks(lockstep);
  const refused = await lockstep.call("POST", `links/${link?.id}/approval`);
  expect(refused.json()).toMatchObject({ status: 409, code: "nothing_to_approve" });
  expect((await lockstep.call("POST", "links/999/approval")).statusCode).toBe(404);
});

test("an approval that is withdrawn ends the sync with both copies kept, until somebody agrees again", async () => {
  const lockstep = await aLockstepOfPrivate();
  const version = await anApiVersion(lockstep, "Pets");
  await saveText(lockstep, version.document, "a: 1\n");
  await pushConfig(lockstep, PETS);
  const [waiting] = await allLinks(lockstep);
  const approval = `links/${waiting?.id}/approval`;
  const early = await lockstep.call("DELETE", approval);
  expect(early.json()).toMatchObject({ status: 409, code: "nothing_to_withdraw" });
  await lockstep.call("POST", approval);
  await settle(lockstep);
  const withdrawn = await lockstep.call("DELETE", approval);
  expect(withdrawn.json()).toMatchObject({ state: "awaiting_approval", owner: "file" });
  await saveText(lockstep, version.document, "a: 2\n");
  // Neither its own run nor the file once more, with another branch named, brings it back.
  await pushConfig(lockstep, PETS.replace("pets.yaml", "pets.yaml, mode: commit"));
  await lockstep.pass(3_600_000);
  expect(await allLinks(lockstep)).toMatchObject([{ id: waiting?.id, state: "awaiting_approval" }]);
  expect(String(await lockstep.repository("petstore").read("main", "pets.yaml"))).toBe("a: 1\n");
  expect(lockstep.repository("petstore").checkRuns.at(-1)).toMatchObject({ conclusion: "action_required" });
  await lockstep.call("POST", approval);
  await lockstep.pass(300_000);
  expect(await allLinks(lockstep)).toMatchObject([{ id: waiting?.id, state: "in_sync" }]);
  expect(String(await lockstep.repository("petstore").read("main", "pets.yaml"))).toBe("a: 2\n");
});

test("what was detached lately brings no approval back, and a link by hand needs none", async () => {
  const lockstep = await aLockstepOfPrivate();
  const { id } = await aBackup(lockstep, { repository: "catalog", name: "There" });
  const declared = async () => (await allLinks(lockstep)).filter(({ owner }) => owner === "file");
  await pushConfig(lockstep, `${collections(id)}  - {collection: ${id}, file: b.json, branch: other}\n`);
  for (const link of await declared()) await lockstep.call("POST", `links/${link.id}/approval`);
  await settle(lockstep);
  await pushConfig(lockstep, collections(id));
  const [left] = await declared();
  const approval = `links/${left?.id}/approval`;
  expect((await lockstep.call("DELETE", approval)).statusCode).toBe(200);
  await pushConfig(lockstep, `${collections(id)}\n`);
  expect(await declared()).toMatchObject([{ id: left?.id, state: "awaiting_approval" }]);
  const mine = { repository: "petstore", branch: "release/1.0", file: "mine.json" };
  expect((await lockstep.call("POST", `collections/${id}/backups`, mine)).statusCode).toBe(201);
  await lockstep.call("POST", approval);
  expect((await lockstep.call("DELETE", approval)).json()).toMatchObject({ code: "nothing_to_withdraw" });
});
