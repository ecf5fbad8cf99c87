import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid } from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const uid = aUid(1);
const HOOK = `collections/${uid}/hook`;
const NO_TOKEN = { authorization: "" };

/** A collection and a repository `pets`; `send` is what Postman's custom webhook does. */
async function hooked(overrides: Parameters<typeof aLinkingApi>[0] = {}) {
  const api = await aLinkingApi(overrides);
  const repository = await aRepository(api.store, api.acme, { name: "pets" });
  await api.call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
  const send = (url: string, collection: unknown, headers: Record<string, string> = {}) =>
    api.call("POST", new URL(url).pathname, {
      payload: { collection },
      headers: { ...NO_TOKEN, ...headers },
    });
  return { ...api, repository, send };
}

async function makeHook({ call }: AnApi, address: string, payload?: object): Promise<string> {
  const made = await call("POST", address, payload === undefined ? {} : { payload });
  expect(made.statusCode).toBe(201);
  return made.json().url;
}

describe("a hook for one collection", () => {
  test("is shown once, with 256 random bits, and only its hash is kept", async () => {
    const api = await hooked();
    const url = await makeHook(api, HOOK);
    expect(url).toMatch(/^http:\/\/lockstep\.test\/hooks\/collections\/[A-Za-z0-9_-]{43}$/);
    const shown = await api.call("GET", HOOK);
    expect(shown.json()).toEqual({
      id: expect.any(Number),
      collection: uid,
      repository: null,
      branch: null,
      directory: null,
      allowedAddresses: null,
      confined: false,
      createdAt: "2026-01-02T03:04:05.000Z",
      lastUsedAt: null,
    });
    const secret = url.slice(url.lastIndexOf("/") + 1);
    for (const table of ["hooks", "activity"] as const) {
      const rows = await api.store.read.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
  });

  test("saves without a token, and remembers when", async () => {
    const api = await hooked();
    const url = await makeHook(api, HOOK);
    const saved = await api.send(url, aCollection("Pets", uid, ["/a"]));
    expect(saved.statusCode).toBe(202);
    expect(saved.json()).toMatchObject({ revision: { number: 2 }, links: [] });
    expect((await api.call("GET", HOOK)).json().lastUsedAt).toBe("2026-01-02T03:04:05.000Z");
    expect((await api.send(url, aCollection("Pets", uid, ["/a"]))).statusCode).toBe(200);
  });

  test.each(["application/json", "text/plain", "application/octet-stream", ""])(
    "takes the body whatever the sender calls it: %j",
    async (type) => {
      const api = await hooked();
      const url = await makeHook(api, HOOK);
      const payload = JSON.stringify({ collection: aCollection("Pets", uid, ["/a"]) });
      const headers = { ...NO_TOKEN, ...(type === "" ? {} : { "content-type": type }) };
      const answer = await api.call("POST", new URL(url).pathname, { payload, headers });
      expect(answer.statusCode).toBe(202);
    },
  );

  test("saves no other collection", async () => {
    const api = await hooked();
    const url = await makeHook(api, HOOK);
    const refused = await api.send(url, aCollection("Pets", aUid(2)));
    expect(refused.json()).toMatchObject({ status: 409, code: "identity_mismatch" });
    expect((await api.call("GET", `collections/${aUid(2)}`)).statusCode).toBe(404);
  });

  test("a new URL ends the old one, and there is one hook a collection", async () => {
    const api = await hooked();
    const first = await makeHook(api, HOOK);
    const [second, third] = await Promise.all([makeHook(api, HOOK), makeHook(api, HOOK)]);
    expect((await api.send(first, aCollection("Pets", uid))).statusCode).toBe(404);
    expect((await api.send(second, aCollection("Pets", uid))).statusCode).toBe(404);
    expect((await api.send(third, aCollection("Pets", uid))).statusCode).toBe(200);
    expect(await api.store.read.selectFrom("hooks").select("id").execute()).toHaveLength(1);
  });

  test("taken back, it stops at once", async () => {
    const api = await hooked();
    const url = await makeHook(api, HOOK);
    expect((await api.call("DELETE", HOOK)).statusCode).toBe(204);
    expect((await api.send(url, aCollection("Pets", uid))).json()).toMatchObject({ code: "not_found" });
    expect((await api.call("GET", HOOK)).statusCode).toBe(404);
    expect((await api.call("DELETE", HOOK)).statusCode).toBe(404);
  });
});

test("without a configured address the URL begins with the server's own, whatever the caller says", async () => {
  const api = await hooked({
    config: { publicUrl: "", trustProxy: false },
  });
  const made = await api.call("POST", HOOK, { headers: { host: "evil.example" } });
  expect(made.json().url).toMatch(/^http:\/\/localhost\/hooks\/collections\//);
});

describe("a hook into a directory", () => {
  test("makes the collection and its backup, once", async () => {
    const api = await hooked();
    const url = await makeHook(api, "hooks", { repository: "pets", directory: "saved" });
    const first = await api.send(url, aCollection("Cats", aUid(2)));
    expect(first.statusCode).toBe(202);
    expect(first.json()).toMatchObject({ revision: { number: 1 }, links: [{ state: "pending" }] });
    await api.send(url, aCollection("Cats", aUid(2), ["/a"]));
    const { backups } = (await api.call("GET", `collections/${aUid(2)}`)).json();
    expect(backups).toMatchObject([
      {
        repository: "acme/pets",
        branch: "main",
        followsDefault: true,
        path: "saved/Cats.postman_collection.json",
      },
    ]);
  });

  test("leaves a backup where it is", async () => {
    const api = await hooked();
    const payload = { repository: "pets", directory: "by hand" };
    const made = await api.call("POST", `collections/${uid}/backups`, { payload });
    const url = await makeHook(api, "hooks", { repository: "acme/pets", branch: "main" });
    const saved = await api.send(url, aCollection("Pets", uid, ["/a"]));
    expect(saved.json().links).toMatchObject([{ id: made.json().id }]);
  });

  test("adds the backup where the collection has one on another branch", async () => {
    const api = await hooked();
    await api.call("POST", `collections/${uid}/backups`, { payload: { repository: "pets" } });
    const url = await makeHook(api, "hooks", { repository: "pets", branch: "next" });
    expect((await api.send(url, aCollection("Pets", uid, ["/a"]))).json().links).toHaveLength(2);
  });

  test("two collections of one name, sent at once, get two files", async () => {
    const api = await hooked();
    const url = await makeHook(api, "hooks", { repository: "pets" });
    await Promise.all([2, 3].map((number) => api.send(url, aCollection("Same", aUid(number)))));
    const { items } = (await api.call("GET", "links")).json();
    expect(new Set(items.map((item: { path: string }) => item.path)).size).toBe(2);
  });

  test("keeps the text in the store where it cannot be backed up, and says so", async () => {
    const api = await hooked();
    const url = await makeHook(api, "hooks", { repository: "pets" });
    await api.store.write(({ query }) =>
      query.updateTable("repositories").set({ isAccessible: 0 }).execute(),
    );
    const answer = await api.send(url, aCollection("Cats", aUid(2)));
    expect(answer.json()).toMatchObject({ status: 422, code: "repository_not_accessible" });
    expect(answer.json().detail).toMatch(/saved in the store/);
    expect((await api.call("GET", `collections/${aUid(2)}`)).json()).toMatchObject({
      revision: { number: 1 },
    });
  });

  test("is listed without its secret, rotated, and taken back", async () => {
    const api = await hooked();
    const url = await makeHook(api, "hooks", { repository: "pets" });
    const { items } = (await api.call("GET", "hooks")).json();
    expect(items).toMatchObject([
      { collection: null, repository: "acme/pets", branch: null, directory: "Postman Collections" },
    ]);
    const address = `hooks/${items[0].id}`;
    expect((await api.call("GET", address)).json()).toEqual(items[0]);
    const rotated = await makeHook(api, address);
    expect((await api.send(url, aCollection("Cats", aUid(2)))).statusCode).toBe(404);
    expect((await api.send(rotated, aCollection("Cats", aUid(2)))).statusCode).toBe(202);
    expect((await api.call("DELETE", address)).statusCode).toBe(204);
    expect((await api.send(rotated, aCollection("Cats", aUid(2)))).statusCode).toBe(404);
  });

  test.each([
    [{ repository: "unknown" }, 422, "repository_not_accessible"],
    [{ repository: "pets", directory: "../x" }, 422, "path_invalid"],
    [{ repository: "pets", directory: ".git" }, 422, "path_invalid"],
    [{ repository: "pets", branch: "a b" }, 400, "invalid_request"],
    [{ repository: "pets", secret: "mine" }, 400, "invalid_request"],
    [{}, 400, "invalid_request"],
  ])("refuses %j", async (payload, status, code) => {
    const api = await hooked();
    expect((await api.call("POST", "hooks", { payload })).json()).toMatchObject({ status, code });
    expect((await api.call("GET", "hooks")).json().items).toEqual([]);
  });
});

test("an unknown secret is refused before the body is looked at", async () => {
  const api = await hooked();
  for (const secret of ["x", "a".repeat(43), "a".repeat(1500), "%00", "..%2f"]) {
    const answer = await api.call("POST", `/hooks/collections/${secret}`, {
      payload: "no JSON",
      headers: NO_TOKEN,
    });
    expect(answer.json()).toMatchObject({ status: 404, code: "not_found" });
  }
});

test.each(["no JSON", "{}", "[]", '{"collection": {"info": {}}}', ""])(
  "a body that is no collection is refused: %j",
  async (payload) => {
    const api = await hooked();
    const url = await makeHook(api, HOOK);
    const answer = await api.call("POST", new URL(url).pathname, { payload, headers: NO_TOKEN });
    expect(answer.json()).toMatchObject({ status: 422, code: "not_a_collection" });
  },
);

test("neither the secret nor the collection reaches the log", async () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const api = await hooked({ log: pino({ level: "trace" }, stream) });
  const url = await makeHook(api, HOOK);
  const secret = url.slice(url.lastIndexOf("/") + 1);
  await api.send(url, aCollection("Hidden name", uid, ["/a"]));
  await api.send(url, { info: "Hidden name" });
  await api.call("GET", new URL(url).pathname, { headers: NO_TOKEN });
  await api.call("POST", `${new URL(url).pathname}/more`, { headers: NO_TOKEN });
  await api.call("POST", new URL(url).pathname, { payload: "a".repeat(26 * 1024 * 1024), headers: NO_TOKEN });
  await api.store.close();
  expect((await api.send(url, aCollection("Hidden name", uid))).statusCode).toBe(500);
  expect(lines.join("")).toContain("request failed");
  expect(lines.join("")).not.toContain(secret);
  expect(lines.join("")).not.toContain("Hidden name");
});

test("hooks of one workspace are not seen or changed from another", async () => {
  const api = await hooked();
  await aWorkspace(api.store, "globex");
  await makeHook(api, "hooks", { repository: "pets" });
  const id: number = (await api.call("GET", "hooks")).json().items[0].id;
  const globex = "/api/v1/workspaces/globex";
  expect((await api.call("GET", `${globex}/hooks`)).json().items).toEqual([]);
  for (const [method, address] of [
    ["GET", `hooks/${id}`],
    ["POST", `hooks/${id}`],
    ["DELETE", `hooks/${id}`],
    ["POST", HOOK],
    ["GET", HOOK],
  ] as const) {
    expect((await api.call(method, `${globex}/${address}`)).statusCode).toBe(404);
  }
  expect(
    (await api.call("POST", `${globex}/hooks`, { payload: { repository: "pets" } })).json(),
  ).toMatchObject({
    code: "repository_not_accessible",
  });
  expect((await api.call("GET", `hooks/${id}`)).statusCode).toBe(200);
});

test("a hook's collection is saved into its own workspace only", async () => {
  const api = await hooked();
  await aWorkspace(api.store, "globex");
  await api.call("PUT", `/api/v1/workspaces/globex/collections/${uid}`, {
    payload: aCollection("Theirs", uid) as object,
  });
  const url = await makeHook(api, HOOK);
  await api.send(url, aCollection("Ours", uid, ["/a"]));
  const theirs = await api.call("GET", `/api/v1/workspaces/globex/collections/${uid}`);
  expect(theirs.json()).toMatchObject({ name: "Theirs", revision: { number: 1 } });
});
