import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MOST_KEPT } from "../../src/db/idempotency.ts";
import { makeServer } from "../../src/http/server.ts";
import { aGitHub } from "../support/a-github.ts";
import { anApi, type AnApi } from "../support/an-api.ts";
import { aFolder, aStore } from "../support/a-store.ts";
import { aRepository } from "../support/a-workspace.ts";

const KEY = "4f1c2f5e-8d0f-4f6c-9f61-000000000001";
const keyed = (payload: object, key = KEY, more = {}) => ({
  payload,
  headers: { "idempotency-key": key, ...more },
});
const apisOf = async ({ call }: AnApi): Promise<number> =>
  (await call("GET", "apis")).json<{ items: unknown[] }>().items.length;

test("what is sent again under its key is made once, and answered the same again", async () => {
  const api = await anApi();
  const first = await api.call("POST", "apis", keyed({ name: "Pets" }));
  const again = await api.call("POST", "apis", keyed({ name: "Pets" }));
  expect(first.statusCode).toBe(201);
  expect([again.statusCode, again.body]).toEqual([201, first.body]);
  expect(again.headers.location).toBe(first.headers.location);
  expect(again.headers["content-type"]).toBe(first.headers["content-type"]);
  expect([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]]).toEqual([
    undefined,
    "true",
  ]);
  expect(await apisOf(api)).toBe(1);
  const quoted = await api.call("POST", "apis", keyed({ name: "Pets" }, `"${KEY}"`));
  expect(quoted.statusCode).toBe(201);
});

test("another body, or another address, under the same key is refused", async () => {
  const api = await anApi();
  await api.call("POST", "apis", keyed({ name: "Pets" }));
  const other = await api.call("POST", "apis", keyed({ name: "Others" }));
  expect(other.json()).toMatchObject({ status: 422, code: "idempotency_key_reused" });
  const elsewhere = await api.call("POST", "apis/pets/versions", keyed({ name: "Pets" }));
  expect(elsewhere.json()).toMatchObject({ status: 422, code: "idempotency_key_reused" });
  expect(await apisOf(api)).toBe(1);
});

test("of two at once one makes it, and the other is told that it is under way", async () => {
  const reading = Promise.withResolvers<never>();
  const github = aGitHub({
    observe: () => reading.promise,
  });
  const api = await anApi({ github });
  await aRepository(api.store, api.acme, { name: "pets" });
  const payload = { name: "Pets", from: { repository: "pets", path: "openapi.yaml" } };
  const first = api.call("POST", "apis", keyed(payload));
  await expect
    .poll(async () => (await api.store.read.selectFrom("idempotency").select("at").execute()).length)
    .toBe(1);
  const second = await api.call("POST", "apis", keyed(payload));
  expect(second.json()).toMatchObject({ status: 409, code: "idempotency_unfinished" });
  expect(second.headers["retry-after"]).toBe("5");
  reading.reject(new Error("GitHub is gone."));
  expect((await first).statusCode).toBe(500);
});

test("a key whose end could not be written down is free all the same", async () => {
  const store = await aStore();
  const api = await anApi({ store });
  await api.server.ready();
  const write = store.write.bind(store);
  let room = 1;
  store.write = (work) => (room-- > 0 ? write(work) : Promise.reject(new Error("The disk is full.")));
  expect((await api.call("POST", "apis", keyed({ name: "???" }))).statusCode).toBe(400);
  room = Infinity;
  expect((await api.call("POST", "apis", keyed({ name: "Pets" }))).statusCode).toBe(201);
});

test("what was refused frees its key", async () => {
  const api = await anApi();
  const refused = await api.call("POST", "apis", keyed({ name: "???" }));
  expect(refused.statusCode).toBe(400);
  expect((await api.call("POST", "apis", keyed({ name: "Pets" }))).statusCode).toBe(201);
});

test("what a server did not live to answer is tried again by the next one", async () => {
  const reading = Promise.withResolvers<never>();
  const first = await anApi({ github: aGitHub({ observe: () => reading.promise }) });
  await aRepository(first.store, first.acme, { name: "pets" });
  const wish = keyed({ name: "Pets", from: { repository: "pets", path: "openapi.yaml" } });
  const cutOff = first.call("POST", "apis", wish);
  const keys = () => first.store.read.selectFrom("idempotency").select(["requestHash", "answer"]).execute();
  await expect.poll(async () => (await keys()).length).toBe(1);
  const answered = await first.call("POST", "apis", keyed({ name: "Others" }, `${KEY}-2`));
  const next = await makeServer(first);
  onTestFinished(() => next.close());
  await next.ready();
  expect(await keys()).toHaveLength(1);
  expect((await first.call("POST", "apis", keyed({ name: "Others" }, `${KEY}-2`))).body).toBe(answered.body);
  const again = await first.call("POST", "apis", { ...wish, payload: { name: "Pets" } });
  expect(again.statusCode, again.body).toBe(201);
  reading.reject(new Error("GitHub is gone."));
  await cutOff;
});

