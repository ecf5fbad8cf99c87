/** A workspace as one has it after some weeks: several documents, most in step, some that need a person. */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { SEED_COLLECTION } from "../../src/sandbox/seed-sandbox.ts";
import { clone } from "../e2e/a-clone.ts";
import type { RunningSandbox } from "../e2e/running-sandbox.ts";
import { until } from "../e2e/until.ts";

/** Addresses below the workspace. */
export interface Filled {
  readonly conflict: string;
  readonly petstore: string;
  readonly collection: string;
}

const APIS = [
  ["Petstore", "petstore", "api/petstore.yaml"],
  ["Catalog", "catalog", "graphql/catalog.graphql"],
  ["Stock", "catalog", "asyncapi/stock.yaml"],
  ["USPTO data", "catalog", "openapi/uspto.json"],
] as const;

const COLLECTION = "6f1d6c8e-0f3b-4b7e-9d55-2f1c5a9e7b10";

const PAYMENTS = `openapi: 3.1.0
info:
  title: Payments
  version: "1.0"
paths:
  /charges:
    get:
      operationId: listCharges
      responses:
        "200": {description: All charges of the account}
`;

export async function fillWorkspace(sandbox: RunningSandbox, folder: string): Promise<Filled> {
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<string> => {
    const answer = await sandbox.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text}`);
    return answer.text;
  };
  for (const [name, repository, path] of APIS)
    await call("POST", "apis", { name, from: { repository, path } });
  await call("POST", "apis", { name: "Payments" });
  await call("POST", "apis/payments/versions", { name: "1.0" });
  await call("PUT", "apis/payments/versions/1.0/schema", PAYMENTS, { "content-type": "text/plain" });
  const saved: unknown = JSON.parse(readFileSync(SEED_COLLECTION, "utf8"));
  await call("PUT", `collections/${COLLECTION}`, saved);
  await call("POST", `collections/${COLLECTION}/backups`, { repository: "petstore" });
  await until("all links are in step", async () => (await statesOf(sandbox)).every((it) => it === "in_sync"));
  await editPetstore(sandbox, folder);
  const conflict = await editStockOnBothSides(sandbox, folder);
  const petstore = await versionOf(sandbox, "petstore");
  return {
    conflict: `integrations/${conflict}/choice`,
    petstore,
    collection: `collections/${COLLECTION}`,
  };
}

/** A push that takes something away, which the history marks. */
async function editPetstore(sandbox: RunningSandbox, folder: string): Promise<void> {
  const petstore = await clone(`${sandbox.githubUrl}/acme/petstore.git`, join(folder, "petstore"));
  const text = (await petstore.read("api/petstore.yaml")).toString();
  const edited = text
    .replace("/pet/findByStatus", "/pets/by-status")
    .replace("summary: Finds Pets by status", "summary: Finds pets by their status");
  await petstore.commitAndPush("api/petstore.yaml", edited, "Find pets by their status at another path");
  const version = await versionOf(sandbox, "petstore");
  await until("the push is in the store", async () => {
    const revisions = await sandbox.call("GET", `${version}/revisions`);
    return revisions.at("items.0.number") === 2;
  });
}

/** Answers the link's id. */
async function editStockOnBothSides(sandbox: RunningSandbox, folder: string): Promise<string> {
  const version = await versionOf(sandbox, "stock");
  const id = String((await sandbox.call("GET", `${version}/link`)).at("id"));
  await sandbox.call("PATCH", `links/${id}`, { paused: true });
  const { text } = await sandbox.call("GET", `${version}/schema`);
  const ours = text.replace(/^( +)title: .*$/m, "$1title: Stock of the whole store");
  await sandbox.call("PUT", `${version}/schema`, ours, { "content-type": "text/plain", "if-match": "*" });
  const catalog = await clone(`${sandbox.githubUrl}/acme/catalog.git`, join(folder, "catalog"));
  const theirs = text.replace(/^( +)title: .*$/m, "$1title: Stock, by warehouse");
  await catalog.git("rm", "-q", "graphql/catalog.graphql");
  await catalog.commitAndPush("asyncapi/stock.yaml", theirs, "Name the stock by warehouse");
  await sandbox.call("PATCH", `links/${id}`, { paused: false });
  await until("both edits are a conflict", async () => (await statesOf(sandbox)).includes("conflict"));
  await until("the missing file is seen", async () => (await statesOf(sandbox)).includes("missing"));
  await rm(join(folder, "catalog"), { recursive: true });
  return id;
}

async function versionOf(sandbox: RunningSandbox, slug: string): Promise<string> {
  const api = await sandbox.call("GET", `apis/${slug}`);
  return `apis/${slug}/versions/${String(api.at("versions.0.name"))}`;
}

async function statesOf(sandbox: RunningSandbox): Promise<readonly unknown[]> {
  const { text } = await sandbox.call("GET", "links?limit=100");
  const { items }: { items: readonly { state: unknown }[] } = JSON.parse(text);
  return items.map((it) => it.state);
}
