/** Collections as they stand: listed, shown with a warning about secrets, deleted and restored. */
import { Type } from "typebox";
import { holds, type Rights } from "../core/access/rights.ts";
import { DELETED_KEPT_MS } from "../db/apis.ts";
import {
  type CollectionRecord,
  deleteCollection,
  findCollection,
  listCollections,
  restoreCollection,
} from "../db/collections.ts";
import { linksOfDocuments } from "../db/links.ts";
import { presentRevisions } from "../db/revisions.ts";
import type { Reader } from "../db/store.ts";
import { missing } from "./authorization/access-refusals.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { writingOf } from "./authorization/writing-of.ts";
import { makeSecretsOf } from "./collection-secrets.ts";
import { ListDeleted } from "./contract/api.ts";
import {
  Collection,
  CollectionParams,
  type CollectionView,
  CollectionWithSecrets,
  toCollection,
  toSecrets,
} from "./contract/collection.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { requireUndeclared } from "./declared-in-file.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["collections"];

export function registerCollections(server: ApiServer, dependencies: Dependencies): void {
  addList(server, dependencies);
  addOne(server, dependencies);
  addDeletion(server, dependencies);
  addRestoring(server, dependencies);
}

function addList(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/collections",
    {
      config: { access: "workspace" },
      schema: {
        tags,
        operationId: "listCollections",
        summary: "Every collection of the workspace",
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: 200, description: "Part of the name." })),
          ...ListDeleted,
          ...PageQuery,
        }),
        response: { 200: Page(Collection, "Collections"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { q: text, deleted = false, limit = DEFAULT_LIMIT, cursor } = request.query;
      const { id: workspaceId } = workspaceOf(request);
      const rights = rightsOf(request);
      const filter = { workspaceId, text, rights, deletedAfter: deleted ? now() - DELETED_KEPT_MS : null };
      const page = { after: numberCursor(cursor) ?? 0, limit: limit + 1 };
      const views = await viewsOf(store.read, rights, await listCollections(store.read, filter, page));
      return toPage(views, limit, { item: toCollection, key: (view) => view.collection.id });
    },
  );
}

function addOne(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  const secretsOf = makeSecretsOf(dependencies);
  server.get(
    "/collections/:collection",
    {
      config: { access: "collection:read" },
      schema: {
        tags,
        operationId: "getCollection",
        summary: "One collection, with what looks like a secret in it, and whether the caller may change it",
        params: CollectionParams,
        response: { 200: CollectionWithSecrets, ...PROBLEMS },
      },
    },
    async (request) => {
      const collection = await collectionAt(store.read, workspaceOf(request).id, request.params.collection);
      const view = await viewOf(store.read, rightsOf(request), collection);
      const writing = await writingOf(store.read, request, { rule: "collection:write", now });
      return { ...toCollection(view), ...writing, secrets: toSecrets(await secretsOf(collection)) };
    },
  );
}

function addDeletion(server: ApiServer, { store, now }: Dependencies): void {
  server.delete(
    "/collections/:collection",
    {
      config: { access: "collection:write" },
      schema: {
        tags,
        operationId: "deleteCollection",
        summary: "Delete; it can be restored for 30 days, its backups are disconnected",
        params: CollectionParams,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      await asCaller({ store, now }, request).write(async (tx) => {
        const collection = await collectionAt(tx.query, workspaceId, request.params.collection);
        await requireUndeclared(tx.query, [collection.document]);
        await deleteCollection(tx, collection, deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addRestoring(server: ApiServer, { store, now }: Dependencies): void {
  server.post(
    "/collections/:collection/restore",
    {
      config: { access: "collection:restore" },
      schema: {
        tags,
        operationId: "restoreCollection",
        summary: "Bring back what was deleted; its backups are made anew",
        params: CollectionParams,
        response: { 200: Collection, ...PROBLEMS },
      },
    },
    async (request) => {
      const address = {
        workspaceId: workspaceOf(request).id,
        uid: request.params.collection.toLowerCase(),
        deletedAfter: now() - DELETED_KEPT_MS,
        rights: rightsOf(request),
      };
      const restored = await asCaller({ store, now }, request).write(async (tx) => {
        return restoreCollection(tx, address, deedOf({ now }, request));
      });
      if (restored === null) throw missing("deletedCollection");
      if (restored === "exists") throw new HttpProblem("exists", "A collection of this id is there already.");
      return toCollection(await viewOf(store.read, rightsOf(request), restored));
    },
  );
}

/** @throws HttpProblem `not_found` */
export async function collectionAt(
  reader: Reader,
  workspaceId: number,
  uid: string,
): Promise<CollectionRecord> {
  const collection = await findCollection(reader, workspaceId, uid.toLowerCase());
  if (collection !== null) return collection;
  throw missing("collection");
}

/** With those backups that may be read. */
export async function viewOf(
  reader: Reader,
  rights: Rights,
  collection: CollectionRecord,
): Promise<CollectionView> {
  const [view] = await viewsOf(reader, rights, [collection]);
  return view ?? { collection, revision: null, backups: [] };
}

/** All of one workspace. */
async function viewsOf(
  reader: Reader,
  { readable }: Rights,
  collections: readonly CollectionRecord[],
): Promise<CollectionView[]> {
  const documents = collections.map(({ document }) => document);
  const revisions = await presentRevisions(reader, documents, readable);
  const links = await linksOfDocuments(reader, collections[0]?.workspaceId ?? 0, documents);
  return collections.map((collection) => ({
    collection,
    revision: revisions.get(collection.document) ?? null,
    backups: (links.get(collection.document) ?? []).filter(({ repository }) => holds(readable, repository)),
  }));
}
