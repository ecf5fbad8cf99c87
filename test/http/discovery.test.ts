/** Which files of a branch look like documents, and what lies in its directories. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aLinkedSchema, requestsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");

type Lockstep = Awaited<ReturnType<typeof aTimedLockstep>>;

async function aMixedBranch(): Promise<Lockstep> {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("catalog");
  await repository.commit({
    files: {
      "api/orders.proto": fixture("schemas/orders.proto"),
      "api/weather.wsdl": fixture("schemas/weather.wsdl"),
      "deep/down/streetlights.yml": fixture("schemas/streetlights-3.yaml"),
      "postman/folders.json": fixture("collections/folders.json"),
      "postman/pets.postman_collection.json": fixture("collections/petstore.export.json"),
      "package.json": '{"name": "pets", "version": "1.0.0"}',
      "node_modules/pets/openapi.yaml": "openapi: 3.1.0\n",
      ".github/openapi.yaml": "openapi: 3.1.0\n",
      "settings.yaml": "a: 1\n",
      "openapi.yaml": Buffer.from([0xff, 0xfe, 0x00]),
    },
  });
  await settle(lockstep);
  return lockstep;
}

test("files are told by their names, then by what they hold, and what is linked is said", async () => {
  const lockstep = await aMixedBranch();
  const linked = await aLinkedSchema(lockstep, {
    name: "Lights",
    repository: "catalog",
    file: "deep/down/streetlights.yml",
  });
  const answer = (await lockstep.call("GET", "repositories/catalog/discovery")).json();
  expect(answer).toMatchObject({ branch: "main", complete: true, next: null });
  expect(answer.head).toBe(await lockstep.repository("catalog").head());
  const found = Object.fromEntries(
    answer.items.map(({ path, type, kind, link }: Record<string, unknown>) => [path, [type, kind, link]]),
  );
  expect(found).toMatchObject({
    "api/orders.proto": ["schema", "protobuf", null],
    "api/weather.wsdl": ["schema", "wsdl-1.1", null],
    "deep/down/streetlights.yml": ["schema", "asyncapi-3", linked.link],
    "postman/folders.json": ["collection", "postman", null],
    "postman/pets.postman_collection.json": ["collection", "postman", null],
  });
  for (const none of [
    "package.json",
    "node_modules/pets/openapi.yaml",
    ".github/openapi.yaml",
    "settings.yaml",
    "openapi.yaml",
  ])
    expect(Object.keys(found)).not.toContain(none);
  const collection = answer.items.find(({ path }: { path: string }) =>
    path.endsWith("pets.postman_collection.json"),
  );
  expect(collection).toMatchObject({
    collection: expect.any(String),
    name: expect.any(String),
    by: "content",
  });
});

test("it costs three requests, however many files there are", async () => {
  const lockstep = await aMixedBranch();
  const files = Object.fromEntries(
    Array.from({ length: 150 }, (_none, at) => [
      `many/${at}.yaml`,
      `openapi: 3.1.0\ninfo: {title: T${at}}\n`,
    ]),
  );
  await lockstep.repository("catalog").commit({ files });
  await settle(lockstep);
  const requests = await requestsOf(lockstep, async () => {
    const { items, complete } = (await lockstep.call("GET", "repositories/catalog/discovery")).json();
    expect(complete).toBe(false);
    expect(items.length).toBeGreaterThan(50);
    // What its name makes likely is looked into first.
    expect(items.map(({ path }: { path: string }) => path)).toContain("api/orders.proto");
  });
  expect(requests).toEqual(["rest", "rest", "graphql-query"]);
});

test("another branch may be asked about; one that is not there is said", async () => {
  const lockstep = await aMixedBranch();
  const repository = lockstep.repository("catalog");
  await repository.createBranch("release/1.0");
  await repository.commit({ branch: "release/1.0", files: { "only.graphql": "type Query { a: Int }\n" } });
  await settle(lockstep);
  const { items } = (
    await lockstep.call("GET", "repositories/catalog/discovery?branch=release%2F1.0")
  ).json();
  expect(items).toContainEqual(expect.objectContaining({ path: "only.graphql", kind: "graphql" }));
  const missing = await lockstep.call("GET", "repositories/catalog/discovery?branch=none");
  expect(missing.json()).toMatchObject({ status: 422, code: "branch_not_found" });
  expect((await lockstep.call("GET", "repositories/catalog/files?branch=..")).statusCode).toBe(400);
});

test("a directory is listed a page at a time, with what is linked", async () => {
  const lockstep = await aMixedBranch();
  const linked = await aLinkedSchema(lockstep, {
    name: "Lights",
    repository: "catalog",
    file: "api/orders.proto",
  });
  const root = (await lockstep.call("GET", "repositories/catalog/files")).json();
  expect(root.items).toContainEqual(expect.objectContaining({ name: "api", path: "api", kind: "directory" }));
  expect(root.items).toContainEqual(
    expect.objectContaining({ path: "settings.yaml", kind: "file", sizeBytes: 5 }),
  );
  const first = (await lockstep.call("GET", "repositories/catalog/files?path=%2Fapi%2F&limit=1")).json();
  expect(first.items).toMatchObject([{ name: "orders.proto", path: "api/orders.proto", link: linked.link }]);
  const next = (
    await lockstep.call("GET", `repositories/catalog/files?path=api&limit=1&cursor=${first.next}`)
  ).json();
  expect(next).toMatchObject({ items: [{ name: "weather.wsdl", link: null }], next: null, complete: true });
  expect((await lockstep.call("GET", "repositories/catalog/files?path=none")).json()).toMatchObject({
    items: [],
  });
});

test("however many pages a listing has, it costs two requests", async () => {
  const lockstep = await aMixedBranch();
  const files = Object.fromEntries(Array.from({ length: 10 }, (_none, at) => [`many/${at}.txt`, "a\n"]));
  await lockstep.repository("catalog").commit({ files });
  await settle(lockstep);
  const names: string[] = [];
  const requests = await requestsOf(lockstep, async () => {
    let cursor = "";
    while (names.length < 10) {
      const page = await lockstep.call("GET", `repositories/catalog/files?path=many&limit=1${cursor}`);
      const { items, next } = page.json();
      expect(items).toHaveLength(1);
      names.push(items[0].name);
      cursor = `&cursor=${next}`;
    }
  });
  expect(names.toSorted()).toEqual(Object.keys(files).map((path) => path.slice("many/".length)));
  expect(requests).toEqual(["rest", "rest"]);
});

test("an empty repository has nothing to find", async () => {
  const lockstep = await aTimedLockstep();
  await lockstep.sandbox.repositories.create({ owner: "acme", name: "bare" });
  await settle(lockstep);
  const answer = await lockstep.call("GET", "repositories/bare/discovery");
  expect(answer.json()).toMatchObject({ head: null, complete: true, items: [] });
});
