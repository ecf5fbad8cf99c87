/** What ends while a request's body is read or checked: the request changes nothing any more. */
import { expect, test } from "vitest";
import type { Access } from "../../src/core/access/access-port.ts";
import { ADMIN_RIGHTS } from "../../src/core/access/rights.ts";
import { makeAccess } from "../../src/access/access.ts";
import { callerOfToken } from "../../src/access/tokens.ts";
import { aCollection, COLLECTION } from "../support/a-full-workspace.ts";
import { ADMIN_TOKEN, type Answer } from "../support/an-api.ts";
import { aLinkingApi } from "../support/a-linking-api.ts";
import { aStore } from "../support/a-store.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");
const SCHEMA = "apis/pets/versions/1.0/schema";

/** `mona` is an admin of the account as long as nothing else is said; `meanwhile` runs while a text is checked. */
async function aScene() {
  const store = await aStore();
  let meanwhile: (() => Promise<unknown>) | null = null;
  const access: Access = makeAccess({
    adminToken: ADMIN_TOKEN,
    callerOfToken: (secret) => callerOfToken({ store, now: () => NOW }, secret),
    callerOfSession: async () => ({
      kind: "user",
      userId: 1,
      sessionId: 1,
      hostId: 1,
      hostname: "github.com",
      accountId: 7,
      login: "mona",
    }),
    users: { rightsIn: async () => ADMIN_RIGHTS, workspacesOf: async () => new Set([1]) },
  });
  const checker = {
    check: async () => {
      await meanwhile?.();
      return { kind: "openapi-3.1", valid: true, problems: [] };
    },
  };
  const api = await aLinkingApi({ store, access, checker });
  await api.call("POST", "apis", { payload: { name: "Pets" } });
  await api.call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  const { id, token } = (
    await api.call("POST", "tokens", { payload: { name: "ci", scopes: ["write"] } })
  ).json<{ id: number; token: string }>();
  const save = (authorization: string | undefined): Promise<Answer> =>
    api.call("PUT", SCHEMA, {
      payload: "openapi: 3.1.0\n",
      headers: {
        "content-type": "text/plain",
        "if-match": "*",
        ...(authorization === undefined
          ? { authorization: "", cookie: `lockstep=${"a".repeat(43)}`, "sec-fetch-site": "same-origin" }
          : { authorization }),
      },
    });
  return {
    ...api,
    tokenId: id,
    byToken: () => save(`Bearer ${token}`),
    byMona: () => save(undefined),
    while: (work: () => Promise<unknown>) => (meanwhile = work),
    isSaved: async () => (await api.call("GET", SCHEMA)).statusCode === 200,
    become: (state: "active" | "suspended" | "uninstalled") =>
      store.write(({ query }) => query.updateTable("installations").set({ state }).execute()),
  };
}

test("while nothing ends, both save", async () => {
  const scene = await aScene();
  expect((await scene.byToken()).statusCode).toBe(201);
  expect((await scene.byMona()).statusCode).toBe(200);
});

test("a token that is revoked meanwhile saves nothing", async () => {
  const scene = await aScene();
  scene.while(() => scene.call("DELETE", `tokens/${scene.tokenId}`));
  expect((await scene.byToken()).json()).toMatchObject({ status: 401, detail: "The token was revoked." });
  expect(await scene.isSaved()).toBe(false);
});

test.each([
  ["byToken", "uninstalled"],
  ["byMona", "uninstalled"],
  ["byMona", "suspended"],
] as const)("%s nothing is saved where the installation is %s meanwhile", async (who, state) => {
  const scene = await aScene();
  scene.while(() => scene.become(state));
  expect((await scene[who]()).json()).toMatchObject({ status: 404, code: "not_found" });
  expect(await scene.isSaved()).toBe(false);
});

test("a hook that is taken back while it is called saves nothing", async () => {
  const scene = await aScene();
  await scene.call("PUT", `collections/${COLLECTION}`, { payload: aCollection(COLLECTION, "Pets") });
  const made = await scene.call("POST", `collections/${COLLECTION}/hook`);
  const { url } = made.json<{ url: string }>();
  const [answer] = await Promise.all([
    scene.call("POST", new URL(url).pathname, { payload: aCollection(COLLECTION, "Renamed") }),
    scene.call("DELETE", `collections/${COLLECTION}/hook`),
  ]);
  const { revision } = (await scene.call("GET", `collections/${COLLECTION}`)).json();
  // Whichever came first: a save that was refused left nothing behind.
  expect(revision.number).toBe(answer.statusCode < 300 ? 2 : 1);
});
