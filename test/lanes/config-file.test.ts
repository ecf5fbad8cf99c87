/** What a config file does to links, from the push to the store. */
import { expect, test } from "vitest";
import { pruneDetachedLinks } from "../../src/db/detached-links.ts";
import { allLinks, CONFIG, configOf, pushConfig } from "../support/a-config-file.ts";
import { aBackup, aLinkedSchema, anApiVersion, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PETS = "version: 1\nschemas:\n  - api: pets\n    file: api/petstore.yaml\n";
const DAY_MS = 24 * 3_600_000;

test("a pushed file makes the API, its version and the link, and the version has the file's text", async () => {
  const lockstep = await aTimedLockstep();
  const head = await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toMatchObject([
    { document: { api: "pets", version: "1.0" }, owner: "file", state: "in_sync", path: "api/petstore.yaml" },
  ]);
  const schema = await lockstep.call("GET", "apis/pets/versions/1.0/schema");
  expect(schema.body).toBe(String(await lockstep.repository("petstore").read("main", "api/petstore.yaml")));
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", head, errors: [], applied: { head } });
});

test("a declared collection is made, and backed up from its first save on", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setPrivate(true);
  await settle(lockstep);
  const id = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
  await pushConfig(lockstep, `version: 1\ncollections:\n  - collection: ${id}\n    file: pets.json\n`);
  expect(await allLinks(lockstep)).toMatchObject([
    { document: { collection: id }, state: "empty", path: "Postman Collections/pets.json" },
  ]);
  expect((await lockstep.call("GET", `collections/${id}`)).json()).toMatchObject({ revision: null });
  await aSave(lockstep, id);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "in_sync" }]);
  const file = await lockstep.repository("petstore").read("main", "Postman Collections/pets.json");
  expect(String(file)).toContain(id);
});

test("a changed entry moves its link, and the same file again changes nothing", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  const [before] = await allLinks(lockstep);
  const text = "openapi: 3.1.0\ninfo: {title: Moved, version: '1'}\npaths: {}\n";
  await pushConfig(
    lockstep,
    PETS.replace("petstore.yaml", "moved.yaml").replace("file", "keep: github\n    file"),
    {
      files: { "api/moved.yaml": text },
    },
  );
  const [moved] = await allLinks(lockstep);
  expect(moved).toMatchObject({ id: before?.id, path: "api/moved.yaml", state: "in_sync" });
  expect((await lockstep.call("GET", "apis/pets/versions/1.0/schema")).body).toBe(text);
  const { rows } = await changesOf(lockstep);
  await lockstep.repository("petstore").commit({ files: { "README.md": "more\n" } });
  await settle(lockstep);
  expect((await changesOf(lockstep)).rows).toBe(rows);
});

function twoFiles(first: string, second: string): string {
  return `version: 1\ndefaults: {keep: github}\nschemas:\n  - {api: one, file: ${first}}\n  - {api: two, file: ${second}}\n`;
}

test("two entries may exchange their files", async () => {
  const lockstep = await aTimedLockstep();
  const files = { "a.yaml": "a: 1\n", "b.yaml": "b: 1\n" };
  await pushConfig(lockstep, twoFiles("a.yaml", "b.yaml"), { files });
  await pushConfig(lockstep, twoFiles("b.yaml", "a.yaml"));
  const links = await allLinks(lockstep);
  expect(links.map(({ document, path, state }) => [document.api, path, state])).toEqual([
    ["one", "b.yaml", "in_sync"],
    ["two", "a.yaml", "in_sync"],
  ]);
  expect((await lockstep.call("GET", "apis/one/versions/1.0/schema")).body).toBe("b: 1\n");
});

test("a removed entry detaches its link, and both texts stay; where it comes back, so does the agreement", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  const [before] = await allLinks(lockstep);
  await pushConfig(lockstep, "version: 1\n");
  expect(await allLinks(lockstep)).toEqual([]);
  expect((await lockstep.call("GET", "apis/pets/versions/1.0/schema")).statusCode).toBe(200);
  // Only one side moves on: with nothing agreed, nobody could say which.
  await lockstep.repository("petstore").commit({ files: { "api/petstore.yaml": "a: 2\n" } });
  await settle(lockstep);
  await age(lockstep, 29 * DAY_MS);
  await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toMatchObject([{ path: "api/petstore.yaml", state: "in_sync" }]);
  expect((await lockstep.call("GET", "apis/pets/versions/1.0/schema")).body).toBe("a: 2\n");
  expect(before?.agreed).not.toBeNull();
});

