/** Capability URLs, made and taken back: for senders such as Postman's custom webhook, which can carry no token. */
import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { checkNewPath, joinPath } from "../core/path/policy.ts";
import {
  findHook,
  hashSecret,
  hookOfCollection,
  type HookRecord,
  listHooks,
  makeHook,
  removeHook,
  rotateHook,
} from "../db/hooks.ts";
import { findRepository } from "../db/repositories.ts";
import type { Reader, Tx } from "../db/store.ts";
import { workspaceOf } from "./authorize.ts";
import { DEFAULT_DIRECTORY } from "./bindable-collection.ts";
import { collectionAt } from "./collections.ts";
import { CollectionParams } from "./contract/collection.ts";
import { Hook, HookWish, HookWithUrl, toHook } from "./contract/hook.ts";
import { checkedBranch } from "./contract/branch.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./deed-of.ts";
import type { ApiServer, Dependencies, HttpConfig } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["hooks"];
const Params = Type.Object({ hook: Type.String({ maxLength: 20 }) });

/** Below it, `{secret}` alone tells what may be saved. */
export const HOOK_ADDRESS = "/hooks/collections";

export function registerHooks(server: ApiServer, dependencies: Dependencies): void {
  addCollectionHook(server, dependencies);
  addCollectionHookMaking(server, dependencies);
  addList(server, dependencies);
  addMaking(server, dependencies);
  addOne(server, dependencies);
}

/** 256 random bits; kept as a hash only. */
function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Without a configured address the one that the caller used. */
function withUrl(
  hook: HookRecord,
  secret: string,
  { config, request }: { readonly config: HttpConfig; readonly request: FastifyRequest },
): Static<typeof HookWithUrl> {
  const origin = config.publicUrl === "" ? `${request.protocol}://${request.host}` : config.publicUrl;
  return { ...toHook(hook), url: `${origin}${HOOK_ADDRESS}/${secret}` };
}

const COLLECTION_ADDRESS = "/collections/:collection/hook";

function addCollectionHookMaking(server: ApiServer, { store, now, config }: Dependencies): void {
  server.post(
    COLLECTION_ADDRESS,
    {
      schema: {
        tags,
        operationId: "makeCollectionHook",
        summary: "Make the collection's URL, or replace it by a new one; shown this once",
        params: CollectionParams,
        response: { 201: HookWithUrl, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const secret = newSecret();
      const secretHash = hashSecret(secret);
      const hook = await store.write(async (tx) => {
        const { id: collection } = await collectionAt(tx.query, workspaceId, request.params.collection);
        const deed = deedOf({ now });
        const present = await hookOfCollection(tx.query, collection);
        if (present !== null) return rotateHook(tx, present, secretHash, deed);
        return makeHook(tx, { workspaceId, target: { kind: "collection", collection }, secretHash }, deed);
      });
      return reply.code(201).send(withUrl(hook, secret, { config, request }));
    },
  );
}

function addCollectionHook(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    COLLECTION_ADDRESS,
    {
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
    COLLECTION_ADDRESS,
    {
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
      await store.write(async (tx) => {
        const hook = await hookAt(tx.query, id, request.params.collection);
        await removeHook(tx, hook, deedOf({ now }));
      });
      return reply.code(204).send(null);
    },
  );
}

function addList(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/hooks",
    {
      schema: {
        tags,
        operationId: "listHooks",
        summary: "The hooks that save any collection",
        querystring: Type.Object(PageQuery),
        response: { 200: Page(Hook, "Hooks"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const page = { after: numberCursor(cursor) ?? 0, limit: limit + 1 };
      const rows = await listHooks(store.read, workspaceOf(request).id, page);
      return toPage(rows, limit, { item: toHook, key: (row) => row.id });
    },
  );
}

function addMaking(server: ApiServer, { store, now, config }: Dependencies): void {
  server.post(
    "/hooks",
    {
      schema: {
        tags,
        operationId: "makeHook",
        summary: "Make a URL that saves any collection into a directory; shown this once",
        body: HookWish,
        response: { 201: HookWithUrl, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const secret = newSecret();
      const hook = await store.write(async (tx) => {
        const target = await placeIn(tx, workspaceId, request.body);
        const made = { workspaceId, target, secretHash: hashSecret(secret) };
        return makeHook(tx, made, deedOf({ now }));
      });
      return reply.code(201).send(withUrl(hook, secret, { config, request }));
    },
  );

  server.post(
    "/hooks/:hook",
    {
      schema: {
        tags,
        operationId: "rotateHook",
        summary: "Replace the hook's URL by a new one; shown this once",
        params: Params,
        response: { 201: HookWithUrl, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const secret = newSecret();
      const hook = await store.write(async (tx) => {
        const present = await hookById(tx.query, workspaceId, request.params.hook);
        return rotateHook(tx, present, hashSecret(secret), deedOf({ now }));
      });
      return reply.code(201).send(withUrl(hook, secret, { config, request }));
    },
  );
}

function addOne(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/hooks/:hook",
    {
      schema: {
        tags,
        operationId: "getHook",
        summary: "One hook, without its URL",
        params: Params,
        response: { 200: Hook, ...PROBLEMS },
      },
    },
    async (request) => toHook(await hookById(store.read, workspaceOf(request).id, request.params.hook)),
  );

  server.delete(
    "/hooks/:hook",
    {
      schema: {
        tags,
        operationId: "removeHook",
        summary: "The URL stops working at once",
        params: Params,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id } = workspaceOf(request);
      await store.write(async (tx) => {
        const hook = await hookById(tx.query, id, request.params.hook);
        await removeHook(tx, hook, deedOf({ now }));
      });
      return reply.code(204).send(null);
    },
  );
}

/** @throws HttpProblem `repository_not_accessible`, `path_invalid` or `invalid_request` */
async function placeIn(tx: Tx, workspaceId: number, wish: Static<typeof HookWish>) {
  const repository = await findRepository(tx.query, workspaceId, wish.repository);
  if (repository === null) throw new HttpProblem("repository_not_accessible");
  const directory = wish.directory ?? DEFAULT_DIRECTORY;
  const check = checkNewPath(joinPath(directory, "collection.json"));
  if (!check.ok) throw new HttpProblem("path_invalid", check.message);
  const branch = checkedBranch(wish.branch ?? null);
  return { kind: "place", repository: repository.id, branch, directory } as const;
}

async function hookAt(reader: Reader, workspaceId: number, uid: string): Promise<HookRecord> {
  const { id } = await collectionAt(reader, workspaceId, uid);
  return foundHook(await hookOfCollection(reader, id));
}

async function hookById(reader: Reader, workspaceId: number, param: string): Promise<HookRecord> {
  const id = /^\d{1,15}$/.test(param) ? Number(param) : 0;
  return foundHook(await findHook(reader, workspaceId, id));
}

function foundHook(hook: HookRecord | null): HookRecord {
  if (hook === null) throw new HttpProblem("not_found", "There is no such hook.");
  return hook;
}
