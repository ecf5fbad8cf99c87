import type { InjectOptions } from "fastify";
import { expect, test } from "vitest";
import type { Access } from "../../src/core/access/access-port.ts";
import type { Caller } from "../../src/core/access/caller.ts";
import { ADMIN_RIGHTS } from "../../src/core/access/rights.ts";
import { aCollection, aFullWorkspace, COLLECTION, type Values } from "../support/a-full-workspace.ts";
import type { AnApi } from "../support/an-api.ts";
import { everyOperation, fillIn } from "../support/every-operation.ts";

interface Scene {
  readonly api: AnApi;
  readonly values: Values;
}

/** What makes an operation change something in a full workspace; `before` may name other values for the address. */
interface Recipe {
  readonly before?: (scene: Scene) => Promise<Values>;
  readonly with?: Pick<InjectOptions, "payload" | "headers">;
}

/** Open to the holder of the admin token alone. */
const ADMINS_ONLY: ReadonlySet<string> = new Set(["replayDelivery"]);

/** They are sent with a body, and change nothing: there is nothing to tell. */
const ONLY_LOOKING: ReadonlySet<string> = new Set(["checkMergedText"]);

function doerOf(id: string): object {
  const nobody = { user: null, actor: null };
  if (id === "saveByHook") return { ...nobody, hook: expect.any(Number) };
  return { ...(ADMINS_ONLY.has(id) ? nobody : { user: 1, actor: "mona" }), hook: null };
}

const OTHER = "22222222-2abf-4edc-8e34-de66e74114d2";
const VERSION = "apis/pets/versions/1.0";

/** By operation id: a route that is added later needs one. */
function recipesOf(values: Values): Readonly<Record<string, Recipe>> {
  const repository = values["repositoryId"];
  const ofBackup = async (): Promise<Values> => ({ link: values["backup"] ?? 0 });
  return {
    makeApi: { with: { payload: { name: "Mine" } } },
    changeApi: { with: { payload: { description: "changed" } } },
    deleteApi: {},
    restoreApi: { before: gone("apis/pets") },
    makeVersion: { with: { payload: { name: "2.0" } } },
    changeVersion: { with: { payload: { name: "1.1" } } },
    deleteVersion: {},
    restoreVersion: { before: gone(VERSION) },
    saveSchema: { with: { payload: "openapi: 3.1.1", headers: { "if-match": "*" } } },
    rollBackSchema: {
      before: saved(`${VERSION}/schema`, "openapi: 3.1.1"),
      with: { payload: { revision: 1 }, headers: { "if-match": "*" } },
    },
    putVersionLink: {
      before: gone(`${VERSION}/link`),
      with: { payload: { repository, file: "other.yaml" } },
    },
    removeVersionLink: {},
    changeLink: { with: { payload: { paused: true } } },
    removeLink: {},
    syncLink: {},
    changeLinks: { with: { payload: { action: "pause", links: [values["link"]] } } },
    approveLink: { before: toBeApproved },
    withdrawApproval: { before: approved },
    resolveLink: { before: toBeChosen, with: { payload: { expected: NEITHER, keep: "store" } } },
    importDocuments: { with: { payload: { items: [{ text: OPENAPI }] } } },
    uploadDocument: { with: { payload: OPENAPI, headers: { "content-type": "application/yaml" } } },
    importCollection: { with: { payload: aCollection(OTHER, "Other") } },
    saveCollection: { with: { payload: aCollection(COLLECTION, "Renamed") } },
    rollBackCollection: {
      before: saved(`collections/${COLLECTION}`, aCollection(COLLECTION, "Renamed")),
      with: { payload: { revision: 1 }, headers: { "if-match": "*" } },
    },
    deleteCollection: {},
    restoreCollection: { before: gone(`collections/${COLLECTION}`) },
    addBackup: { with: { payload: { repository, file: "second.json", branch: "release" } } },
    changeBackup: { before: ofBackup, with: { payload: { paused: true } } },
    removeBackup: { before: ofBackup },
    makeHook: { with: { payload: { repository } } },
    changeHook: { with: { payload: { allowedAddresses: ["192.0.2.0/24"] } } },
    rotateHook: {},
    removeHook: {},
    makeCollectionHook: {},
    changeCollectionHook: { with: { payload: { allowedAddresses: ["192.0.2.0/24"] } } },
    removeCollectionHook: {},
    saveByHook: { before: aSecret, with: { payload: { collection: aCollection(OTHER, "By hook") } } },
    makeToken: { with: { payload: { name: "ci", scopes: ["read"] } } },
    changeToken: { with: { payload: { name: "renamed" } } },
    revokeToken: {},
    changeSettings: { with: { payload: { commitMessage: { headline: "docs: {summary}" } } } },
    replayDelivery: {},
    replayWorkspaceDelivery: {},
  };
}

