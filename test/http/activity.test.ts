import { expect, test } from "vitest";
import { recordActivity } from "../../src/db/activity.ts";
import { type AnApi, anApi } from "../support/an-api.ts";
import { aCollection, aUid } from "../support/a-linking-api.ts";
import { aWorkspace } from "../support/a-workspace.ts";

test("tells what happened, newest first, in pages", async () => {
  const { call } = await anApi();
  await call("POST", "apis", { payload: { name: "Pets" } });
  await call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  await call("DELETE", "apis/pets/versions/1.0");
  const first = (await call("GET", "activity?limit=2")).json();
  expect(first.items).toEqual([
    {
      id: expect.any(Number),
      at: "2026-01-02T03:04:05.000Z",
      type: "version.deleted",
      workspace: "acme",
      actor: null,
      by: { kind: "admin", name: null, id: null },
      address: "127.0.0.1",
      document: { api: "pets", version: "1.0" },
      link: null,
      data: { api: "pets", version: "1.0" },
    },
    expect.objectContaining({ type: "version.made" }),
  ]);
  const second = (await call("GET", `activity?limit=2&cursor=${first.next}`)).json();
  expect(second).toMatchObject({
    items: [{ type: "api.made", document: null, data: { api: "pets" } }],
    next: null,
  });
  expect((await call("GET", "activity?cursor=IngiCg")).statusCode).toBe(400);
});

test("names a collection as it is called now", async () => {
  const { call } = await anApi();
  const uid = aUid(1);
  await call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
  await call("PUT", `collections/${uid}`, { payload: aCollection("All pets", uid) as object });
  const { items } = (await call("GET", "activity?type=revision")).json();
  const document = { collection: uid, name: "All pets" };
  expect(items).toMatchObject([{ document }, { document }]);
});

async function aHistory(): Promise<AnApi> {
  let now = Date.parse("2026-01-02T03:04:05Z");
  const api = await anApi({ now: () => (now += 60_000) });
  await api.call("POST", "apis", { payload: { name: "Pets" } });
  await api.call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  await api.call("PATCH", "apis/pets", { payload: { name: "All pets" } });
  await api.call("DELETE", "apis/pets/versions/1.0");
  return api;
}

test.each([
  ["type=version", ["version.deleted", "version.made"]],
  ["type=api.made", ["api.made"]],
  ["type=ver", []],
  ["document=pets/1.0", ["version.deleted", "version.made"]],
  ["document=pets", []],
  ["actor=mona", []],
  ["since=2026-01-02T03:06:05Z&until=2026-01-02T04:08:05%2B01:00", ["api.changed", "version.made"]],
  ["since=2026-01-02T03:06:05Z&type=api", ["api.changed"]],
])("shows what is asked for: %s", async (query, types) => {
  const { call } = await aHistory();
  const { items } = (await call("GET", `activity?${query}`)).json<{ items: { type: string }[] }>();
  expect(items.map(({ type }) => type)).toEqual(types);
});

test.each(["since=yesterday", "until=2026-01-02", "since=2026-13-02T03:06:05Z", "type=%27", "type=Link"])(
  "refuses %s",
  async (query) => {
    const { call } = await anApi();
    const answer = await call("GET", `activity?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, "invalid_request"]);
  },
);

test("names who is asked for in any case, with what the request came", async () => {
  const { call, store, acme } = await anApi();
  const { hostId } = acme;
  await store.write(async (tx) => {
    const person = { hostId, accountId: 7, login: "Mona", name: null, avatarUrl: null };
    const { id: user } = await tx.query
      .insertInto("users")
      .values({ ...person, createdAt: 0, seenAt: 0 })
      .returning("id")
      .executeTakeFirstOrThrow();
    const did = { workspaceId: acme.id, at: 0, type: "link.changed", actor: "Mona" } as const;
    await recordActivity(tx, { ...did, user, address: "192.0.2.7" });
    await recordActivity(tx, { ...did, actor: "ci" });
    await recordActivity(tx, { ...did, workspaceId: null, type: "session.begun", user, address: "::1" });
  });
  const by = { kind: "user", name: "Mona", id: 1 };
  expect((await call("GET", "activity?actor=mONA")).json().items).toMatchObject([
    { type: "link.changed", actor: "Mona", by, address: "192.0.2.7", workspace: "acme" },
  ]);
  expect((await call("GET", "activity?actor=ci")).json().items).toMatchObject([{ by: null, address: null }]);
  expect((await call("GET", "/api/v1/activity?type=session")).json().items).toMatchObject([
    { type: "session.begun", by, address: "::1", workspace: null },
  ]);
});

test("exports whole lines, oldest first, more than are read at once", async () => {
  const { call, store, acme } = await anApi();
  const other = await aWorkspace(store, "other");
  await store.write(async (tx) => {
    for (let n = 0; n < 1201; n += 1) {
      await recordActivity(tx, { workspaceId: acme.id, at: n, type: "link.state", data: { n } });
      await recordActivity(tx, { workspaceId: other.id, at: n, type: "link.state", data: { n: -1 } });
    }
  });
  const answer = await call("GET", "activity/export?type=link");
  expect(answer.headers).toMatchObject({
    "content-type": "application/x-ndjson; charset=utf-8",
    "content-disposition": 'attachment; filename="lockstep-activity-acme.jsonl"',
    "cache-control": "no-store",
  });
  expect(linesOf(answer).map(({ data }) => data["n"])).toEqual(Array.from({ length: 1201 }, (_, n) => n));
  expect(linesOf(await call("GET", "activity/export?since=1970-01-01T00:00:01.2Z"))).toMatchObject([
    { data: { n: 1200 }, workspace: "acme", at: "1970-01-01T00:00:01.200Z" },
  ]);
  expect(linesOf(await call("GET", "/api/v1/activity/export"))).toHaveLength(2402);
  expect((await call("GET", "activity/export?actor=nobody")).body).toBe("");
});

interface Line {
  readonly data: Readonly<Record<string, unknown>>;
}

function linesOf({ body }: { readonly body: string }): Line[] {
  expect(body.endsWith("\n")).toBe(true);
  return body
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}
