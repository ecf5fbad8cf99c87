/** What a body names, and what changes while it is read: judged as the address is. */
import { expect, test } from "vitest";
import type { Access } from "../../../src/core/access/access-port.ts";
import type { UserCaller } from "../../../src/core/access/caller.ts";
import { ADMIN_RIGHTS, type Rights } from "../../../src/core/access/rights.ts";
import { blobIdOf } from "../../../src/core/git/object-id.ts";
import type { Answer, ApiOverrides } from "../../support/an-api.ts";
import { aCollection, aLinkingApi, aUid, restLane } from "../../support/a-linking-api.ts";
import { aRepository } from "../../support/a-workspace.ts";

const SCHEMA = "apis/pets/versions/1.0/schema";
const LINK = "apis/pets/versions/1.0/link";
const TEXT = "openapi: 3.1.0\n";

/** `mona` pushes to `open`, reads `shown` and knows nothing of `hidden`; the admin token does the rest. */
async function anApiForMona(overrides: ApiOverrides = {}) {
  let rights: Rights = ADMIN_RIGHTS;
  const mona: UserCaller = {
    kind: "user",
    userId: 5,
    sessionId: 1,
    hostId: 1,
    hostname: "github.com",
    accountId: 77,
    login: "mona",
  };
  const access: Access = {
    identify: async ({ bearer }) => (bearer === "mona" ? mona : { kind: "admin" }),
    rightsIn: async ({ kind }) => (kind === "user" ? rights : ADMIN_RIGHTS),
    workspacesOf: async () => "all",
  };
  const api = await aLinkingApi({ access, ...overrides });
  const open = await aRepository(api.store, api.acme, { name: "open" });
  const shown = await aRepository(api.store, api.acme, { name: "shown" });
  const hidden = await aRepository(api.store, api.acme, { name: "hidden" });
  const readable = new Set([open, shown]);
  rights = { isAdmin: false, readable, pushable: new Set([open]), userId: 5, saves: "none" };
  const ask = (method: string, url: string, payload?: unknown, headers = {}): Promise<Answer> =>
    api.call(method, url, {
      ...(payload !== undefined && { payload: payload as object }),
      headers: { authorization: "Bearer mona", "sec-fetch-site": "same-origin", ...headers },
    });
  return { ...api, ask, open, shown, hidden };
}

/** An API of mona's own with a version. */
async function withPets(api: Awaited<ReturnType<typeof anApiForMona>>) {
  expect((await api.ask("POST", "apis", { name: "Pets" })).statusCode).toBe(201);
  expect((await api.ask("POST", "apis/pets/versions", { name: "1.0" })).statusCode).toBe(201);
}

test("a repository that a body names must be pushable; one that is hidden is answered like none", async () => {
  const api = await anApiForMona();
  await withPets(api);
  const uid = aUid(1);
  expect((await api.ask("POST", "collections", aCollection("Pets", uid))).statusCode).toBe(201);
  const wishes: readonly (readonly [string, string, (repository: string) => object])[] = [
    ["PUT", LINK, (repository) => ({ repository })],
    ["POST", "apis", (repository) => ({ name: "Cats", from: { repository, path: "a.yaml" } })],
    ["POST", `collections/${uid}/backups`, (repository) => ({ repository })],
    ["POST", "hooks", (repository) => ({ repository })],
  ];
  for (const [method, url, body] of wishes) {
    const forbidden = await api.ask(method, url, body("shown"));
    expect([url, forbidden.json()]).toEqual([
      url,
      expect.objectContaining({ status: 403, detail: "This needs push access to acme/shown." }),
    ]);
    const hidden = (await api.ask(method, url, body("hidden"))).body;
    const missing = (await api.ask(method, url, body("nobody"))).body;
    expect(hidden).toContain("repository_not_accessible");
    expect(hidden.replaceAll("hidden", "nobody")).toBe(missing);
  }
});