test("what a detached link remembers of an agreement does not outlive a link made by hand in its place", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  const address = "apis/pets/versions/1.0";
  const first = (await lockstep.call("GET", `${address}/schema`)).body;
  await pushConfig(lockstep, "version: 1\n");
  const byHand = { repository: "petstore", file: "api/petstore.yaml" };
  expect((await lockstep.call("PUT", `${address}/link`, byHand)).statusCode).toBe(201);
  await settle(lockstep);
  const later = first.replace("openapi:", "# later\nopenapi:");
  await lockstep.repository("petstore").commit({ files: { "api/petstore.yaml": later } });
  await settle(lockstep);
  expect((await lockstep.call("GET", `${address}/schema`)).body).toBe(later);
  await lockstep.call("DELETE", `${address}/link`);
  await lockstep.call("POST", `${address}/rollback`, { revision: 1 }, { "if-match": "*" });
  expect((await lockstep.call("GET", `${address}/schema`)).body).toBe(first);
  await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toMatchObject([{ owner: "file", state: "choose" }]);
  expect((await lockstep.call("GET", `${address}/schema`)).body).toBe(first);
});

test("after thirty days nothing is known of a detached link any more", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  await pushConfig(lockstep, "version: 1\n");
  await age(lockstep, 31 * DAY_MS);
  await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "awaiting_approval" }]);
  await lockstep.store.write((tx) => pruneDetachedLinks(tx, lockstep.clock.now()));
  expect(await lockstep.store.read.selectFrom("detachedLinks").selectAll().execute()).toEqual([]);
});

test("the whole file removed detaches all that it declared, and nothing that was made by hand", async () => {
  const lockstep = await aTimedLockstep();
  const byHand = await aLinkedSchema(lockstep, { name: "Hand", file: "hand.yaml", text: "a: 1\n" });
  await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toHaveLength(2);
  await lockstep.repository("petstore").commit({ files: { [CONFIG]: null } });
  await settle(lockstep);
  expect(await allLinks(lockstep)).toMatchObject([{ id: byHand.link, owner: "dashboard", state: "in_sync" }]);
  expect(await configOf(lockstep)).toMatchObject({ state: "absent", links: [] });
});

test("a link made by hand that the file declares becomes the file's, and stays agreed", async () => {
  const lockstep = await aTimedLockstep();
  const byHand = await aLinkedSchema(lockstep, { name: "Pets", file: "pets.yaml", text: "a: 1\n" });
  await pushConfig(lockstep, "version: 1\nschemas:\n  - {api: pets, file: pets.yaml}\n");
  expect(await allLinks(lockstep)).toMatchObject([{ id: byHand.link, owner: "file", state: "in_sync" }]);
  const { address, link } = byHand;
  const refused = [
    await lockstep.call("PATCH", `links/${link}`, { paused: true }),
    await lockstep.call("DELETE", `links/${link}`),
    await lockstep.call("PUT", `${address}/link`, { repository: "petstore", file: "other.yaml" }),
    await lockstep.call("DELETE", `${address}/link`),
    await lockstep.call("DELETE", address),
    await lockstep.call("DELETE", "apis/pets"),
  ];
  for (const answer of refused) expect(answer.json()).toMatchObject({ status: 409, code: "owned_by_file" });
  expect(await allLinks(lockstep)).toMatchObject([{ id: link, owner: "file", path: "pets.yaml" }]);
});

test("a wrong file changes nothing, and says by line what is wrong", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  const [before] = await allLinks(lockstep);
  const head = await pushConfig(lockstep, "version: 1\nschemas:\n  - api: pets\n    fiel: api/other.yaml\n");
  const { id, path, agreed, state } = before ?? {};
  expect(await allLinks(lockstep)).toMatchObject([{ id, path, agreed, state }]);
  const config = await configOf(lockstep);
  expect(config).toMatchObject({ state: "wrong", head, links: [{ path: "api/petstore.yaml" }] });
  expect(config.errors).toEqual([
    { line: 3, column: 5, message: expect.stringContaining('lacks "file"') },
    { line: 4, column: 5, message: expect.stringContaining('"fiel"') },
  ]);
  expect(config.applied?.head).not.toBe(head);
  await pushConfig(lockstep, PETS);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", errors: [] });
});

