import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { callerOfToken } from "../../src/access/tokens.ts";
import { tokenText } from "../../src/core/access/token-format.ts";
import { aLockstep } from "../support/a-lockstep.ts";
import { aCollection, aUid } from "../support/a-linking-api.ts";
import { anApi, type AnApi } from "../support/an-api.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const START = Date.parse("2026-01-02T03:04:05Z");
const uid = aUid(1);

/** The API at a time that the test moves on. */
async function aTimedApi() {
  const clock = { now: START };
  const api = await anApi({ now: () => clock.now });
  return { ...api, clock };
}

async function makeToken({ call }: Pick<AnApi, "call">, wish: object = {}) {
  const made = await call("POST", "tokens", { payload: { name: "CI", scopes: ["read"], ...wish } });
  expect(made.json()).toMatchObject({ token: expect.any(String) });
  expect(made.statusCode).toBe(201);
  return made.json<{ id: number; token: string; hint: string }>();
}

function withToken({ call }: Pick<AnApi, "call">, token: string) {
  return (method: string, url: string, payload?: object) =>
    call(method, url, {
      ...(payload === undefined ? {} : { payload }),
      headers: { authorization: `Bearer ${token}` },
    });
}

describe("a token", () => {
  test("is shown once, and only its hash is kept", async () => {
    const api = await anApi();
    const made = await makeToken(api, { name: " CI of pets ", scopes: ["collections:save", "read"] });
    expect(made.token).toMatch(/^lockstep_[0-9A-Za-z]{39}$/);
    const shown = {
      id: made.id,
      name: "CI of pets",
      scopes: ["collections:save", "read"],
      collection: null,
      hint: made.token.slice(-4),
      createdBy: null,
      createdAt: "2026-01-02T03:04:05.000Z",
      expiresAt: null,
      lastUsedAt: null,
    };
    expect(made).toEqual({ ...shown, token: made.token });
    expect((await api.call("GET", `tokens/${made.id}`)).json()).toEqual(shown);
    expect((await api.call("GET", "tokens")).json()).toEqual({ items: [shown], next: null });
    for (const table of ["tokens", "activity"] as const) {
      const rows = await api.store.read.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(made.token.slice("lockstep_".length, -6));
    }
  });

  test("opens its workspace, and no other", async () => {
    const api = await anApi();
    await aWorkspace(api.store, "other");
    const call = withToken(api, (await makeToken(api)).token);
    expect((await call("GET", "collections")).statusCode).toBe(200);
    expect((await call("GET", "/api/v1/workspaces/other/collections")).json()).toMatchObject({
      status: 404,
      code: "not_found",
    });
  });

  test("shows when it was last used, to the minute, and writes no more often", async () => {
    const api = await aTimedApi();
    const { id, token } = await makeToken(api);
    const call = withToken(api, token);
    const lastUse = async () => (await api.call("GET", `tokens/${id}`)).json().lastUsedAt;
    await call("GET", "collections");
    expect(await lastUse()).toBe("2026-01-02T03:04:05.000Z");
    api.clock.now += 59_999;
    await call("GET", "collections");
    expect(await lastUse()).toBe("2026-01-02T03:04:05.000Z");
    api.clock.now += 1;
    await call("GET", "collections");
    expect(await lastUse()).toBe("2026-01-02T03:05:05.000Z");
  });

  test("revoked, it stops at once, and says so to its holder", async () => {
    const api = await anApi();
    const { id, token } = await makeToken(api);
    expect((await api.call("DELETE", `tokens/${id}`)).statusCode).toBe(204);
    const refused = await withToken(api, token)("GET", "collections");
    expect(refused.json()).toMatchObject({
      status: 401,
      code: "unauthorized",
      detail: "The token was revoked.",
    });
    expect(refused.headers["www-authenticate"]).toContain('error="invalid_token"');
    expect((await api.call("GET", "tokens")).json().items).toEqual([]);
    expect((await api.call("GET", `tokens/${id}`)).statusCode).toBe(404);
    expect((await api.call("DELETE", `tokens/${id}`)).statusCode).toBe(404);
  });

  test("ends when it expires, and is still listed", async () => {
    const api = await aTimedApi();
    const { token } = await makeToken(api, { expiresAt: "2026-01-02T04:04:05+00:00" });
    const call = withToken(api, token);
    api.clock.now += 3_599_999;
    expect((await call("GET", "collections")).statusCode).toBe(200);
    api.clock.now += 1;
    expect((await call("GET", "collections")).json()).toMatchObject({
      status: 401,
      detail: expect.stringContaining("expired"),
    });
    expect((await api.call("GET", "tokens")).json().items).toMatchObject([
      { expiresAt: "2026-01-02T04:04:05.000Z" },
    ]);
  });

  test("is renamed, and let expire at another time, under the same secret", async () => {
    const api = await aTimedApi();
    const { id, token } = await makeToken(api, { expiresAt: "2026-01-02T03:05:05Z" });
    const call = withToken(api, token);
    const change = (payload: object) => api.call("PATCH", `tokens/${id}`, { payload });
    expect((await change({ name: " build " })).json()).toMatchObject({
      name: "build",
      expiresAt: "2026-01-02T03:05:05.000Z",
    });
    api.clock.now += 60_000;
    expect((await call("GET", "collections")).statusCode).toBe(401);
    expect((await change({ expiresAt: null })).json()).toMatchObject({ name: "build", expiresAt: null });
    expect((await call("GET", "collections")).statusCode).toBe(200);
    expect((await change({ expiresAt: "2026-01-02T03:04:05Z" })).json()).toMatchObject({ status: 400 });
    expect((await change({ scopes: ["write"] })).json()).toMatchObject({ status: 400 });
    expect((await change({})).json()).toMatchObject({ status: 400 });
    await api.call("DELETE", `tokens/${id}`);
    expect((await change({ name: "again" })).statusCode).toBe(404);
    const { items } = (await api.call("GET", "activity")).json();
    expect(items.filter(({ type }: { type: string }) => type === "token.changed")).toMatchObject([
      { data: { token: id, expiresAt: null } },
      { data: { token: id, name: "build" } },
    ]);
  });

  test("rests while the App is not installed, and is taken again after", async () => {
    const api = await anApi();
    const call = withToken(api, (await makeToken(api)).token);
    const setState = (state: "active" | "uninstalled" | "suspended") =>
      api.store.write(({ query }) => query.updateTable("installations").set({ state }).execute());
    await setState("uninstalled");
    expect((await call("GET", "collections")).json()).toMatchObject({
      status: 401,
      detail: expect.stringContaining("not installed"),
    });
    for (const state of ["active", "suspended"] as const) {
      await setState(state);
      expect((await call("GET", "collections")).statusCode).toBe(200);
    }
  });

  test("mistyped, or another's, it is refused without a look into the database", async () => {
    const api = await anApi();
    const { token } = await makeToken(api);
    const store = Object.create(api.store, {
      read: {
        get: () => {
          throw new Error("The database was asked.");
        },
      },
    });
    const typo = token.slice(0, -8) + (token.at(-8) === "a" ? "b" : "a") + token.slice(-7);
    for (const secret of [typo, `ghp_${"a".repeat(36)}`, "", "x".repeat(100_000)]) {
      expect(await callerOfToken({ store, now: api.now }, secret)).toBeNull();
    }
    await expect(callerOfToken({ store, now: api.now }, token)).rejects.toThrow("The database was asked.");
  });

  test("narrowed to one collection, it names it", async () => {
    const api = await anApi();
    await api.call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
    const wish = { scopes: ["collections:save"], collection: uid.toUpperCase() };
    const { id, token } = await makeToken(api, wish);
    expect((await api.call("GET", `tokens/${id}`)).json()).toMatchObject({ collection: uid });
    const caller = await callerOfToken(api, token);
    const { document } = await api.store.read
      .selectFrom("collections")
      .select("document")
      .executeTakeFirstOrThrow();
    expect(caller).toMatchObject({ kind: "token", scopes: ["collections:save"], document });
  });
});