test("a link moves only from and to where may be pushed", async () => {
  const api = await anApiForMona();
  await withPets(api);
  const { id } = (await api.ask("PUT", LINK, { repository: "open" })).json<{ id: number }>();
  expect((await api.ask("PATCH", `links/${id}`, { repository: "shown" })).statusCode).toBe(403);
  expect((await api.ask("PATCH", `links/${id}`, { repository: "hidden" })).json()).toMatchObject({
    code: "repository_not_accessible",
  });
  expect((await api.call("PATCH", `links/${id}`, { payload: { repository: "shown" } })).statusCode).toBe(200);
  expect((await api.ask("PATCH", `links/${id}`, { repository: "open" })).json()).toMatchObject({
    status: 403,
  });
});

test("a choice that changes the text needs all the places that it goes to, and says so beforehand", async () => {
  const api = await anApiForMona();
  const uid = aUid(1);
  await api.call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
  const [here] = await Promise.all(
    ["open", "shown"].map((repository) =>
      api.call("POST", `collections/${uid}/backups`, { payload: { repository } }),
    ),
  );
  const { id } = here?.json<{ id: number }>() ?? {};
  if (id === undefined) throw new Error("It was not backed up.");
  await restLane(api.store, id, { state: "missing", remote: "absent" });
  const needed = "This needs push access to acme/shown.";
  const shown = (await api.ask("GET", `links/${id}/conflict`)).json<{ expected: object; text: object }>();
  expect(shown.text).toEqual({ writable: false, needed });
  expect((await api.ask("GET", `links/${id}`)).json()).toMatchObject({ writable: true });
  const { expected } = shown;
  const choose = (keep: string) => api.ask("POST", `links/${id}/resolution`, { expected, keep });
  expect((await choose("github")).json()).toMatchObject({ status: 403, detail: needed });
  expect((await choose("store")).statusCode).toBe(200);
});

test("of many links at once each is judged for itself", async () => {
  const api = await anApiForMona();
  await withPets(api);
  const { id } = (await api.ask("PUT", LINK, { repository: "open" })).json<{ id: number }>();
  const uids = [aUid(1), aUid(2)] as const;
  const ids = [id];
  for (const [index, repository] of (["shown", "hidden"] as const).entries()) {
    const uid = uids[index] ?? "";
    await api.call("POST", "collections", { payload: aCollection(`Of ${repository}`, uid) as object });
    const made = await api.call("POST", `collections/${uid}/backups`, { payload: { repository } });
    ids.push(made.json<{ id: number }>().id);
  }
  const answer = await api.ask("POST", "links/bulk", { action: "pause", links: ids });
  const { items } = answer.json<{ items: { problem: { code: string } | null }[] }>();
  expect(items.map(({ problem }) => problem?.code ?? null)).toEqual([null, "forbidden", "not_found"]);
});

test("what one made and linked to nothing is one's own and the admins'; linked, it is its repository's", async () => {
  const api = await anApiForMona();
  await withPets(api);
  expect((await api.ask("GET", "apis/pets")).json()).toMatchObject({ versions: [{ name: "1.0" }] });
  await api.call("POST", "apis", { payload: { name: "Theirs" } });
  expect((await api.ask("GET", "apis/theirs")).statusCode).toBe(404);
  expect((await api.ask("GET", "apis")).json<{ items: object[] }>().items).toHaveLength(1);
  await api.call("PUT", LINK, { payload: { repository: "hidden" } });
  expect((await api.ask("GET", "apis/pets")).json()).toMatchObject({ slug: "pets", versions: [] });
  expect((await api.ask("GET", "apis/pets/versions/1.0")).statusCode).toBe(404);
  expect((await api.ask("DELETE", "apis/pets")).json()).toMatchObject({
    status: 403,
    detail: "This needs push access to a repository that you cannot see.",
  });
});

test("a slug that is taken by what is hidden is said to be taken, and nothing more", async () => {
  const api = await anApiForMona();
  await api.call("POST", "apis", { payload: { name: "Pets", description: "theirs" } });
  const answer = await api.ask("POST", "apis", { name: "Pets" });
  expect(answer.json()).toMatchObject({ status: 409, code: "exists" });
  expect(answer.body).not.toContain("theirs");
});

