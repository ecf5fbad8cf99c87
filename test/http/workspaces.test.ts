import { expect, test } from "vitest";
import { LINK_STATES } from "../../src/core/sync/model.ts";
import { anApi } from "../support/an-api.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const NO_LINKS = Object.fromEntries(LINK_STATES.map((state) => [state, 0]));

test.each([
  ["none", "", 'Bearer realm="lockstep"'],
  ["another", "Bearer wrong", 'Bearer realm="lockstep", error="invalid_token"'],
  ["an empty one", "Bearer ", 'Bearer realm="lockstep"'],
  ["one of another scheme", "Basic YTpi", 'Bearer realm="lockstep"'],
  ["a very long one", `Bearer ${"x".repeat(8000)}`, 'Bearer realm="lockstep", error="invalid_token"'],
])("asks for the token where there is %s", async (_name, authorization, challenge) => {
  const { call } = await anApi();
  const answer = await call("GET", "/api/v1/workspaces", { headers: { authorization } });
  expect(answer.json()).toMatchObject({ status: 401, code: "unauthorized" });
  expect(answer.headers["www-authenticate"]).toBe(challenge);
});

test("shows the accounts that the App is installed on", async () => {
  const { call, acme, store } = await anApi();
  const expected = {
    slug: "acme",
    host: "github.com",
    account: { id: expect.any(Number), login: "acme", type: "Organization" },
    installationId: expect.any(Number),
    state: "active",
  };
  expect((await call("GET", "/api/v1/workspaces")).json()).toEqual({ items: [expected], next: null });
  const rights = { admin: true, make: true };
  expect((await call("GET", "/api/v1/workspaces/acme")).json()).toEqual({
    ...expected,
    rights,
    installationUrl: null,
    links: NO_LINKS,
  });
  expect((await call("GET", "/api/v1/me")).json()).toEqual({ kind: "admin" });
  await store.write(({ query }) =>
    query
      .updateTable("installations")
      .set({ state: "suspended" })
      .where("workspaceId", "=", acme.id)
      .execute(),
  );
  expect((await call("GET", "/api/v1/workspaces/acme")).json()).toMatchObject({ state: "suspended" });
});

test("shows the newest installation of an account that was installed again", async () => {
  const { call, acme, store } = await anApi();
  await store.write(async ({ query }) => {
    await query.updateTable("installations").set({ state: "uninstalled" }).execute();
    await query
      .insertInto("installations")
      .values({
        hostId: acme.hostId,
        installationId: 77,
        workspaceId: acme.id,
        state: "active",
        blockedReason: null,
        createdAt: 1,
        waitingSince: null,
        leaseOwner: null,
        leaseUntil: null,
      })
      .execute();
  });
  expect((await call("GET", "/api/v1/workspaces")).json()).toMatchObject({
    items: [{ installationId: 77, state: "active" }],
  });
});

test("lists in pages, and refuses cursors that are not its own", async () => {
  const { call, store } = await anApi();
  for (const login of ["Beta", "gamma", "delta"]) await aWorkspace(store, login);
  const first = (await call("GET", "/api/v1/workspaces?limit=3")).json();
  expect(first.items.map((item: { slug: string }) => item.slug)).toEqual(["acme", "beta", "delta"]);
  const second = (await call("GET", `/api/v1/workspaces?limit=3&cursor=${first.next}`)).json();
  expect(second).toMatchObject({ items: [{ slug: "gamma" }], next: null });
  for (const cursor of ["zzz", "eyJh", "MTIz", "%00", "bnVsbA"]) {
    const answer = await call("GET", `/api/v1/workspaces?cursor=${cursor}`);
    expect(answer.json()).toMatchObject({ status: 400, code: "invalid_cursor" });
  }
});

test("an unknown workspace is nowhere", async () => {
  const { call } = await anApi();
  for (const slug of ["other", "ACME", "%00", "a%2Fb", "x".repeat(500)]) {
    expect((await call("GET", `/api/v1/workspaces/${slug}`)).json()).toMatchObject({
      status: 404,
      code: "not_found",
    });
  }
});