test("what was done with tokens is in the activity, without a secret", async () => {
  const api = await anApi();
  const { id } = await makeToken(api, { scopes: ["read", "write"], expiresAt: "2027-01-01T00:00:00Z" });
  await api.call("DELETE", `tokens/${id}`);
  const { items } = (await api.call("GET", "activity")).json();
  expect(items).toMatchObject([
    { type: "token.revoked", data: { token: id, name: "CI" } },
    {
      type: "token.made",
      data: { token: id, name: "CI", scopes: ["read", "write"], collection: null, expiresAt: 1798761600000 },
    },
  ]);
});

test("the whole server takes them, within its quotas and limits", async () => {
  const quotas = { storedBytes: 0, documents: 1, savesPerMinute: 0 };
  const lockstep = await aLockstep({ config: { quotas } });
  const made = await lockstep.call("POST", "tokens", { name: "CI", scopes: ["collections:save"] });
  const save = (number: number, token: string) =>
    lockstep.call("PUT", `collections/${aUid(number)}`, aCollection("Sent", aUid(number)), {
      authorization: `Bearer ${token}`,
    });
  const { token } = made.json();
  expect((await save(1, token)).statusCode).toBe(202);
  expect((await save(2, token)).json()).toMatchObject({ status: 429, code: "quota_exceeded" });
  let last = 0;
  for (let time = 0; time < 11; time++) last = (await save(1, "wrong")).statusCode;
  expect(last).toBe(429);
  expect((await save(1, token)).statusCode).toBe(200);
});