test("a save is refused whose document was linked elsewhere while its body was read", async () => {
  let meanwhile: (() => Promise<unknown>) | null = null;
  const checker = {
    check: async () => {
      await meanwhile?.();
      return { kind: "openapi-3.1", valid: true, problems: [] };
    },
  };
  const api = await anApiForMona({ checker });
  await withPets(api);
  await api.ask("PUT", LINK, { repository: "open" });
  const save = (text: string) =>
    api.ask("PUT", SCHEMA, text, { "content-type": "text/plain", "if-match": "*" });
  expect((await save(TEXT)).statusCode).toBe(201);
  meanwhile = () => api.call("PUT", LINK, { payload: { repository: "hidden" } });
  expect((await save(`${TEXT}info: {}\n`)).json()).toMatchObject({ status: 404, code: "not_found" });
  const { body } = await api.call("GET", SCHEMA);
  expect(body).toBe(TEXT);
});

test("a backup shows only to those who read its repository, and its collection goes everywhere or nowhere", async () => {
  const api = await anApiForMona();
  const uid = aUid(1);
  await api.ask("POST", "collections", aCollection("Pets", uid));
  await api.ask("POST", `collections/${uid}/backups`, { repository: "open" });
  await api.call("POST", `collections/${uid}/backups`, { payload: { repository: "hidden" } });
  const collection = await api.ask("GET", `collections/${uid}`);
  expect(collection.json<{ backups: object[] }>().backups).toHaveLength(1);
  expect(collection.body).not.toContain("hidden");
  for (const list of [`collections/${uid}/backups`, "links", "collections"]) {
    expect((await api.ask("GET", list)).body).not.toContain("hidden");
  }
  expect((await api.ask("GET", "activity")).body).not.toContain("hidden");
  expect((await api.call("GET", "activity")).body).toContain("hidden");
  const save = await api.ask("PUT", `collections/${uid}`, aCollection("Cats", uid));
  expect(save.json()).toMatchObject({
    status: 403,
    detail: "This needs push access to a repository that you cannot see.",
  });
});

test("a content is reached only through what names it and may be read", async () => {
  const api = await anApiForMona();
  await api.call("POST", "apis", { payload: { name: "Pets" } });
  await api.call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  await api.call("PUT", SCHEMA, { payload: TEXT, headers: { "content-type": "text/plain" } });
  const blob = blobIdOf(Buffer.from(TEXT));
  expect((await api.ask("GET", `blobs/${blob}`)).statusCode).toBe(404);
  await api.call("PUT", LINK, { payload: { repository: "hidden" } });
  expect((await api.ask("GET", `blobs/${blob}`)).statusCode).toBe(404);
  await api.call("PUT", LINK, { payload: { repository: "shown" } });
  expect((await api.ask("GET", `blobs/${blob}`)).body).toBe(TEXT);
});

test("pages are full of what may be read, and their cursors go on", async () => {
  const api = await anApiForMona();
  for (let number = 0; number < 12; number += 1) {
    const isMonas = number % 3 === 0;
    const made = { name: `Api ${number}` };
    await (isMonas ? api.ask("POST", "apis", made) : api.call("POST", "apis", { payload: made }));
  }
  const pages: string[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const url: string = `apis?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const page: { items: { slug: string }[]; next: string | null } = (await api.ask("GET", url)).json();
    pages.push(page.items.map(({ slug }) => slug));
    cursor = page.next;
  }
  expect(pages).toEqual([
    ["api-0", "api-3"],
    ["api-6", "api-9"],
  ]);
});

test("a person's request that changes something comes from this server's own pages", async () => {
  const api = await anApiForMona();
  const answer = await api.ask("POST", "apis", { name: "Pets" }, { "sec-fetch-site": "cross-site" });
  expect(answer.json()).toMatchObject({ status: 403, code: "cross_site" });
});
