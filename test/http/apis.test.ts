import { expect, test } from "vitest";
import { packBlob } from "../../src/db/blobs.ts";
import { addRevision } from "../../src/db/documents.ts";
import { anApi, type AnApi } from "../support/an-api.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

async function saveSchema({ store, acme }: AnApi, api: string, text: string): Promise<void> {
  const content = await packBlob(Buffer.from(text));
  await store.write(async (tx) => {
    const { document } = await tx.query
      .selectFrom("versions")
      .innerJoin("apis", "apis.id", "versions.api")
      .select("versions.document")
      .where("apis.slug", "=", api)
      .executeTakeFirstOrThrow();
    await addRevision(tx, {
      document,
      workspaceId: acme.id,
      content,
      origin: "github",
      author: "octocat",
      message: null,
      at: 1000,
      commit: null,
      valid: true,
      problems: [],
    });
  });
}

test("makes an API by its name, and finds it at its address", async () => {
  const { call } = await anApi();
  const made = await call("POST", "apis", { payload: { name: " Pet Store (v2) ", description: "Pets" } });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toEqual({
    slug: "pet-store-v2",
    name: "Pet Store (v2)",
    description: "Pets",
    versions: [],
    deleted: null,
  });
  expect(made.headers["location"]).toBe("/api/v1/workspaces/acme/apis/pet-store-v2");
  expect((await call("GET", "apis/pet-store-v2")).json()).toEqual({
    ...made.json(),
    writable: true,
    needed: null,
  });
});

test("refuses a name whose address is taken, also when both are made at once", async () => {
  const { call } = await anApi();
  const answers = await Promise.all([
    call("POST", "apis", { payload: { name: "Petstore" } }),
    call("POST", "apis", { payload: { name: "petstore!" } }),
  ]);
  expect(answers.map((answer) => answer.statusCode)).toEqual(expect.arrayContaining([201, 409]));
  expect((await call("POST", "apis", { payload: { name: "PETSTORE" } })).json()).toMatchObject({
    code: "exists",
  });
});

test("renames without moving the address, and moves it where asked", async () => {
  const { call } = await anApi();
  await call("POST", "apis", { payload: { name: "One" } });
  await call("POST", "apis", { payload: { name: "Two" } });
  expect(
    (await call("PATCH", "apis/one", { payload: { name: "First", description: "d" } })).json(),
  ).toMatchObject({
    slug: "one",
    name: "First",
    description: "d",
  });
  expect(
    (await call("PATCH", "apis/one", { payload: { slug: "first", description: null } })).json(),
  ).toMatchObject({
    slug: "first",
    name: "First",
    description: null,
  });
  expect((await call("GET", "apis/one")).statusCode).toBe(404);
  expect((await call("PATCH", "apis/first", { payload: { slug: "two" } })).json()).toMatchObject({
    code: "exists",
  });
  expect((await call("PATCH", "apis/first", { payload: { slug: "Not A Slug" } })).statusCode).toBe(400);
  expect((await call("PATCH", "apis/first", { payload: {} })).statusCode).toBe(400);
});

test("keeps what is deleted for 30 days, without its address", async () => {
  let now = 1_000_000;
  const { call } = await anApi({ now: () => now });
  await call("POST", "apis", { payload: { name: "Pets" } });
  await call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  const gone = await call("DELETE", "apis/pets");
  expect([gone.statusCode, gone.body]).toEqual([204, ""]);
  expect((await call("GET", "apis/pets")).statusCode).toBe(404);
  expect((await call("GET", "apis/pets/versions/1.0")).statusCode).toBe(404);
  expect((await call("DELETE", "apis/pets")).statusCode).toBe(404);
  expect((await call("GET", "apis")).json().items).toEqual([]);
  const deleted = { at: "1970-01-01T00:16:40.000Z", until: "1970-01-31T00:16:40.000Z" };
  expect((await call("GET", "apis?deleted=true")).json()).toMatchObject({
    items: [{ slug: "pets", deleted }],
  });

  await call("POST", "apis", { payload: { name: "Pets" } });
  expect((await call("POST", "apis/pets/restore")).json()).toMatchObject({ status: 409, code: "exists" });
  await call("PATCH", "apis/pets", { payload: { slug: "other" } });
  expect((await call("POST", "apis/pets/restore")).json()).toMatchObject({
    slug: "pets",
    versions: [{ name: "1.0", deleted: null }],
    deleted: null,
  });

  await call("DELETE", "apis/pets");
  now += 31 * DAY_MS;
  expect((await call("GET", "apis?deleted=true")).json().items).toEqual([]);
  expect((await call("POST", "apis/pets/restore")).json()).toMatchObject({ status: 404, code: "not_found" });
});