function gone(url: string) {
  return async ({ api }: Scene): Promise<Values> => {
    expect((await api.call("DELETE", url)).statusCode).toBe(204);
    return {};
  };
}

function saved(url: string, payload: object | string) {
  return async ({ api }: Scene): Promise<Values> => {
    const answer = await api.call("PUT", url, { payload, headers: { "if-match": "*" } });
    expect(answer.statusCode).toBeLessThan(300);
    return {};
  };
}

const OPENAPI = "openapi: 3.1.0\ninfo:\n  title: Orders\n  version: '1.0'\npaths: {}\n";

async function toBeApproved({ api, values }: Scene): Promise<Values> {
  await api.store.write(({ query }) =>
    query
      .updateTable("links")
      .set({ state: "awaiting_approval", owner: "file" })
      .where("id", "=", Number(values["link"]))
      .execute(),
  );
  return {};
}

async function approved(scene: Scene): Promise<Values> {
  await toBeApproved(scene);
  const answer = await scene.api.call("POST", `links/${scene.values["link"]}/approval`);
  expect(answer.statusCode).toBe(200);
  return {};
}

const NEITHER = { store: null, remote: null };

async function toBeChosen({ api, values }: Scene): Promise<Values> {
  await api.store.write(async ({ query }) => {
    const { document } = await query
      .updateTable("links")
      .set({ state: "choose", agreedStore: null, agreedRemote: null, remote: "absent" })
      .where("id", "=", Number(values["link"]))
      .returning("document")
      .executeTakeFirstOrThrow();
    await query.updateTable("documents").set({ blob: null }).where("id", "=", document).execute();
  });
  return {};
}

async function aSecret({ api, values }: Scene): Promise<Values> {
  const { url } = (await api.call("POST", `hooks/${values["hook"]}`)).json<{ url: string }>();
  return { secret: url.slice(url.lastIndexOf("/") + 1) };
}

const MONA: Caller = {
  kind: "user",
  userId: 1,
  sessionId: 1,
  hostId: 1,
  hostname: "github.com",
  accountId: 7,
  login: "mona",
};

/** Everything is made by the holder of the admin token; then Mona, an admin of the account, comes. */
async function aScene(): Promise<Scene & { readonly enterMona: () => Promise<void> }> {
  let caller: Caller = { kind: "admin" };
  const access: Access = {
    identify: async () => caller,
    rightsIn: async () => ADMIN_RIGHTS,
    workspacesOf: async () => "all",
  };
  const scene = await aFullWorkspace({ access });
  const { store } = scene.api;
  const enterMona = async (): Promise<void> => {
    const row = { id: 1, hostId: 1, accountId: 7, login: "mona", name: null, avatarUrl: null };
    await store.write(({ query }) =>
      query
        .insertInto("users")
        .values({ ...row, createdAt: 0, seenAt: 0 })
        .execute(),
    );
    caller = MONA;
  };
  return { ...scene, enterMona };
}

async function lastActivity({ store }: AnApi): Promise<number> {
  const row = await store.read
    .selectFrom("activity")
    .select((eb) => eb.fn.max("id").as("id"))
    .executeTakeFirstOrThrow();
  return row.id;
}

test("every operation that may change something is tried here", async () => {
  const all = await everyOperation((await aScene()).api);
  const changing = all
    .filter(({ method, operationId }) => method !== "GET" && !ONLY_LOOKING.has(operationId))
    .map(({ operationId }) => operationId);
  expect(Object.keys(recipesOf({})).toSorted()).toEqual(changing.toSorted());
});

test.each(Object.keys(recipesOf({})))("%s leaves rows that say who, with what and from where", async (id) => {
  const scene = await aScene();
  const operation = (await everyOperation(scene.api)).find(({ operationId }) => operationId === id);
  const recipe = recipesOf(scene.values)[id] ?? {};
  const more = (await recipe.before?.(scene)) ?? {};
  const before = await lastActivity(scene.api);
  if (!ADMINS_ONLY.has(id)) await scene.enterMona();
  const url = fillIn(operation?.path ?? "", { ...scene.values, ...more, workspace: "acme" });
  const headers = { "sec-fetch-site": "same-origin", ...recipe.with?.headers };
  const answer = await scene.api.call(operation?.method ?? "", url, { ...recipe.with, headers });
  expect(answer.statusCode < 300 ? "done" : answer.body).toBe("done");
  const rows = await scene.api.store.read
    .selectFrom("activity")
    .selectAll()
    .where("id", ">", before)
    .execute();
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatchObject({ address: "127.0.0.1", token: null, ...doerOf(id) });
});
