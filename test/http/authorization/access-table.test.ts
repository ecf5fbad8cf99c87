/** Who is let in where, before a body is read: every operation, and every kind of caller. */
import { expect, test } from "vitest";
import type { Access } from "../../../src/core/access/access-port.ts";
import type { Caller } from "../../../src/core/access/caller.ts";
import { ADMIN_RIGHTS, type Rights } from "../../../src/core/access/rights.ts";
import { tokenRights } from "../../../src/core/access/token-rights.ts";
import { makeApi } from "../../../src/db/apis.ts";
import { saveCollection, findCollection } from "../../../src/db/collections.ts";
import { packBlob } from "../../../src/db/blobs.ts";
import type { ApiServer } from "../../../src/http/dependencies.ts";
import { ROUTES } from "../../../src/http/routes.ts";
import { makeServer } from "../../../src/http/server.ts";
import { aFullWorkspace, COLLECTION, type Values } from "../../support/a-full-workspace.ts";
import { aRepository } from "../../support/a-workspace.ts";
import { everyOperation, fillIn } from "../../support/every-operation.ts";

/**
 * In this order. All things are linked to one repository; `pusher`, who made what is deleted, pushes to it, `viewer` reads it.
 * `elsewhere` pushes to another repository of the workspace; `stranger` does not see the installation.
 */
const CALLERS = [
  "admin",
  "owner",
  "write",
  "read",
  "save",
  "narrowed",
  "pusher",
  "viewer",
  "elsewhere",
  "stranger",
] as const;
type Name = (typeof CALLERS)[number];

/** `+` let in, `f` 403 forbidden, `.` 404 not_found, `x` 409 exists. */
const ANYBODY = "++++++++++";
const ADMIN_TOKEN_ONLY = "+fffffffff";
const MEMBERS = "+++++++++.";
const ADMINS = "++fffffff.";
const MAKERS = "+++fff+f+.";
const IMPORTERS = "+++f+f+f+.";
const READERS = "++++..++..";
const WRITERS = "+++f..+f..";
const SAVERS = "+++f+++fx.";
const OWN = "+++f..+...";

const EXPECTED: Readonly<Record<string, string>> = {
  getMe: ANYBODY,
  listHosts: ANYBODY,
  listWorkspaces: ANYBODY,
  getWorkspace: MEMBERS,
  listDeliveries: ADMIN_TOKEN_ONLY,
  getDelivery: ADMIN_TOKEN_ONLY,
  replayDelivery: ADMIN_TOKEN_ONLY,
  listActivity: ADMIN_TOKEN_ONLY,
  exportActivity: ADMIN_TOKEN_ONLY,
  listWorkspaceDeliveries: ADMINS,
  getWorkspaceDelivery: ADMINS,
  replayWorkspaceDelivery: ADMINS,
  listWorkspaceActivity: MEMBERS,
  exportWorkspaceActivity: ADMINS,
  listTokens: ADMINS,
  makeToken: ADMINS,
  changeToken: ADMINS,
  getToken: ADMINS,
  revokeToken: ADMINS,
  getSettings: ADMINS,
  changeSettings: ADMINS,
  listRepositories: MEMBERS,
  getRepository: READERS,
  listBranches: READERS,
  getRepositoryConfig: READERS,
  exportRepositoryConfig: READERS,
  listFiles: READERS,
  discoverDocuments: READERS,
  approveLink: ADMINS,
  withdrawApproval: ADMINS,
  listApis: MEMBERS,
  listenToEvents: MEMBERS,
  makeApi: MAKERS,
  getApi: READERS,
  changeApi: WRITERS,
  deleteApi: WRITERS,
  restoreApi: OWN,
  listVersions: READERS,
  makeVersion: WRITERS,
  getVersion: READERS,
  changeVersion: WRITERS,
  deleteVersion: WRITERS,
  restoreVersion: OWN,
  getSchema: READERS,
  saveSchema: WRITERS,
  listSchemaRevisions: READERS,
  getSchemaRevision: READERS,
  getSchemaRevisionContent: READERS,
  compareSchemaRevisions: READERS,
  rollBackSchema: WRITERS,
  getVersionLink: READERS,
  putVersionLink: WRITERS,
  removeVersionLink: WRITERS,
  getBlob: READERS,
  listLinks: MEMBERS,
  getLink: READERS,
  changeLink: WRITERS,
  // Each link is judged for itself.
  changeLinks: MAKERS,
  removeLink: WRITERS,
  syncLink: WRITERS,
  diagnoseLink: READERS,
  diagnoseRepository: READERS,
  getConflict: READERS,
  checkMergedText: WRITERS,
  resolveLink: WRITERS,
  listCollections: MEMBERS,
  importCollection: IMPORTERS,
  importDocuments: IMPORTERS,
  uploadDocument: IMPORTERS,
  getCollection: READERS,
  saveCollection: SAVERS,
  deleteCollection: WRITERS,
  restoreCollection: OWN,
  listCollectionRevisions: READERS,
  getCollectionRevision: READERS,
  getCollectionRevisionContent: READERS,
  compareCollectionRevisions: READERS,
  rollBackCollection: WRITERS,
  listBackups: READERS,
  addBackup: WRITERS,
  getBackup: READERS,
  changeBackup: WRITERS,
  removeBackup: WRITERS,
  getCollectionHook: WRITERS,
  makeCollectionHook: WRITERS,
  changeCollectionHook: WRITERS,
  removeCollectionHook: WRITERS,
  listHooks: MEMBERS,
  makeHook: MAKERS,
  getHook: WRITERS,
  rotateHook: WRITERS,
  changeHook: WRITERS,
  removeHook: WRITERS,
};

