import { describe, expect, test } from "vitest";
import { type CommitId, parseCommitId } from "../../src/core/git/object-id.ts";
import { collectionFixture, largeCollection } from "../support/collection-fixtures.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid, restLane, rowsOf } from "../support/a-linking-api.ts";
import type { AnApi, Answer } from "../support/an-api.ts";

const uid = aUid(1);
const ADDRESS = `collections/${uid}`;

function save({ call }: AnApi, urls: readonly string[], headers = {}): Promise<Answer> {
  return call("PUT", ADDRESS, { payload: aCollection("Pets", uid, urls) as object, headers });
}

async function revisions({ store }: AnApi) {
  return store.read.selectFrom("revisions").select(["number", "origin", "blob"]).orderBy("id").execute();
}

/** A collection with one backup, at rest. */
async function backedUp(): Promise<AnApi & { readonly link: number }> {
  const api = await aLinkingApi();
  await aRepository(api.store, api.acme, { name: "pets" });
  await save(api, ["/a"]);
  const made = await api.call("POST", `${ADDRESS}/backups`, { payload: { repository: "pets" } });
  const link: number = made.json().id;
  const { store: blob } = made.json();
  await restLane(api.store, link, { state: "in_sync", agreedStore: blob, agreedRemote: blob, remote: blob });
  return { ...api, link };
}

describe("importing", () => {
  test("makes the collection with its first revision", async () => {
    const api = await aLinkingApi();
    const made = await api.call("POST", "collections", {
      payload: aCollection("Pets", uid, ["/a"]) as object,
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      id: uid,
      name: "Pets",
      revision: { number: 1, origin: "import", valid: true, problems: [], commit: null },
      backups: [],
    });
    expect((await api.call("GET", ADDRESS)).json()).toEqual({
      ...made.json(),
      writable: true,
      needed: null,
      secrets: [],
    });
  });

  test("takes the collection bare or wrapped, and keeps its canonical text", async () => {
    const api = await aLinkingApi();
    const collection = { ...(aCollection("Pets", uid) as object), updatedAt: "2026-01-01" };
    await api.call("POST", "collections", { payload: { collection } });
    const { blob } = (await api.call("GET", ADDRESS)).json().revision;
    const text = (await api.call("GET", `blobs/${blob}`)).body;
    expect(text).toMatch(/^\{\n\t"info": \{\n\t\t"_postman_id": /);
    expect(text).not.toContain("updatedAt");
    expect(text.endsWith("}\n")).toBe(true);
  });

  test("refuses one that is there", async () => {
    const api = await aLinkingApi();
    await save(api, ["/a"]);
    const again = await api.call("POST", "collections", {
      payload: aCollection("Pets", uid, ["/b"]) as object,
    });
    expect(again.json()).toMatchObject({ status: 409, code: "exists" });
    expect(await revisions(api)).toHaveLength(1);
  });

  test("of two imports at once, one is refused", async () => {
    const api = await aLinkingApi();
    const payload = aCollection("Pets", uid) as object;
    const answers = await Promise.all([1, 2, 3].map(() => api.call("POST", "collections", { payload })));
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 409, 409]);
  });
});

