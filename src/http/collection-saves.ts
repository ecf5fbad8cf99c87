/** Saving collections over the API: import a new one, or say that one was saved. */
import { findMadeCollection } from "../db/collections.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { bodyBytes, takeCollections } from "./collection-body.ts";
import { readCollection, requireIdentity } from "./collection-text.ts";
import { viewOf } from "./collections.ts";
import {
  Collection,
  CollectionBody,
  CollectionCommitted,
  CollectionParams,
  CollectionSaved,
  toCollection,
} from "./contract/collection.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { makeWaiter } from "./prefer-wait.ts";
import { HttpProblem } from "./problems.ts";
import { answerSave, awaitedLinks, saveIn } from "./save-collection.ts";

const tags = ["collections"];

export function registerCollectionSaves(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    takeCollections(scope, "json");
    addImport(scope, dependencies);
    addSave(scope, dependencies);
  });
}

function addImport(scope: ApiServer, { store, collectionReader, config, now }: Dependencies): void {
  scope.post(
    "/collections",
    {
      config: { access: "collection:import" },
      schema: {
        tags,
        operationId: "importCollection",
        summary: "Import a collection that is not there yet",
        body: CollectionBody,
        response: { 201: Collection, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const text = await readCollection(collectionReader, bodyBytes(request.body));
      const { collection } = await asCaller({ store, now }, request).write(async (tx) => {
        if ((await findMadeCollection(tx.query, workspaceId, text.uid)) !== null) {
          throw new HttpProblem(
            "exists",
            `The collection ${text.uid} is there already: save it with PUT at its own address.`,
          );
        }
        const deed = deedOf({ now }, request);
        return saveIn(tx, text, { workspaceId, quotas: config.quotas, deed, origin: "import" });
      });
      return reply.code(201).send(toCollection(await viewOf(store.read, rightsOf(request), collection)));
    },
  );
}

function addSave(scope: ApiServer, { store, collectionReader, config, now }: Dependencies): void {
  const waiter = makeWaiter(scope, store);
  scope.put(
    "/collections/:collection",
    {
      config: { access: "collection:save" },
      schema: {
        tags,
        operationId: "saveCollection",
        summary: "This collection was saved; takes `Prefer: wait=N`",
        description:
          "202 once it is durable; the commits follow. With `Prefer: wait=N` 200 with each backup's commit once all rest, else 202 after N seconds. Where nothing but volatile keys differ, nothing is to be done: 200 at once.",
        params: CollectionParams,
        body: CollectionBody,
        response: { 200: CollectionCommitted, 202: CollectionSaved, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const text = await readCollection(collectionReader, bodyBytes(request.body));
      requireIdentity(text, request.params.collection.toLowerCase());
      const durable = await asCaller({ store, now }, request).write(async (tx) => {
        const deed = deedOf({ now }, request);
        const saving = { workspaceId, quotas: config.quotas, deed, origin: "store" } as const;
        const saved = await saveIn(tx, text, saving);
        return { saved, awaited: await awaitedLinks(tx, saved) };
      });
      return answerSave({ store, waiter, request, reply }, durable);
    },
  );
}