const MAKER = 5;
const GONE = "99999999-2abf-4edc-8e34-de66e74114d2";

function user(rights: Partial<Rights>): Rights {
  const none = { isAdmin: false, readable: new Set<number>(), pushable: new Set<number>() };
  return { ...none, userId: 6, saves: "none", ...rights };
}

async function aJudgedWorkspace() {
  const { api, values } = await aFullWorkspace();
  const { store, acme } = api;
  const elsewhere = await aRepository(store, acme, { name: "elsewhere" });
  const { id: repository } = await store.read
    .selectFrom("repositories")
    .select("id")
    .where("name", "=", String(values["repository"]))
    .executeTakeFirstOrThrow();
  const narrowed = await findCollection(store.read, acme.id, COLLECTION);
  await makeDeleted(api);
  const both = { readable: new Set([repository, elsewhere]), pushable: new Set([repository]) };
  const rights: Readonly<Record<Name, Rights | null>> = {
    admin: ADMIN_RIGHTS,
    owner: user({ ...ADMIN_RIGHTS, userId: 6 }),
    write: tokenRights({ scopes: ["write"], document: null }),
    read: tokenRights({ scopes: ["read"], document: null }),
    save: tokenRights({ scopes: ["collections:save"], document: null }),
    narrowed: tokenRights({ scopes: ["collections:save"], document: narrowed?.document ?? 0 }),
    pusher: user({ ...both, userId: MAKER }),
    viewer: user({ readable: both.readable }),
    elsewhere: user({ readable: new Set([elsewhere]), pushable: new Set([elsewhere]) }),
    stranger: null,
  };
  const server = await makeServer({ ...api, access: accessOf(rights, acme.id) }, LET_IN);
  return { api, values, server };
}

/** What is let in goes no further: nothing is changed by asking. */
const LET_IN_STATUS = 299;
const stop = (scope: ApiServer): void => {
  scope.addHook("preParsing", (_request, reply) => reply.code(LET_IN_STATUS).send());
};
const LET_IN = { ...ROUTES, api: [stop, ...ROUTES.api], workspace: ROUTES.workspace };

function nameOf(caller: Caller): Name {
  const name = caller.kind === "admin" ? "admin" : caller.kind === "token" ? caller.name : caller.login;
  return CALLERS.find((one) => one === name) ?? "stranger";
}

function accessOf(rights: Readonly<Record<Name, Rights | null>>, workspaceId: number): Access {
  const callerOf = (name: string): Caller => {
    if (name === "admin") return { kind: "admin" };
    if (["write", "read", "save", "narrowed"].includes(name)) {
      return { kind: "token", tokenId: 1, name, workspaceId, scopes: [], document: null };
    }
    const host = { hostId: 1, hostname: "github.com", accountId: 1 };
    return { kind: "user", userId: 1, sessionId: 1, ...host, login: name };
  };
  return {
    identify: async ({ bearer }) => callerOf(bearer ?? ""),
    rightsIn: async (caller) => rights[nameOf(caller)],
    workspacesOf: async () => new Set(),
  };
}

