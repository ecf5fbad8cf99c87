/** Collections as they stand: listed, shown with a warning about secrets, deleted and restored. */
import { Type } from "typebox";
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
import { workspaceOf } from "./authorize.ts";
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
import { deedOf } from "./deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["collections"];

export function registerCollections(server: ApiServer, dependencies: Dependencies): void {
  addList(server, dependencies);
  addOne(server, dependencies);
  addRemoval(server, dependencies);
}

function addList(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/collections",
    {
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
      const filter = { workspaceId, text, deletedAfter: deleted ? now() - DELETED_KEPT_MS : null };
      const page = { after: numberCursor(cursor) ?? 0, limit: limit + 1 };
      const views = await viewsOf(store.read, await listCollections(store.read, filter, page));
      return toPage(views, limit, { item: toCollection, key: (view) => view.collection.id });
    },
  );
}

function addOne(server: ApiServer, { store, collectionReader }: Dependencies): void {
  const secretsOf = makeSecretsOf({ store, collectionReader });
  server.get(
    "/collections/:collection",
    {
      schema: {
        tags,
        operationId: "getCollection",
        summary: "One collection, with what looks like a secret in it",
        params: CollectionParams,
        response: { 200: CollectionWithSecrets, ...PROBLEMS },
      },
    },
    async (request) => {
      const collection = await collectionAt(store.read, workspaceOf(request).id, request.params.collection);
      const view = await viewOf(store.read, collection);
      return { ...toCollection(view), secrets: toSecrets(await secretsOf(collection)) };
    },
  );
}

function addRemoval(server: ApiServer, { store, now }: Dependencies): void {
  server.delete(
    "/collections/:collection",
    {
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
      await store.write(async (tx) => {
        const collection = await collectionAt(tx.query, workspaceId, request.params.collection);
        await deleteCollection(tx, collection, deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );

  server.post(
    "/collections/:collection/restore",
    {
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
      };
      const restored = await store.write((tx) => restoreCollection(tx, address, deedOf({ now }, request)));
      if (restored === null)
        throw new HttpProblem("not_found", "No collection of this id was deleted lately.");
      if (restored === "exists") throw new HttpProblem("exists", "A collection of this id is there already.");
      return toCollection(await viewOf(store.read, restored));
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
  throw new HttpProblem(
    "not_found",
    "There is no collection of this id; it is the UUID in info._postman_id.",
  );
}

export async function viewOf(reader: Reader, collection: CollectionRecord): Promise<CollectionView> {
  const [view] = await viewsOf(reader, [collection]);
  return view ?? { collection, revision: null, backups: [] };
}

/** All of one workspace. */
async function viewsOf(reader: Reader, collections: readonly CollectionRecord[]): Promise<CollectionView[]> {
  const documents = collections.map(({ document }) => document);
  const revisions = await presentRevisions(reader, documents);
  const links = await linksOfDocuments(reader, collections[0]?.workspaceId ?? 0, documents);
  return collections.map((collection) => ({
    collection,
    revision: revisions.get(collection.document) ?? null,
    backups: links.get(collection.document) ?? [],
  }));
}