test("lists come in pages", async () => {
  const api = await anApi();
  for (const name of ["a", "b", "c"]) await makeToken(api, { name });
  const first = (await api.call("GET", "tokens?limit=2")).json();
  const second = (await api.call("GET", `tokens?limit=2&cursor=${first.next}`)).json();
  const names = [...first.items, ...second.items].map(({ name }: { name: string }) => name);
  expect([names, second.next]).toEqual([["a", "b", "c"], null]);
});

test.each([
  [{ name: "" }, "name"],
  [{ name: "   " }, "name"],
  [{ name: "a\nb" }, "name"],
  [{ name: "x".repeat(101) }, "name"],
  [{ scopes: [] }, "scopes"],
  [{ scopes: ["admin"] }, "read, write, collections:save"],
  [{ scopes: ["read", "read"] }, "scopes"],
  [{ scopes: "read" }, "scopes"],
  [{ expiresAt: "tomorrow" }, "expiresAt"],
  [{ expiresAt: "2026-01-02T03:04:05Z" }, "future"],
  [{ expiresAt: 1798761600000 }, "expiresAt"],
  [{ collection: uid }, "collections:save"],
  [{ scopes: ["write", "collections:save"], collection: uid }, "collections:save"],
  [{ secret: "mine" }, ""],
])("refuses %j", async (wish, named) => {
  const api = await anApi();
  const payload = { name: "CI", scopes: ["read"], ...wish };
  const refused = (await api.call("POST", "tokens", { payload })).json();
  expect(refused).toMatchObject({ status: 400, code: "invalid_request" });
  expect(refused.detail).toContain(named);
  expect((await api.call("GET", "tokens")).json().items).toEqual([]);
});

test("a collection that is not there narrows nothing", async () => {
  const api = await anApi();
  const payload = { name: "CI", scopes: ["collections:save"], collection: uid };
  expect((await api.call("POST", "tokens", { payload })).json()).toMatchObject({ code: "not_found" });
});

test("wrong tokens are slowed, a right one is not", async () => {
  const api = await anApi();
  const { token } = await makeToken(api);
  const guess = withToken(api, tokenText(Buffer.alloc(24), crc32));
  for (let time = 0; time < 10; time++) expect((await guess("GET", "collections")).statusCode).toBe(401);
  const refused = await guess("GET", "collections");
  expect(refused.json()).toMatchObject({ status: 429, code: "too_many_attempts" });
  expect(refused.headers["retry-after"]).toBe("60");
  expect((await withToken(api, token)("GET", "collections")).statusCode).toBe(200);
  expect((await api.call("GET", "collections")).statusCode).toBe(200);
});

test.each(["/", "/setup", "/setup/hosts"])(
  "wrong tokens are counted at the page %s as at the API",
  async (page) => {
    const api = await anApi();
    const guess = (url: string) => api.call("GET", url, { headers: { authorization: "Bearer x" } });
    for (let time = 0; time < 10; time++) expect((await guess(page)).statusCode).toBeLessThan(429);
    expect((await guess(page)).statusCode).toBe(429);
    expect((await guess("collections")).statusCode).toBe(429);
    expect((await api.call("GET", page)).statusCode).not.toBe(429);
  },
);

test("senders behind a trusted proxy are told apart", async () => {
  const api = await anApi({ config: { trustProxy: 1 } });
  const guess = (from: string) =>
    api.call("GET", "collections", { headers: { authorization: "Bearer x", "x-forwarded-for": from } });
  for (let time = 0; time < 11; time++) await guess("192.0.2.1");
  expect((await guess("192.0.2.1")).statusCode).toBe(429);
  expect((await guess("192.0.2.2")).statusCode).toBe(401);
});

test("no header of a sender's own makes it another, where no proxy is trusted", async () => {
  const api = await anApi();
  let last = 0;
  for (let time = 0; time < 11; time++) {
    const headers = { authorization: "Bearer x", "x-forwarded-for": `192.0.2.${time}` };
    last = (await api.call("GET", "collections", { headers })).statusCode;
  }
  expect(last).toBe(429);
});