/** Made by the pusher and deleted: nobody else's but the admins'. */
async function makeDeleted({ store, acme, now }: Awaited<ReturnType<typeof aFullWorkspace>>["api"]) {
  const deed = { at: now(), actor: "pusher", user: MAKER };
  const workspaceId = acme.id;
  const content = await packBlob(Buffer.from("{}"));
  await store.write(async (tx) => {
    await makeApi(tx, { workspaceId, slug: "gone", name: "Gone", description: null }, deed);
    await tx.query.updateTable("apis").set({ deletedAt: now() }).where("slug", "=", "gone").execute();
    await saveCollection(tx, { workspaceId, uid: GONE, name: "Gone", content, origin: "store" }, deed);
    await tx.query.updateTable("collections").set({ deletedAt: now() }).where("uid", "=", GONE).execute();
    const { id: api } = await tx.query
      .selectFrom("apis")
      .select("id")
      .where("slug", "=", "pets")
      .executeTakeFirstOrThrow();
    const made = { workspaceId, kind: "schema", blob: null, savedAt: null, createdBy: MAKER } as const;
    const { id: document } = await tx.query
      .insertInto("documents")
      .values(made)
      .returning("id")
      .executeTakeFirstOrThrow();
    const version = { api, document, name: "gone", kind: null, createdAt: 0, deletedAt: now() };
    await tx.query.insertInto("versions").values(version).execute();
  });
}

function valuesFor(operationId: string, values: Values): Values {
  const named = { ...values, workspace: "acme" };
  switch (operationId) {
    case "restoreApi":
      return { ...named, api: "gone" };
    case "restoreVersion":
      return { ...named, version: "gone" };
    case "restoreCollection":
      return { ...named, collection: GONE };
    case "getBackup":
    case "changeBackup":
    case "removeBackup":
      return { ...named, link: values["backup"] ?? 0 };
    default:
      return named;
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  [`${LET_IN_STATUS} undefined`]: "+",
  "403 forbidden": "f",
  "404 not_found": ".",
  "409 exists": "x",
};

/** Of what the address names; a save of a collection that is not there makes it. */
test("what is hidden is answered word for word like what is not there", async () => {
  const { api, values, server } = await aJudgedWorkspace();
  const operations = (await everyOperation(api)).filter(
    ({ operationId }) => EXPECTED[operationId]?.at(-2) === ".",
  );
  expect(operations.length).toBeGreaterThan(40);
  const nothing = {
    api: "no",
    version: "no",
    collection: "00000000-2abf-4edc-8e34-de66e74114d2",
    repository: "no",
  };
  const numbers = { link: 99_999, hook: 99_999, number: 99_999, blob: "e".repeat(40) };
  const headers = { authorization: "Bearer elsewhere", "sec-fetch-site": "same-origin" };
  for (const { operationId, method, path } of operations) {
    const hidden = fillIn(path, valuesFor(operationId, values));
    const missing = fillIn(path, { ...valuesFor(operationId, values), ...nothing, ...numbers });
    const [one, other] = [
      await server.inject({ method: method as "GET", url: hidden, headers }),
      await server.inject({ method: method as "GET", url: missing, headers }),
    ];
    expect([operationId, one.statusCode, one.body]).toEqual([operationId, other.statusCode, other.body]);
  }
  await server.close();
});

test("everybody is let in where the table says so, and nowhere else", async () => {
  const { api, values, server } = await aJudgedWorkspace();
  const operations = (await everyOperation(api)).filter(({ path }) => path.startsWith("/api/v1/"));
  const found: Record<string, string> = {};
  for (const { operationId, method, path } of operations) {
    const url = fillIn(path, valuesFor(operationId, values));
    let letters = "";
    for (const name of CALLERS) {
      const headers = { authorization: `Bearer ${name}`, "sec-fetch-site": "same-origin" };
      const answer = await server.inject({ method: method as "GET", url, headers });
      const code = answer.statusCode === LET_IN_STATUS ? undefined : answer.json<{ code?: string }>().code;
      letters += LETTERS[`${answer.statusCode} ${code}`] ?? `?${answer.statusCode}`;
    }
    found[operationId] = letters;
  }
  await server.close();
  expect(found).toEqual(EXPECTED);
});