describe("saving", () => {
  test("makes what is new, and answers once it is durable", async () => {
    const api = await aLinkingApi();
    const answer = await save(api, ["/a"]);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({
      revision: expect.objectContaining({ number: 1, origin: "store" }),
      links: [],
    });
    expect(await revisions(api)).toHaveLength(1);
  });

  test("a save is a revision, and marks the lane of every backup without asking for a look", async () => {
    const api = await backedUp();
    const before = await rowsOf(api.store, api.link);
    const answer = await save(api, ["/a", "/b"]);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      revision: { number: 2 },
      links: [{ id: api.link, state: "pending" }],
    });
    const { lane } = await rowsOf(api.store, api.link);
    expect(lane.dirty).toBe(before.lane.dirty + 1);
    expect(lane.look).toBe(before.lane.look);
  });

  test("what differs in volatile keys only is no revision, no mark, and answered at once", async () => {
    const api = await backedUp();
    const before = await rowsOf(api.store, api.link);
    const collection = {
      ...(aCollection("Pets", uid, ["/a"]) as object),
      lastUpdatedBy: 7,
      uid: `99-${uid}`,
    };
    for (const headers of [{}, { prefer: "wait=30" }]) {
      const answer = await api.call("PUT", ADDRESS, { payload: { collection }, headers });
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({
        revision: { number: 1 },
        links: [{ id: api.link, state: "in_sync", commit: null }],
      });
    }
    expect(await rowsOf(api.store, api.link)).toEqual(before);
    expect(await revisions(api)).toHaveLength(1);
  });

  test("the same text comes back after another one: three revisions", async () => {
    const api = await aLinkingApi();
    for (const url of ["/a", "/b", "/a"]) await save(api, [url]);
    const history = await revisions(api);
    expect(history.map((revision) => revision.number)).toEqual([1, 2, 3]);
    expect(history[0]?.blob).toBe(history[2]?.blob);
  });

  test("waits for the commits where that is preferred", async () => {
    const api = await backedUp();
    const commit: CommitId = parseCommitId("c".repeat(40));
    const waiting = save(api, ["/b"], { prefer: "wait=30" });
    const stop = api.store.listen("units", () => {
      stop();
      void api.store.write(async ({ query }) => {
        const commitUrl = `https://github.com/acme/pets/commit/${commit}`;
        await query
          .updateTable("revisions")
          .set({ commitId: commit, commitUrl })
          .where("number", "=", 2)
          .execute();
      });
      void restLane(api.store, api.link, { state: "in_sync" });
    });
    const answer = await waiting;
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      revision: { number: 2, commit },
      links: [{ id: api.link, state: "in_sync", commit }],
    });
  });

  test("names the commit of each backup where there are more than one", async () => {
    const api = await backedUp();
    await aRepository(api.store, api.acme, { name: "copies" });
    const made = await api.call("POST", `${ADDRESS}/backups`, { payload: { repository: "copies" } });
    const second: number = made.json().id;
    await restLane(api.store, second, { state: "in_sync" });
    const waiting = save(api, ["/b"], { prefer: "wait=30" });
    const stop = api.store.listen("units", () => {
      stop();
      void restInTurn();
    });
    async function restInTurn(): Promise<void> {
      const blob = (await api.call("GET", `links/${second}`)).json().store;
      const agreed = { agreedStore: blob, agreedRemote: blob, committedAt: api.now() + 1 };
      const head = parseCommitId("d".repeat(40));
      await restLane(api.store, second, { state: "in_sync", ...agreed, head });
      await restLane(api.store, api.link, { state: "error", code: "branch_protected" });
    }
    expect((await waiting).json().links).toEqual([
      { id: api.link, state: "error", commit: null },
      { id: second, state: "in_sync", commit: "d".repeat(40) },
    ]);
  });

  test("answers 202 when the time is over, and waits on where the same is sent again", async () => {
    const api = await backedUp();
    expect((await save(api, ["/b"], { prefer: "wait=0" })).statusCode).toBe(202);
    const again = save(api, ["/b"], { prefer: "wait=30" });
    await restLane(api.store, api.link, { state: "in_sync" });
    expect((await again).statusCode).toBe(200);
    expect(await revisions(api)).toHaveLength(2);
  });

  test("the address wins", async () => {
    const api = await aLinkingApi();
    const payload = aCollection("Pets", aUid(2)) as object;
    const answer = await api.call("PUT", ADDRESS, { payload });
    expect(answer.json()).toMatchObject({ status: 409, code: "identity_mismatch" });
    expect(await revisions(api)).toEqual([]);
  });

  test("an address in capitals is the same", async () => {
    const api = await aLinkingApi();
    const payload = aCollection("Pets", uid.toUpperCase()) as object;
    expect((await api.call("PUT", `collections/${uid.toUpperCase()}`, { payload })).statusCode).toBe(202);
    expect((await api.call("GET", ADDRESS)).json()).toMatchObject({ id: uid });
  });

  test("renaming the collection does not move its backup", async () => {
    const api = await backedUp();
    await api.call("PUT", ADDRESS, { payload: aCollection("Cats", uid, ["/a"]) as object });
    const { name, backups } = (await api.call("GET", ADDRESS)).json();
    expect(name).toBe("Cats");
    expect(backups[0].path).toBe("Postman Collections/Pets.postman_collection.json");
  });

  test("50 saves of 50 collections at once are 50 revisions", async () => {
    const api = await aLinkingApi();
    const uids = Array.from({ length: 50 }, (_, number) => aUid(number));
    const answers = await Promise.all(
      uids.map((id) => api.call("PUT", `collections/${id}`, { payload: aCollection("Pets", id) as object })),
    );
    expect(answers.every((answer) => answer.statusCode === 202)).toBe(true);
    expect(await revisions(api)).toHaveLength(50);
  });

  test("takes a collection of 5 MB", async () => {
    const api = await aLinkingApi();
    const payload = largeCollection(5_000_000);
    const address = "collections/c3000000-0000-4000-8000-000000000005";
    const headers = { "content-type": "application/json" };
    expect((await api.call("PUT", address, { payload, headers })).statusCode).toBe(202);
  });
});

