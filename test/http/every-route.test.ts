import { expect, test } from "vitest";
import type { Store } from "../../src/db/store.ts";
import { aCollection, aFullWorkspace, COLLECTION, MARK, type Values } from "../support/a-full-workspace.ts";
import { aWorkspace } from "../support/a-workspace.ts";
import { everyOperation, fillIn } from "../support/every-operation.ts";

/** Everything that the tables hold, of the workspace where a row says whose it is. */
async function rowsOf(store: Store, workspaceId: number): Promise<unknown> {
  const owned = [
    "repositories",
    "lanes",
    "documents",
    "blobs",
    "apis",
    "collections",
    "links",
    "deliveries",
  ] as const;
  const more = ["activity", "hooks", "tokens"] as const;
  const rows: unknown[] = [];
  for (const table of [...owned, ...more]) {
    rows.push(
      table,
      await store.read.selectFrom(table).selectAll().where("workspaceId", "=", workspaceId).execute(),
    );
  }
  const documents = store.read.selectFrom("documents").select("id").where("workspaceId", "=", workspaceId);
  for (const table of ["revisions", "versions"] as const) {
    rows.push(
      table,
      await store.read.selectFrom(table).selectAll().where("document", "in", documents).execute(),
    );
  }
  return rows;
}

/** A body that would do something, for operations that take one. */
function bodyFor(path: string, values: Values): unknown {
  const repository = values["repositoryId"];
  const restriction = { allowedAddresses: ["192.0.2.1"] };
  const bodies: readonly (readonly [string, unknown])[] = [
    ["/apis", { name: "Mine", from: { repository, path: "openapi.yaml" } }],
    ["/apis/{api}", { description: "mine" }],
    ["/link", { repository, file: "other.json" }],
    ["/backups", { repository, file: "other.json" }],
    ["/links/{link}", { paused: true }],
    ["/backups/{link}", { paused: true }],
    ["/resolution/check", { content: "openapi: 3.1.0" }],
    ["/resolution", { expected: { store: null, remote: null }, keep: "store" }],
    ["/collections/{collection}", aCollection(COLLECTION, "mine")],
    ["/collections", aCollection("22222222-2abf-4edc-8e34-de66e74114d2", "mine")],
    ["/hooks", { repository }],
    ["/hooks/{hook}", restriction],
    ["/hook", restriction],
    ["/tokens", { name: "mine", scopes: ["read"] }],
    ["/rollback", { revision: 1 }],
  ];
  return bodies.find(([ending]) => path.endsWith(ending))?.[1] ?? { name: "2.0" };
}

test("nothing of one workspace is readable or changeable through any route of another", async () => {
  const { api, values } = await aFullWorkspace();
  const { call, store, acme } = api;
  await aWorkspace(store, "other");
  const before = await rowsOf(store, acme.id);
  const operations = (await everyOperation(api)).filter(({ path }) => path.includes("{workspace}/"));
  expect(operations.length).toBeGreaterThan(45);
  for (const { method, path, hasBody } of operations) {
    const known = path.includes("/backups/{link}") ? { ...values, link: values["backup"] ?? 0 } : values;
    const url = fillIn(path, { ...known, workspace: "other" });
    const body = hasBody ? { payload: JSON.stringify(bodyFor(path, values)) } : {};
    const answer = await call(method, url, {
      ...body,
      headers: hasBody ? { "content-type": "application/json" } : {},
    });
    const at = `${method} ${path}: ${answer.statusCode}`;
    // The collection's own id is the sender's: the other workspace may have one of the same, which is another one.
    const makesItsOwn = /^(?:PUT|POST) .*\/(?:collections(?:\/\{collection\})?|tokens|imports\/upload)$/.test(
      `${method} ${path}`,
    );
    const lists = method === "GET" && answer.statusCode === 200;
    if (!makesItsOwn && !lists && !path.includes("{collection}"))
      expect([at, answer.statusCode >= 400]).toEqual([at, true]);
    expect([at, answer.statusCode < 500]).toEqual([at, true]);
    expect([at, answer.body.includes(MARK)]).toEqual([at, false]);
  }
  expect(await rowsOf(store, acme.id)).toEqual(before);
});

test("every route of a workspace works for its own", async () => {
  const { api, values } = await aFullWorkspace();
  const reads = (await everyOperation(api)).filter(
    ({ method, path }) => method === "GET" && path.includes("{workspace}"),
  );
  for (const { method, path } of reads) {
    if (path.endsWith("/conflict")) continue;
    const known = path.includes("/backups/{link}") ? { ...values, link: values["backup"] ?? 0 } : values;
    const query = path.endsWith("/compare") ? "?from=1&to=1" : "";
    const answer = await api.call(method, `${fillIn(path, { ...known, workspace: "acme" })}${query}`);
    expect([path, answer.statusCode]).toEqual([path, 200]);
  }
});

test("no route but the open ones answers without the token", async () => {
  const { api, values } = await aFullWorkspace();
  for (const { method, path } of await everyOperation(api)) {
    if (!path.startsWith("/api/")) continue;
    const url = fillIn(path, { ...values, workspace: "acme" });
    const answer = await api.call(method, url, { headers: { authorization: "Bearer wrong" } });
    expect([method, path, answer.statusCode]).toEqual([method, path, 401]);
    expect(answer.body).not.toContain(MARK);
  }
});

const ODD_VALUES = [
  "%00",
  "a%2Fb",
  "..%2F..",
  "%F0%9F%98%80",
  "-1",
  "0",
  "1e9",
  "9".repeat(30),
  "x".repeat(1500),
];
const ODD_BODIES = [
  "null",
  "[]",
  '""',
  "1e999",
  "{}",
  '{"name": null, "repository": null, "keep": 5}',
  '{"name": "\\u0000\\ud800", "repository": "\\u0000", "path": "\\ud800", "file": "\\u0000"}',
  '{"repository": {"a": 1}, "from": [], "expected": 7, "paused": "yes"}',
  `{"name": "${"x".repeat(100_000)}"}`,
  `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  '{"__proto__": {"a": 1}}',
  '{"info": {"_postman_id": 5, "name": {}, "schema": []}, "item": {}}',
  "{",
];
const ODD_QUERIES = [
  "limit=0",
  "limit=1e400",
  "limit[]=1",
  "cursor=%00",
  "cursor=e30",
  "q=%00",
  "state=x&kind=y",
  "limit=1&limit=2",
];

test("no odd address, query or body is a fault", async () => {
  const { api, values } = await aFullWorkspace();
  for (const { method, path, hasBody } of await everyOperation(api)) {
    const own = fillIn(path, { ...values, workspace: "acme" });
    const urls = [
      ...ODD_QUERIES.map((query) => `${own}?${query}`),
      ...ODD_VALUES.map((odd) => path.replace("{workspace}", "acme").replaceAll(/\{\w+\}/g, odd)),
    ];
    for (const url of method === "GET" ? urls : urls.slice(-ODD_VALUES.length)) {
      const answer = await api.call(method, url);
      expect([method, url.slice(0, 200), answer.statusCode < 500]).toEqual([method, url.slice(0, 200), true]);
    }
    for (const payload of hasBody ? ODD_BODIES : []) {
      const answer = await api.call(method, own, {
        payload,
        headers: { "content-type": "application/json" },
      });
      const at = `${method} ${path} ${payload.slice(0, 60)}: ${answer.statusCode}`;
      expect([at, answer.statusCode < 500]).toEqual([at, true]);
    }
  }
});