test("one claim that cannot be leaves all others undone", async () => {
  const lockstep = await aTimedLockstep();
  await aLinkedSchema(lockstep, { name: "Hand", file: "hand.yaml", text: "a: 1\n" });
  await pushConfig(
    lockstep,
    "version: 1\nschemas:\n  - {api: new, file: new.yaml}\n  - {api: pets, file: HAND.yaml}\n",
  );
  const config = await configOf(lockstep);
  expect(config).toMatchObject({ state: "wrong", links: [], errors: [{ line: 4 }] });
  expect(config.errors[0]?.message).toContain("HAND.yaml");
  expect((await lockstep.call("GET", "apis/new")).statusCode).toBe(404);
  // The place comes free: within the hour the file is tried again.
  const [link] = await allLinks(lockstep);
  await lockstep.call("DELETE", `links/${link?.id}`);
  await lockstep.pass(3_600_000);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", links: [{}, {}] });
});

test("the first claim holds: what another repository has linked is an error of the second", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  await pushConfig(lockstep, "version: 1\nschemas:\n  - {api: pets, version: '1.0', file: a.yaml}\n", {
    repository: "catalog",
  });
  const config = await configOf(lockstep, "catalog");
  expect(config).toMatchObject({ state: "wrong", links: [], errors: [{ line: 3 }] });
  expect(config.errors[0]?.message).not.toContain("petstore");
  expect(await allLinks(lockstep)).toMatchObject([{ path: "api/petstore.yaml" }]);
});

test("an entry may pause its link", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, `${PETS}    paused: true\n`);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "paused", paused: true }]);
  await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "in_sync", paused: false }]);
});

test("a symbolic link in the file's place is no removal", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  const row = lockstep.store.read
    .selectFrom("repositoryConfigs")
    .select("seen")
    .where("state", "=", "applied");
  expect(await row.execute()).toHaveLength(1);
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [CONFIG]: null } });
  await settle(lockstep);
  expect(await allLinks(lockstep)).toEqual([]);
  await pushConfig(lockstep, PETS);
  await repository.commit({ files: { [CONFIG]: { symlink: "../README.md" } } });
  await settle(lockstep);
  expect(await configOf(lockstep)).toMatchObject({ state: "unreadable", errors: [{ line: 1 }], links: [{}] });
});

test("who pushed the file is named in what happened", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS);
  const { items } = (await lockstep.call("GET", "activity?limit=100")).json();
  const made = items.filter(({ type }: { type: string }) => type === "link.made" || type === "api.made");
  expect(made).toHaveLength(2);
  for (const row of made) expect(row.actor).not.toBeNull();
});

test("a version that somebody saved before stays as it is where the file says so", async () => {
  const lockstep = await aTimedLockstep();
  const version = await anApiVersion(lockstep, "Pets");
  await saveText(lockstep, version.document, "store: 1\n");
  await pushConfig(lockstep, "version: 1\nschemas:\n  - {api: pets, file: api/petstore.yaml}\n");
  const [link] = await allLinks(lockstep);
  expect(link).toMatchObject({ state: "awaiting_approval", store: null });
  await lockstep.call("POST", `links/${link?.id}/approval`);
  await settle(lockstep);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "choose" }]);
});

test("backups made by hand beside the file are none of its business", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep);
  await pushConfig(lockstep, PETS);
  await pushConfig(lockstep, "version: 1\n");
  expect(await allLinks(lockstep)).toMatchObject([{ id: backup.link, owner: "dashboard" }]);
});

/** As if the links had been detached so much earlier. */
async function age({ store }: Lockstep, durationMs: number): Promise<void> {
  const rows = await store.read.selectFrom("detachedLinks").select(["id", "detachedAt"]).execute();
  expect(rows).toHaveLength(1);
  for (const { id, detachedAt } of rows) {
    await store.write(async ({ query }) => {
      const earlier = { detachedAt: detachedAt - durationMs };
      await query.updateTable("detachedLinks").set(earlier).where("id", "=", id).execute();
    });
  }
}

type Lockstep = Awaited<ReturnType<typeof aTimedLockstep>>;

async function changesOf({ store }: Lockstep): Promise<{ readonly rows: number }> {
  const rows = await store.read.selectFrom("activity").select("id").where("type", "like", "link.%").execute();
  return { rows: rows.length };
}

async function aSave(lockstep: Lockstep, id: string): Promise<void> {
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  const body = { info: { _postman_id: id, name: "Pets", schema }, item: [] };
  const saved = await lockstep.call("PUT", `collections/${id}`, body);
  expect(saved.statusCode, saved.body).toBeLessThan(300);
  await settle(lockstep);
}
