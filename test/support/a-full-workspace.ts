/** A workspace with one of everything, so that every route has something to work on. */
import { Buffer } from "node:buffer";
import { blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import { recordDelivery } from "../../src/db/deliveries.ts";
import { packPayload } from "../../src/db/delivery-payload.ts";
import { aGitHub } from "./a-github.ts";
import { anApi, type AnApi, type ApiOverrides, NO_LIMITS } from "./an-api.ts";
import { aRepository } from "./a-workspace.ts";

/** In every name and text of the first workspace, and in no request of the second. */
export const MARK = "only-for-acme";
export const COLLECTION = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const HEAD = parseCommitId("d".repeat(40));
const TEXT = Buffer.from(`openapi: 3.1.0\ninfo: {title: ${MARK}, version: "1"}\npaths: {}\n`);

const github = aGitHub({
  observe: ({ paths }) =>
    Promise.resolve({
      kind: "found",
      head: HEAD,
      parents: [],
      ancestors: [HEAD],
      commit: { author: "octocat", message: MARK, committedAt: 0 },
      refId: "REF",
      repository: { owner: "acme", name: "pets", defaultBranch: "main", isArchived: false },
      files: new Map(
        paths.map((path) => [
          path,
          {
            kind: "blob",
            blob: blobIdOf(TEXT),
            sizeBytes: TEXT.byteLength,
            isExecutable: false,
            content: TEXT,
          },
        ]),
      ),
    }),
  head: () => Promise.resolve({ kind: "head", head: HEAD }),
  findFiles: async (_repository, _head, isSought) =>
    [{ path: `${MARK}.openapi.yaml`, blob: blobIdOf(TEXT), sizeBytes: TEXT.byteLength }].filter(isSought),
  readBlobs: () => Promise.resolve(new Map([[blobIdOf(TEXT), TEXT]])),
  branches: () => Promise.resolve([{ name: MARK, head: HEAD, isProtected: false }]),
});

export type Values = Readonly<Record<string, string | number>>;

/** A workspace with one of everything, and the names and ids of all that. */
export async function aFullWorkspace(
  overrides: ApiOverrides = {},
): Promise<{ readonly api: AnApi; readonly values: Values }> {
  const api = await anApi({ github, limits: NO_LIMITS, ...overrides });
  const { call, store, acme } = api;
  const repository = await aRepository(store, acme, { name: `${MARK}-pets` });
  const { repositoryId } = await store.read
    .selectFrom("repositories")
    .select("repositoryId")
    .where("id", "=", repository)
    .executeTakeFirstOrThrow();
  const from = { repository: repositoryId, path: "openapi.yaml", version: "1.0" };
  const made = await call("POST", "apis", { payload: { name: "Pets", description: MARK, from } });
  const link: number = made.json().versions[0].link.id;
  await call("PUT", `collections/${COLLECTION}`, { payload: { collection: aCollection(COLLECTION, MARK) } });
  const backup = await call("POST", `collections/${COLLECTION}/backups`, {
    payload: { repository: repositoryId },
  });
  const hook = await call("POST", "hooks", { payload: { repository: repositoryId } });
  await call("POST", `collections/${COLLECTION}/hook`);
  await aDelivery(api, repositoryId);
  const token = await call("POST", "tokens", { payload: { name: MARK, scopes: ["read"] } });
  const delivery = (await call("GET", "deliveries")).json().items[0].id;
  return {
    api,
    values: {
      repository: `${MARK}-pets`,
      repositoryId,
      api: "pets",
      version: "1.0",
      number: 1,
      blob: blobIdOf(TEXT),
      collection: COLLECTION,
      link,
      backup: backup.json().id ?? link,
      hook: hook.json().id,
      token: token.json().id,
      delivery,
      secret: "x".repeat(43),
      hookUrl: hook.json().url,
    },
  };
}

export function aCollection(id: string, name: string): Readonly<Record<string, unknown>> {
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  return { info: { _postman_id: id, name, schema }, item: [] };
}

async function aDelivery({ store, acme }: AnApi, repositoryId: number): Promise<void> {
  const { installationId } = await store.read
    .selectFrom("installations")
    .select("installationId")
    .where("workspaceId", "=", acme.id)
    .executeTakeFirstOrThrow();
  const payload = await packPayload(Buffer.from(JSON.stringify({ ref: MARK })));
  const mark = { unit: "lane", repositoryId, branch: "main", change: "moved", head: HEAD } as const;
  const received = { action: null, installationId, repositoryId, receivedAt: 0, payload, marks: [mark] };
  await store.write((tx) =>
    recordDelivery(tx, { hostId: acme.hostId, guid: "g", event: "push", ...received }),
  );
}