test("a key is its caller's own, and forgotten after a day", async () => {
  let now = Date.parse("2026-01-02T03:04:05Z");
  const api = await anApi({ now: () => now });
  const made = await api.call("POST", "tokens", { payload: { name: "CI", scopes: ["write"] } });
  const authorization = `Bearer ${made.json<{ token: string }>().token}`;
  await api.call("POST", "apis", keyed({ name: "Pets" }));
  const theirs = await api.call("POST", "apis", keyed({ name: "Pets" }, KEY, { authorization }));
  expect(theirs.json()).toMatchObject({ code: "exists" });
  now += 24 * 3_600_000;
  expect((await api.call("POST", "apis", keyed({ name: "Others" }))).statusCode).toBe(201);
  expect(await api.store.read.selectFrom("idempotency").selectAll().execute()).toHaveLength(1);
});

test("a workspace keeps so many keys and no more, and what is kept is still answered", async () => {
  let now = Date.parse("2026-01-02T03:04:05Z");
  const api = await anApi({ now: () => now });
  const first = await api.call("POST", "apis", keyed({ name: "Pets" }));
  const row = { workspaceId: api.acme.id, requestHash: "", at: now + 60_000, answer: null };
  const rows = Array.from({ length: MOST_KEPT - 1 }, (_, index) => ({ ...row, keyHash: `kept-${index}` }));
  await api.store.write((tx) => tx.query.insertInto("idempotency").values(rows).execute());
  now += 3_600_000;
  const wish = keyed({ name: "Others" }, "4f1c2f5e-8d0f-4f6c-9f61-000000000002");
  const refused = await api.call("POST", "apis", wish);
  expect(refused.json()).toMatchObject({ status: 429, code: "quota_exceeded" });
  expect(refused.headers["retry-after"]).toBe(String(23 * 3600));
  expect((await api.call("POST", "apis", keyed({ name: "Pets" }))).body).toBe(first.body);
  expect(await apisOf(api)).toBe(1);
  expect((await api.call("POST", "apis", { payload: { name: "Unkeyed" } })).statusCode).toBe(201);
  now += 23 * 3_600_000;
  expect((await api.call("POST", "apis", wish)).statusCode).toBe(201);
});

test("an answer that holds a secret is given again, and cannot be read in the database", async () => {
  const folder = aFolder();
  const api = await anApi({ store: await aStore(folder) });
  const ask = () => api.call("POST", "tokens", keyed({ name: "CI", scopes: ["read"] }));
  const { token } = (await ask()).json<{ token: string }>();
  expect((await ask()).json()).toMatchObject({ token });
  for (const name of readdirSync(folder)) {
    const held = readFileSync(join(folder, name)).toString("latin1");
    for (const secret of [token, KEY]) expect([name, held.includes(secret)]).toEqual([name, false]);
  }
});

test("collections, whose bodies are taken as they are, are imported once", async () => {
  const api = await anApi();
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  const info = { _postman_id: "12ece9e1-2abf-4edc-8e34-de66e74114d2", name: "Pets", schema };
  const ask = (item: unknown[]) => api.call("POST", "collections", keyed({ info, item }));
  const first = await ask([]);
  expect([first.statusCode, (await ask([])).body]).toEqual([201, first.body]);
  expect((await ask([{ name: "Get" }])).json()).toMatchObject({ code: "idempotency_key_reused" });
});

test.each(["short", "with space in it", "x".repeat(256), "käfer-12345"])("%s is no key", async (key) => {
  const { call } = await anApi();
  const refused = await call("POST", "apis", keyed({ name: "Pets" }, Buffer.from(key).toString("latin1")));
  expect(refused.json()).toMatchObject({ status: 400, code: "invalid_request" });
});

test("nothing else takes a key", async () => {
  const { call, store } = await anApi();
  await call("GET", "apis", { headers: { "idempotency-key": KEY } });
  await call("PATCH", "settings", { payload: {}, headers: { "idempotency-key": KEY } });
  expect(await store.read.selectFrom("idempotency").selectAll().execute()).toEqual([]);
});
