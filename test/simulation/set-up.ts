/** The world at the beginning: two accounts with the App, their repositories, and documents that are not linked yet. */
import { packBlob } from "../../src/db/blobs.ts";
import { makeApi } from "../../src/db/apis.ts";
import { saveCollection } from "../../src/db/collections.ts";
import { makeVersion } from "../../src/db/versions.ts";
import { canonicalOf } from "../../src/core/collection/style.ts";
import type { Account } from "./model/github-model.ts";
import { collectionName, collectionText, collectionUid, schemaText } from "./model/texts.ts";
import type { ModelDocument, World } from "./world.ts";

/** `Api/petstore.yaml` differs from `api/petstore.yaml` only by case. */
export const SCHEMA_PATHS = [
  "api/petstore.yaml",
  "store.yaml",
  "api/orders.yaml",
  "Api/petstore.yaml",
] as const;
export const BACKUP_PATHS = ["backups/one.json", "backups/two.json"] as const;
/** Every account has one. */
export const API = "petstore";
export const BRANCHES = ["main", "dev"] as const;

export async function setUp(world: World): Promise<void> {
  for (const [login, names] of [
    ["acme", ["petstore", "orders", "empty"]],
    ["beta", ["beta-shop"]],
  ] as const) {
    const account = world.github.addAccount(login);
    account.installation = { id: world.github.nextId() + 5000, isSuspended: false, mayPropose: true };
    for (const name of names) addRepository(world, account, name);
  }
  for (const delivery of world.mail.waiting.slice()) world.mail.remove(delivery);
  await world.startServer();
  await world.settle();
  for (const account of world.github.accounts) await addDocuments(world, account);
  await world.settle();
}

function addRepository(world: World, account: Account, name: string): void {
  const { github } = world;
  const repository = github.addRepository(account, name);
  if (name === "empty") return;
  const file = {
    kind: "file",
    blob: github.keep(schemaText(account.login, 0)),
    isExecutable: false,
  } as const;
  const tree = new Map([["api/petstore.yaml", file]]);
  const commit = { parents: [], tree, message: "Begin", author: account.login, isOurs: false };
  const { id } = github.addCommit(repository, commit);
  for (const branch of BRANCHES) github.setHead(repository, branch, { head: id, by: "others" });
}

async function addDocuments(world: World, account: Account): Promise<void> {
  const { store } = world.server;
  const [row] = world.query("select id from workspaces where accountId = ?", account.id) as readonly {
    id: number;
  }[];
  if (row === undefined) throw new Error(`${account.login} has no workspace.`);
  const workspaceId = row.id;
  const deed = { at: world.now(), actor: null };
  const versions = account.login === "acme" ? ["1.0", "2.0", "3.0"] : ["1.0"];
  await store.write(async (tx) => {
    const made = await makeApi(tx, { workspaceId, slug: API, name: "Petstore", description: null }, deed);
    if (made.kind !== "done") throw new Error("The API is there already.");
    for (const name of versions) {
      const version = await makeVersion(tx, made.api, { version: { name, kind: null }, deed });
      if (version.kind !== "done") throw new Error("The version is there already.");
      const { document } = version.version;
      world.documents.push({
        ...NEW,
        ...fresh(),
        account,
        workspaceId,
        id: document,
        kind: "schema",
        uid: "",
        version: name,
      });
    }
  });
  const collections = account.login === "acme" ? 2 : 1;
  for (let index = 0; index < collections; index += 1) {
    const uid = collectionUid(account.login, index);
    const content = await packBlob(Buffer.from(canonicalOf(collectionText(account.login, uid, 0)) ?? ""));
    const name = collectionName(account.login, 0);
    const saved = await store.write((tx) =>
      saveCollection(tx, { workspaceId, uid, name, content, origin: "store" }, deed),
    );
    const { document } = saved.collection;
    const made = {
      ...NEW,
      ...fresh(),
      account,
      workspaceId,
      id: document,
      kind: "backup",
      uid,
      version: "",
    } as const;
    made.saves.push(content.blob);
    world.documents.push(made);
  }
}

const NEW = {
  isGitHubChosen: false,
  keepsGitHub: false,
  acts: 0,
  choices: 0,
  merges: 0,
  savedAt: 0,
  isSettled: false,
};

function fresh(): Pick<ModelDocument, "saves" | "places"> {
  return { saves: [], places: new Set() };
}
