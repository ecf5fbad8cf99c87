import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../../src/core/access/caller.ts";
import { ADMIN_RIGHTS, type Rights } from "../../src/core/access/rights.ts";
import { aRepository } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid } from "../support/a-linking-api.ts";
import { ADMIN_TOKEN, type AnApi } from "../support/an-api.ts";

/** A workspace with repositories `mine` and `theirs`; the person `mona` may push to `mine`, and see no other. */
async function shared() {
  const rights = new Map<string, Rights>();
  const users = new Map<string, number>();
  const callerOf = (bearer: string | null): Caller => {
    if (bearer === ADMIN_TOKEN) return { kind: "admin" };
    const login = bearer ?? "";
    const more = { sessionId: 1, hostId: 1, hostname: "github.com", accountId: 1 };
    return { kind: "user", login, userId: users.get(login) ?? 0, ...more };
  };
  const api = await aLinkingApi({
    access: {
      identify: async ({ bearer }) => callerOf(bearer),
      rightsIn: async (caller) =>
        caller.kind === "user" ? (rights.get(caller.login) ?? null) : ADMIN_RIGHTS,
      workspacesOf: async () => "all",
    },
  });
  const mine = await aRepository(api.store, api.acme, { name: "mine" });
  const theirs = await aRepository(api.store, api.acme, { name: "theirs" });
  const join = async (login: string, open: readonly number[], isAdmin = false) => {
    const row = { hostId: api.acme.hostId, accountId: users.size + 50, login, name: null, avatarUrl: null };
    const { id } = await api.store.write(({ query }) =>
      query
        .insertInto("users")
        .values({ ...row, createdAt: 1, seenAt: 1 })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    users.set(login, id);
    const repositories = new Set(open);
    const closed = {
      isAdmin,
      readable: repositories,
      pushable: repositories,
      userId: id,
      saves: "none",
    } as const;
    rights.set(login, isAdmin ? { ...ADMIN_RIGHTS, userId: id } : closed);
  };
  await join("mona", [mine]);
  await join("hubot", [mine]);
  await join("root", [], true);
  return { ...api, mine, theirs };
}

type Shared = Awaited<ReturnType<typeof shared>>;

const as = (login: string) => ({
  headers: { authorization: `Bearer ${login}`, "sec-fetch-site": "same-origin" },
});

async function makeHook({ call }: AnApi, login: string, address = "hooks") {
  const body = address === "hooks" ? { payload: { repository: "mine" } } : {};
  const made = await call("POST", address, { ...body, ...as(login) });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<{ id: number; url: string; confined: boolean }>();
}

function send(
  { call }: AnApi,
  { url }: { readonly url: string },
  number: number,
  requests: string[] = ["/sent"],
) {
  const payload = { collection: aCollection(`Collection ${number}`, aUid(number), requests) };
  return call("POST", new URL(url).pathname, { payload, headers: { authorization: "" } });
}

describe("a hook made by somebody who cannot push everywhere", () => {
  let api: Shared;
  beforeEach(async () => {
    api = await shared();
    for (const number of [1, 2, 3]) {
      const payload = aCollection(`Collection ${number}`, aUid(number)) as object;
      await api.call("PUT", `collections/${aUid(number)}`, { payload });
    }
    await api.call("POST", `collections/${aUid(1)}/backups`, { payload: { repository: "theirs" } });
    await api.call("POST", `collections/${aUid(2)}/backups`, { payload: { repository: "mine" } });
  });

  test("makes collections, and saves those that its repository alone holds", async () => {
    const hook = await makeHook(api, "mona");
    expect(hook.confined).toBe(true);
    expect((await send(api, hook, 4)).statusCode).toBe(202);
    expect((await send(api, hook, 4, ["/again"])).statusCode).toBe(202);
    expect((await send(api, hook, 2)).statusCode).toBe(202);
  });

  test.each([
    [1, "is backed up elsewhere"],
    [3, "is backed up nowhere, and another's"],
  ])("does not touch collection %i, which %s", async (number) => {
    const hook = await makeHook(api, "mona");
    const refused = await send(api, hook, number);
    expect(refused.json()).toMatchObject({ status: 409, code: "exists" });
    expect((await api.call("GET", `collections/${aUid(number)}`)).json()).toMatchObject({
      revision: { number: 1 },
    });
    expect((await api.call("GET", "links?repository=mine")).json().items).toHaveLength(1);
  });

  test("nor one that is backed up elsewhere, too", async () => {
    const hook = await makeHook(api, "mona");
    await api.call("POST", `collections/${aUid(2)}/backups`, { payload: { repository: "theirs" } });
    expect((await send(api, hook, 2)).json()).toMatchObject({ code: "exists" });
  });

  test("goes on saving what it made where no backup could be made", async () => {
    const hook = await makeHook(api, "mona");
    const setAccessible = (isAccessible: 0 | 1) =>
      api.store.write(({ query }) => query.updateTable("repositories").set({ isAccessible }).execute());
    await setAccessible(0);
    expect((await send(api, hook, 4)).statusCode).toBe(422);
    await setAccessible(1);
    expect((await send(api, hook, 4, ["/again"])).statusCode).toBe(202);
    expect((await api.call("GET", `collections/${aUid(4)}`, as("mona"))).statusCode).toBe(200);
  });

  test("is no wider when an admin replaces its URL", async () => {
    const { id } = await makeHook(api, "mona");
    const hook = await makeHook(api, "root", `hooks/${id}`);
    expect((await send(api, hook, 1)).json()).toMatchObject({ code: "exists" });
  });
});

test.each(["root", ADMIN_TOKEN])(
  "a hook by %s saves any collection, until somebody else has its URL",
  async (maker) => {
    const api = await shared();
    await api.call("PUT", `collections/${aUid(1)}`, { payload: aCollection("Theirs", aUid(1)) as object });
    await api.call("POST", `collections/${aUid(1)}/backups`, { payload: { repository: "theirs" } });
    const hook = await makeHook(api, maker);
    expect(hook.confined).toBe(false);
    expect((await send(api, hook, 1)).statusCode).toBe(202);
    await api.call("PUT", `collections/${aUid(2)}`, { payload: aCollection("Hidden", aUid(2)) as object });
    const taken = await makeHook(api, "mona", `hooks/${hook.id}`);
    expect(taken.confined).toBe(true);
    for (const number of [1, 2]) {
      expect((await send(api, taken, number, ["/evil"])).json()).toMatchObject({ code: "exists" });
    }
  },
);

test("who replaces another's URL does not get at the other's own collections", async () => {
  const api = await shared();
  const mine = aCollection("Mona's", aUid(1)) as object;
  expect((await api.call("PUT", `collections/${aUid(1)}`, { payload: mine, ...as("mona") })).statusCode).toBe(
    202,
  );
  const { id, url } = await makeHook(api, "mona");
  const hook = await makeHook(api, "hubot", `hooks/${id}`);
  expect((await send(api, { url }, 1)).statusCode).toBe(404);
  expect((await send(api, hook, 1)).json()).toMatchObject({ code: "exists" });
});
