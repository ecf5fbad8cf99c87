/** Fills a workspace as its admin would, over the API; what the API does not do by itself is set in rows. */
import type { InjectOptions } from "fastify";
import { recordActivity } from "../../../src/db/activity.ts";
import { keepBlob, packBlob } from "../../../src/db/blobs.ts";
import { recordDelivery } from "../../../src/db/deliveries.ts";
import { packPayload } from "../../../src/db/delivery-payload.ts";
import type { Store } from "../../../src/db/store.ts";
import type { ApiServer } from "../../../src/http/dependencies.ts";
import { ADMIN_TOKEN, type Answer } from "../../support/an-api.ts";
import type { Markers } from "./markers.ts";
import type { HeldSecret, Person, WorldWorkspace } from "./world.ts";
import type { DocumentPlan, TokenPlan, WorkspacePlan } from "./world-plan.ts";

export interface Filling {
  readonly store: Store;
  readonly server: ApiServer;
  readonly markers: Markers;
  readonly people: readonly Person[];
  readonly workspace: WorldWorkspace;
}

export interface Held {
  readonly tokens: readonly HeldSecret[];
  readonly hooks: readonly HeldSecret[];
}

/** Collections have the same ids everywhere, APIs the same slugs. */
export const uidOf = (index: number): string => `0000000${index}-2abf-4edc-8e34-de66e74114d2`;
const slugOf = (index: number): string => `api-${index}`;

export async function fillWorkspace(filling: Filling, plan: WorkspacePlan): Promise<Held> {
  const { markers, workspace } = filling;
  const admins = (): string => markers.plant({ kind: "admins", workspace: workspace.id });
  const hooks: HeldSecret[] = [];
  for (const [index, document] of plan.documents.entries()) {
    hooks.push(...(await fillDocument(filling, index, document)));
  }
  hooks.push(await placeHook(filling, plan.hookInto));
  const tokens: HeldSecret[] = [];
  for (const token of plan.tokens) tokens.push(await makeToken(filling, plan, token));
  await send(filling, "PATCH", "settings", {
    payload: { commitMessage: { headline: `${admins()} {summary}` } },
  });
  await aDelivery(filling, admins());
  await filling.store.write((tx) =>
    recordActivity(tx, {
      workspaceId: workspace.id,
      at: 0,
      type: "repository.changed",
      address: admins(),
      data: { note: admins() },
    }),
  );
  return { hooks, tokens };
}

async function fillDocument(
  filling: Filling,
  index: number,
  plan: DocumentPlan,
): Promise<readonly HeldSecret[]> {
  const document =
    plan.kind === "schema" ? await aSchema(filling, index, plan) : await aCollection(filling, index, plan);
  await coverLinks(filling, document, plan);
  await setCreator(filling, document, plan);
  const hooks: HeldSecret[] = [];
  if (plan.kind === "collection" && plan.hasHook) {
    hooks.push(held(await send(filling, "POST", `collections/${uidOf(index)}/hook`, { payload: {} })));
  }
  const address = plan.kind === "schema" ? `apis/${slugOf(index)}` : `collections/${uidOf(index)}`;
  if (plan.isDeleted) await send(filling, "DELETE", address);
  return hooks;
}

async function coverLinks(filling: Filling, document: number, plan: DocumentPlan): Promise<void> {
  const { store, markers, workspace } = filling;
  const links = await store.read
    .selectFrom("links")
    .selectAll()
    .where("document", "=", document)
    .orderBy("id")
    .execute();
  for (const { id, path, repository } of links) {
    const marker = /zq\d{4}zq/.exec(path)?.[0];
    if (marker !== undefined) markers.hide(marker, { kind: "repository", repository });
    await store.write(async (tx) => {
      const data = { note: markers.plant({ kind: "document", document }) };
      const address = markers.plant({ kind: "admins", workspace: workspace.id });
      const did = {
        workspaceId: workspace.id,
        at: 0,
        type: "link.changed",
        document,
        address,
        data,
      } as const;
      await recordActivity(tx, { ...did, link: id });
    });
  }
  const [first] = links;
  if (plan.isInConflict && first !== undefined) await conflict(filling, first);
}

async function setCreator(
  { store, people, workspace }: Filling,
  document: number,
  plan: DocumentPlan,
): Promise<void> {
  const creator = people.find(({ host, number }) => host === workspace.host && number === plan.createdBy);
  await store.write(async ({ query }) => {
    const createdBy = creator?.id ?? null;
    await query.updateTable("documents").set({ createdBy }).where("id", "=", document).execute();
    await query
      .updateTable("apis")
      .set({ createdBy })
      .where("id", "in", (eb) => eb.selectFrom("versions").select("api").where("document", "=", document))
      .execute();
  });
}