test("versions are made, renamed, deleted and restored", async () => {
  const { call } = await anApi();
  await call("POST", "apis", { payload: { name: "Pets" } });
  const made = await call("POST", "apis/pets/versions", { payload: { name: "2026-01 beta" } });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({
    name: "2026-01 beta",
    kind: null,
    revision: null,
    link: null,
    deleted: null,
  });
  expect(made.headers["location"]).toBe("/api/v1/workspaces/acme/apis/pets/versions/2026-01%20beta");
  const again = await call("POST", "apis/pets/versions", { payload: { name: "2026-01 beta" } });
  expect(again.json()).toMatchObject({ status: 409, code: "exists" });
  await call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  const taken = await call("PATCH", "apis/pets/versions/1.0", { payload: { name: "2026-01 beta" } });
  expect(taken.json()).toMatchObject({ code: "exists" });
  const renamed = await call("PATCH", "apis/pets/versions/1.0", { payload: { name: "1.1" } });
  expect(renamed.json()).toMatchObject({ name: "1.1" });

  expect((await call("DELETE", "apis/pets/versions/1.1")).statusCode).toBe(204);
  expect((await call("GET", "apis/pets/versions/1.1")).statusCode).toBe(404);
  const names = async (query: string): Promise<string[]> =>
    (await call("GET", `apis/pets/versions${query}`)).json().items.map((item: { name: string }) => item.name);
  expect(await names("")).toEqual(["2026-01 beta"]);
  expect(await names("?deleted=true")).toEqual(["1.1"]);
  const [gone] = (await call("GET", "apis/pets/versions?deleted=true")).json().items;
  expect(gone.deleted).toEqual({ at: "2026-01-02T03:04:05.000Z", until: "2026-02-01T03:04:05.000Z" });
  expect((await call("POST", "apis/pets/versions/1.1/restore")).json()).toMatchObject({ name: "1.1" });
  expect((await call("POST", "apis/pets/versions/1.1/restore")).statusCode).toBe(404);
  expect(await names("?limit=1")).toEqual(["2026-01 beta"]);
});

test("shows the present revision of each version", async () => {
  const api = await anApi();
  await api.call("POST", "apis", { payload: { name: "Pets" } });
  await api.call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  await saveSchema(api, "pets", "openapi: 3.1.0");
  await saveSchema(api, "pets", "openapi: 3.1.1");
  expect((await api.call("GET", "apis")).json()).toMatchObject({
    items: [{ versions: [{ revision: { number: 2, author: "octocat", at: "1970-01-01T00:00:01.000Z" } }] }],
  });
});

test("lists in pages", async () => {
  const { call } = await anApi();
  for (const name of ["a", "b", "c"]) await call("POST", "apis", { payload: { name } });
  const first = (await call("GET", "apis?limit=2")).json();
  expect(first.items).toHaveLength(2);
  expect((await call("GET", `apis?limit=2&cursor=${first.next}`)).json()).toMatchObject({
    items: [{ slug: "c" }],
    next: null,
  });
});

test("nothing of one workspace shows in another", async () => {
  const { call, store } = await anApi();
  await aWorkspace(store, "other");
  await call("POST", "apis", { payload: { name: "Pets" } });
  await call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  const other = "/api/v1/workspaces/other/apis";
  expect((await call("GET", other)).json()).toEqual({ items: [], next: null });
  for (const [method, url] of [
    ["GET", `${other}/pets`],
    ["PATCH", `${other}/pets`],
    ["DELETE", `${other}/pets`],
    ["POST", `${other}/pets/restore`],
    ["GET", `${other}/pets/versions`],
    ["POST", `${other}/pets/versions`],
    ["GET", `${other}/pets/versions/1.0`],
    ["PATCH", `${other}/pets/versions/1.0`],
    ["DELETE", `${other}/pets/versions/1.0`],
    ["POST", `${other}/pets/versions/1.0/restore`],
    ["GET", `${other}/pets/versions/1.0/schema`],
    ["GET", `${other}/pets/versions/1.0/revisions`],
  ] as const) {
    const answer = await call(method, url, method === "GET" ? {} : { payload: { name: "2.0" } });
    expect([method, url, answer.statusCode]).toEqual([method, url, 404]);
  }
  expect((await call("POST", other, { payload: { name: "Pets" } })).statusCode).toBe(201);
});

test.each([
  [{ name: 5 }],
  [{ name: "" }],
  [{ name: "   " }],
  [{ name: "!?" }],
  [{ name: "a\u0000b" }],
  [{ name: "x".repeat(201) }],
  [{ name: "a", description: "x".repeat(5001) }],
  [{ name: "a", from: {} }],
  [{ name: "a", from: { repository: "r", path: 5 } }],
  [{ name: "a", from: { repository: {}, path: "p" } }],
  [{ name: "a", from: { repository: "r", path: "p", version: "1/2" } }],
  [{ name: "a", surprise: true }],
  [null],
  ["text"],
])("refuses to make an API of %j", async (payload) => {
  const { call } = await anApi();
  const answer = await call("POST", "apis", {
    payload: JSON.stringify(payload),
    headers: { "content-type": "application/json" },
  });
  expect(answer.json()).toMatchObject({ status: 400, code: "invalid_request" });
});

test.each(["", ".", "..", "a/b", "a\\b", " a", "a ", "a\nb", "\u0000", "x".repeat(101)])(
  "refuses %j as the name of a version",
  async (name) => {
    const { call } = await anApi();
    await call("POST", "apis", { payload: { name: "Pets" } });
    const answer = await call("POST", "apis/pets/versions", { payload: { name } });
    expect(answer.json()).toMatchObject({ status: 400, code: "invalid_request" });
  },
);

test("odd addresses are nowhere", async () => {
  const { call } = await anApi();
  for (const slug of ["%00", "a%2Fb", "..%2F..", "x".repeat(1900), "%F0%9F%98%80"]) {
    for (const rest of ["", "/versions", "/versions/%00", `/versions/${slug}/schema`]) {
      const answer = await call("GET", `apis/${slug}${rest}`);
      expect([rest, answer.statusCode]).toEqual([rest, 404]);
    }
  }
  for (const query of ["limit=0", "limit=201", "limit=1e99", "limit=x", "cursor=x", "deleted=maybe"]) {
    expect((await call("GET", `apis?${query}`)).statusCode).toBe(400);
  }
});
