/** The capability URL of one collection: made, replaced and taken back. */
import { Type } from "typebox";
import { hashSecret } from "../core/access/secret-hash.ts";
import {
  hookOfCollection,
  type HookRecord,
  makeHook,
  removeHook,
  restrictHook,
  rotateHook,
} from "../db/hooks.ts";
import type { Reader } from "../db/store.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { collectionAt } from "./collections.ts";
import { CollectionParams } from "./contract/collection.ts";
import { Hook, HookChange, HookOptions, HookWithUrl, toHook } from "./contract/hook.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { checkedAddresses } from "./hook-addresses.ts";
import { asCaller } from "./authorization/guard.ts";
import { foundHook, newSecret, withUrl } from "./hook-url.ts";

const tags = ["hooks"];
const ADDRESS = "/collections/:collection/hook";

export function registerCollectionHook(server: ApiServer, dependencies: Dependencies): void {
  addMaking(server, dependencies);
  addOne(server, dependencies);
  addChange(server, dependencies);
}

function addMaking(server: ApiServer, { store, now, config }: Dependencies): void {
  server.post(
    ADDRESS,
    {
      config: { access: "collection:write" },
      schema: {
        tags,
        operationId: "makeCollectionHook",
        summary: "Make the collection's URL, or replace it by a new one; shown this once",
        params: CollectionParams,
        body: HookOptions,
        response: { 201: HookWithUrl, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const wish = request.body?.allowedAddresses;
      const allowedAddresses = checkedAddresses(wish ?? null);
      const secret = newSecret();
      const secretHash = hashSecret(secret);
      const hook = await asCaller({ store, now }, request).write(async (tx) => {
        const { id: collection } = await collectionAt(tx.query, workspaceId, request.params.collection);
        const deed = deedOf({ now }, request);
        const present = await hookOfCollection(tx.query, collection);
        if (present === null) {
          const target = { kind: "collection", collection } as const;
          const made = { workspaceId, target, secretHash, allowedAddresses, isConfined: false };
          return makeHook(tx, made, deed);
        }
        const rotated = await rotateHook(tx, present, { secretHash, isConfined: false }, deed);
        return wish === undefined ? rotated : restrictHook(tx, rotated, allowedAddresses, deed);
      });
      return reply.code(201).send(withUrl(hook, secret, { config, request }));
    },
  );
}

function addOne(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    ADDRESS,
    {
      config: { access: "collection:write" },
      schema: {
        tags,
        operationId: "getCollectionHook",
        summary: "The collection's hook, without its URL",
        params: CollectionParams,
        response: { 200: Hook, ...PROBLEMS },
      },
    },
    async (request) => toHook(await hookAt(store.read, workspaceOf(request).id, request.params.collection)),
  );

  server.delete(
    ADDRESS,
    {
      config: { access: "collection:write" },
      schema: {
        tags,
        operationId: "removeCollectionHook",
        summary: "The URL stops working at once",
        params: CollectionParams,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id } = workspaceOf(request);
      await asCaller({ store, now }, request).write(async (tx) => {
        const hook = await hookAt(tx.query, id, request.params.collection);
        await removeHook(tx, hook, deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addChange(server: ApiServer, { store, now }: Dependencies): void {
  server.patch(
    ADDRESS,
    {
      config: { access: "collection:write" },
      schema: {
        tags,
        operationId: "changeCollectionHook",
        summary: "Choose the addresses that the hook takes saves from; its URL stays",
        params: CollectionParams,
        body: HookChange,
        response: { 200: Hook, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const allowedAddresses = checkedAddresses(request.body.allowedAddresses);
      const changed = await asCaller({ store, now }, request).write(async (tx) => {
        const hook = await hookAt(tx.query, id, request.params.collection);
        return restrictHook(tx, hook, allowedAddresses, deedOf({ now }, request));
      });
      return toHook(changed);
    },
  );
}

async function hookAt(reader: Reader, workspaceId: number, uid: string): Promise<HookRecord> {
  const { id } = await collectionAt(reader, workspaceId, uid);
  return foundHook(await hookOfCollection(reader, id));
}