/** @returns row id of the document */
async function aSchema(filling: Filling, index: number, { repositories }: DocumentPlan): Promise<number> {
  const { store, markers, workspace } = filling;
  await send(filling, "POST", "apis", { payload: { name: `Api ${index}` } });
  const [name, description] = [markers.plant(), markers.plant()];
  await send(filling, "PATCH", `apis/${slugOf(index)}`, { payload: { name: `Api ${name}`, description } });
  await send(filling, "POST", `apis/${slugOf(index)}/versions`, { payload: { name: "1.0" } });
  const row = await store.read
    .selectFrom("versions")
    .innerJoin("apis", "apis.id", "versions.api")
    .select(["versions.document", "apis.id as api"])
    .where("apis.workspaceId", "=", workspace.id)
    .where("apis.slug", "=", slugOf(index))
    .executeTakeFirstOrThrow();
  for (const marker of [name, description]) markers.hide(marker, { kind: "api", api: row.api });
  const version = `apis/${slugOf(index)}/versions/1.0`;
  for (let round = 0; round < 2; round += 1) {
    const text = await aText(filling, (marker) => `openapi: 3.1.0\n# ${marker}\n`);
    const message = markers.plant({ kind: "document", document: row.document });
    const headers = { "if-match": "*", "lockstep-message": message, "content-type": "text/plain" };
    await send(filling, "PUT", `${version}/schema`, { payload: text, headers });
  }
  const repository = workspace.repositories[repositories[0] ?? -1]?.repositoryId;
  if (repository !== undefined) {
    await send(filling, "PUT", `${version}/link`, {
      payload: { repository, file: `${markers.plant()}.yaml` },
    });
  }
  return row.document;
}

/** @returns row id of the document */
async function aCollection(filling: Filling, index: number, { repositories }: DocumentPlan): Promise<number> {
  const { store, markers, workspace } = filling;
  const name = markers.plant();
  const address = `collections/${uidOf(index)}`;
  const content = (description: string): object => ({
    info: {
      _postman_id: uidOf(index),
      name,
      description,
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    item: [],
  });
  const texts = [markers.plant(), markers.plant()];
  for (const description of texts) await send(filling, "PUT", address, { payload: content(description) });
  const { document } = await store.read
    .selectFrom("collections")
    .select("document")
    .where("workspaceId", "=", workspace.id)
    .where("uid", "=", uidOf(index))
    .executeTakeFirstOrThrow();
  for (const marker of [name, ...texts]) markers.hide(marker, { kind: "document", document });
  for (const number of repositories) {
    const repository = workspace.repositories[number]?.repositoryId;
    await send(filling, "POST", `${address}/backups`, {
      payload: { repository, file: `${markers.plant()}.json` },
    });
  }
  return document;
}

/** A text with a marker of its own. */
async function aText({ markers, workspace }: Filling, write: (marker: string) => string): Promise<string> {
  const marker = markers.plant();
  const text = write(marker);
  const { blob } = await packBlob(Buffer.from(text));
  markers.hide(marker, { kind: "text", workspace: workspace.id, blob });
  return text;
}

/** Both sides changed: GitHub's text is only in the link. */
async function conflict(
  filling: Filling,
  link: { readonly id: number; readonly document: number },
): Promise<void> {
  const text = await aText(filling, (marker) => `openapi: 3.1.0\n# On GitHub: ${marker}\n`);
  const content = await packBlob(Buffer.from(text));
  await filling.store.write(async (tx) => {
    await keepBlob(tx, filling.workspace.id, content);
    const remote = { remote: content.blob, remoteCanonical: content.blob };
    await tx.query
      .updateTable("links")
      .set({ ...remote, state: "conflict", agreedStore: "open", agreedRemote: "open" })
      .where("id", "=", link.id)
      .execute();
  });
}

async function placeHook(filling: Filling, number: number): Promise<HeldSecret> {
  const { markers, workspace } = filling;
  const repository = workspace.repositories[number];
  const directory = markers.plant();
  markers.hide(directory, { kind: "hook", repository: repository?.id ?? 0, marker: directory });
  return held(
    await send(filling, "POST", "hooks", {
      payload: { repository: repository?.repositoryId, directory },
    }),
  );
}

async function makeToken(filling: Filling, plan: WorkspacePlan, token: TokenPlan): Promise<HeldSecret> {
  const collection = plan.documents.findIndex(({ kind, isDeleted }) => kind === "collection" && !isDeleted);
  const { scopes } = token;
  const narrows = token.isNarrow && scopes.includes("collections:save") && !scopes.includes("write");
  const name = filling.markers.plant({ kind: "token", workspace: filling.workspace.id });
  const wish = { name, scopes, ...(narrows && collection >= 0 && { collection: uidOf(collection) }) };
  const made = (await send(filling, "POST", "tokens", { payload: wish })).json<{
    id: number;
    token: string;
  }>();
  return { id: made.id, secret: made.token };
}

async function aDelivery({ store, workspace }: Filling, marker: string): Promise<void> {
  const { hostId, installationId, repositories } = workspace;
  const repositoryId = repositories[0]?.repositoryId ?? 0;
  const payload = await packPayload(Buffer.from(JSON.stringify({ ref: marker })));
  const received = { action: null, installationId, repositoryId, receivedAt: 0, payload, marks: [] };
  await store.write((tx) => recordDelivery(tx, { hostId, guid: marker, event: "push", ...received }));
}

function held(answer: Answer): HeldSecret {
  const { id, url } = answer.json<{ id: number; url: string }>();
  return { id, secret: url.slice(url.lastIndexOf("/") + 1) };
}

/** As the holder of the admin token. @throws where it was not done */
async function send(
  { server, workspace }: Filling,
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { headers, ...sent }: Pick<InjectOptions, "payload" | "headers"> = {},
): Promise<Answer> {
  const url = `/api/v1/workspaces/${encodeURIComponent(workspace.slug)}/${path}`;
  const authorization = `Bearer ${ADMIN_TOKEN}`;
  const answer = await server.inject({ method, url, ...sent, headers: { ...headers, authorization } });
  if (answer.statusCode < 300) return answer;
  throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
}