describe("what is no collection", () => {
  const deep = `{"info":{"_postman_id":"${uid}","name":"a"},"item":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  test.each([
    ["JSON cut short", '{"info": {', 422, "not_a_collection"],
    ["100,000 levels", deep, 422, "not_a_collection"],
    ["an OpenAPI document", '{"openapi": "3.1.0", "info": {"title": "a"}}', 422, "not_a_collection"],
    ["a list", "[]", 422, "not_a_collection"],
    ["null", "null", 422, "not_a_collection"],
    ["a text", '"collection"', 422, "not_a_collection"],
    ["no item", `{"info": {"_postman_id": "${uid}", "name": "a"}}`, 422, "not_a_collection"],
    ["no id", '{"info": {"name": "a"}, "item": []}', 422, "not_a_collection"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00]), 422, "not_a_collection"],
    ["no body", "", 422, "not_a_collection"],
    ["26 MiB", `{"a": "${"a".repeat(26 * 1024 * 1024)}"}`, 413, "body_too_large"],
  ])("%s", async (_what, payload, status, code) => {
    const api = await aLinkingApi();
    const headers = { "content-type": "application/json" };
    for (const [method, address] of [
      ["PUT", ADDRESS],
      ["POST", "collections"],
    ] as const) {
      const answer = await api.call(method, address, { payload, headers });
      expect(answer.json()).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) });
    }
    expect(await revisions(api)).toEqual([]);
  });

  test("another media type", async () => {
    const api = await aLinkingApi();
    const headers = { "content-type": "text/yaml" };
    const answer = await api.call("PUT", ADDRESS, { payload: "a: 1", headers });
    expect(answer.json()).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });

  test("a key named __proto__ is data", async () => {
    const api = await aLinkingApi();
    const payload = `{"info": {"_postman_id": "${uid}", "name": "a"}, "item": [], "__proto__": {"polluted": 1}}`;
    const headers = { "content-type": "application/json" };
    expect((await api.call("PUT", ADDRESS, { payload, headers })).statusCode).toBe(202);
    const { blob } = (await api.call("GET", ADDRESS)).json().revision;
    expect((await api.call("GET", `blobs/${blob}`)).body).toContain('"__proto__"');
    expect("polluted" in {}).toBe(false);
  });
});

test("warns of what looks like a secret, and never shows it", async () => {
  const api = await aLinkingApi();
  const token = `ghp_${"a1B2".repeat(9)}`;
  await api.call("PUT", ADDRESS, { payload: aCollection("Pets", uid, [`/a?token=${token}`]) as object });
  const shown = await api.call("GET", ADDRESS);
  expect(shown.json().secrets).toContainEqual({
    path: "/item/0/request/url/raw",
    kind: "github_token",
  });
  expect(shown.body).not.toContain(token.slice(4));
});

describe("the list", () => {
  test("comes in pages, and filters by name", async () => {
    const api = await aLinkingApi();
    for (const [number, name] of ["Pets", "Cats", "Dogs_%", "pet shop"].entries()) {
      const payload = aCollection(name, aUid(number)) as object;
      await api.call("PUT", `collections/${aUid(number)}`, { payload });
    }
    const first = (await api.call("GET", "collections?limit=3")).json();
    expect(first.items).toHaveLength(3);
    const rest = (await api.call("GET", `collections?limit=3&cursor=${first.next}`)).json();
    expect(rest).toMatchObject({
      items: [{ name: "pet shop", revision: { number: 1 }, backups: [] }],
      next: null,
    });
    const namesBy = async (q: string): Promise<string[]> =>
      (await api.call("GET", `collections?q=${q}`)).json().items.map((item: { name: string }) => item.name);
    expect(await namesBy("PET")).toEqual(["Pets", "pet shop"]);
    expect(await namesBy("_%25")).toEqual(["Dogs_%"]);
  });
});

describe("deleting", () => {
  test("disconnects the backups, keeps the history, and can be undone for 30 days", async () => {
    const clock = { now: Date.parse("2026-01-02T03:04:05Z") };
    const api = await aLinkingApi({ now: () => clock.now });
    await aRepository(api.store, api.acme, { name: "pets" });
    await save(api, ["/a"]);
    const { id } = (await api.call("POST", `${ADDRESS}/backups`, { payload: { repository: "pets" } })).json();
    const hook = (await api.call("POST", `${ADDRESS}/hook`)).json().url;
    expect((await api.call("DELETE", ADDRESS)).statusCode).toBe(204);
    expect((await api.call("GET", ADDRESS)).statusCode).toBe(404);
    expect((await api.call("GET", `links/${id}`)).statusCode).toBe(404);
    expect((await api.call("GET", "collections")).json().items).toEqual([]);
    const deleted = { at: "2026-01-02T03:04:05.000Z", until: "2026-02-01T03:04:05.000Z" };
    expect((await api.call("GET", "collections?deleted=true")).json().items).toMatchObject([
      { id: uid, deleted },
    ]);
    const payload = aCollection("Pets", uid) as object;
    expect((await api.call("POST", new URL(hook).pathname, { payload })).statusCode).toBe(404);
    const restored = await api.call("POST", `${ADDRESS}/restore`);
    expect(restored.json()).toMatchObject({ id: uid, revision: { number: 1 }, backups: [], deleted: null });
    expect((await api.call("POST", `${ADDRESS}/restore`)).json()).toMatchObject({
      status: 409,
      code: "exists",
    });
    await api.call("DELETE", ADDRESS);
    clock.now += 31 * 24 * 3_600_000;
    expect((await api.call("GET", "collections?deleted=true")).json().items).toEqual([]);
    expect((await api.call("POST", `${ADDRESS}/restore`)).statusCode).toBe(404);
  });

  test("a save after it begins a new history", async () => {
    const api = await aLinkingApi();
    await save(api, ["/a"]);
    await api.call("DELETE", ADDRESS);
    expect((await save(api, ["/b"])).json()).toMatchObject({ revision: { number: 1 } });
    expect((await api.call("POST", `${ADDRESS}/restore`)).statusCode).toBe(409);
  });
});

test("two workspaces may hold the same collection, and neither sees the other's", async () => {
  const api = await aLinkingApi();
  await aWorkspace(api.store, "globex");
  const theirs = `/api/v1/workspaces/globex/${ADDRESS}`;
  await save(api, ["/ours"]);
  for (const [method, address] of [
    ["GET", theirs],
    ["DELETE", theirs],
    ["POST", `${theirs}/restore`],
    ["GET", `${theirs}/backups`],
    ["GET", `${theirs}/hook`],
    ["POST", `${theirs}/hook`],
    ["DELETE", `${theirs}/hook`],
    ["GET", `${theirs}/revisions`],
  ] as const) {
    expect((await api.call(method, address)).statusCode).toBe(404);
  }
  await api.call("PUT", theirs, { payload: aCollection("Pets", uid, ["/theirs"]) as object });
  const { blob } = (await api.call("GET", theirs)).json().revision;
  expect((await api.call("GET", `blobs/${blob}`)).statusCode).toBe(404);
  expect((await api.call("GET", ADDRESS)).json().revision.number).toBe(1);
});

test("Postman's export, its API's answer and a second export are one revision", async () => {
  const api = await aLinkingApi();
  const headers = { "content-type": "application/json; charset=utf-8" };
  const sent = ["petstore.export.json", "petstore.api.json"].map((name) => collectionFixture(name));
  const { _postman_id: id } = JSON.parse(sent[0] ?? "").info;
  for (const payload of sent) await api.call("PUT", `collections/${id}`, { payload, headers });
  expect(await revisions(api)).toHaveLength(1);
});
