/** Capability URLs that save any collection into a place. Those of one collection are in collection-hook.ts. */
import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { hashSecret } from "../core/access/secret-hash.ts";
import { checkNewPath, joinPath } from "../core/path/policy.ts";
import {
  findHook,
  type HookRecord,
  listHooks,
  makeHook,
  removeHook,
  restrictHook,
  rotateHook,
} from "../db/hooks.ts";
import type { Reader, Tx } from "../db/store.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { DEFAULT_DIRECTORY } from "./bindable-collection.ts";
import { checkedBranch } from "./contract/branch.ts";
import { Hook, HookChange, HookWish, HookWithUrl, toHook } from "./contract/hook.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { rowIdIn } from "./contract/row-id.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { checkedAddresses } from "./hook-addresses.ts";
import { asCaller } from "./authorization/guard.ts";
import { foundHook, newSecret, withUrl } from "./hook-url.ts";
import { HttpProblem } from "./problems.ts";
import { requireTarget } from "./authorization/target-repository.ts";

const tags = ["hooks"];
const Params = Type.Object({ hook: Type.String({ maxLength: 20 }) });

export function registerHooks(server: ApiServer, dependencies: Dependencies): void {
  addList(server, dependencies);
  addMaking(server, dependencies);
  addRotation(server, dependencies);
  addOne(server, dependencies);
  addChange(server, dependencies);
}

function addList(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/hooks",
    {
      config: { access: "workspace" },
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
      const whose = { workspaceId: workspaceOf(request).id, pushable: rightsOf(request).pushable };
      const rows = await listHooks(store.read, whose, page);
      return toPage(rows, limit, { item: toHook, key: (row) => row.id });
    },
  );
}

function addMaking(server: ApiServer, { store, now, config }: Dependencies): void {
  server.post(
    "/hooks",
    {
      config: { access: "api:make" },
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
      const allowedAddresses = checkedAddresses(request.body.allowedAddresses ?? null);
      const secret = newSecret();
      const hook = await asCaller({ store, now }, request).write(async (tx) => {
        const target = await placeIn(tx, request, request.body);
        const secretHash = hashSecret(secret);
        const made = {
          workspaceId,
          target,
          secretHash,
          allowedAddresses,
          isConfined: isConfined(request),
        };
        return makeHook(tx, made, deedOf({ now }, request));
      });
      return reply.code(201).send(withUrl(hook, secret, { config, request }));
    },
  );
}

function addRotation(server: ApiServer, { store, now, config }: Dependencies): void {
  server.post(
    "/hooks/:hook",
    {
      config: { access: "hook:write" },
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
      const hook = await asCaller({ store, now }, request).write(async (tx) => {
        const present = await hookById(tx.query, workspaceId, request.params.hook);
        const made = { secretHash: hashSecret(secret), isConfined: isConfined(request) };
        return rotateHook(tx, present, made, deedOf({ now }, request));
      });
      return reply.code(201).send(withUrl(hook, secret, { config, request }));
    },
  );
}

function addOne(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/hooks/:hook",
    {
      config: { access: "hook:write" },
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
      config: { access: "hook:write" },
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
      await asCaller({ store, now }, request).write(async (tx) => {
        const hook = await hookById(tx.query, id, request.params.hook);
        await removeHook(tx, hook, deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addChange(server: ApiServer, { store, now }: Dependencies): void {
  server.patch(
    "/hooks/:hook",
    {
      config: { access: "hook:write" },
      schema: {
        tags,
        operationId: "changeHook",
        summary: "Choose the addresses that the hook takes saves from; its URL stays",
        params: Params,
        body: HookChange,
        response: { 200: Hook, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const allowedAddresses = checkedAddresses(request.body.allowedAddresses);
      const changed = await asCaller({ store, now }, request).write(async (tx) => {
        const hook = await hookById(tx.query, id, request.params.hook);
        return restrictHook(tx, hook, allowedAddresses, deedOf({ now }, request));
      });
      return toHook(changed);
    },
  );
}

/** @throws HttpProblem `repository_not_accessible`, `path_invalid` or `invalid_request` */
async function placeIn(tx: Tx, request: FastifyRequest, wish: Static<typeof HookWish>) {
  const repository = await requireTarget(tx.query, request, wish.repository);
  const directory = wish.directory ?? DEFAULT_DIRECTORY;
  const check = checkNewPath(joinPath(directory, "collection.json"));
  if (!check.ok) throw new HttpProblem("path_invalid", check.message);
  const branch = checkedBranch(wish.branch ?? null);
  return { kind: "place", repository: repository.id, branch, directory } as const;
}

/** What a hook saves is to be no more than whoever has it could. */
function isConfined(request: FastifyRequest): boolean {
  const { isAdmin, pushable } = rightsOf(request);
  return !isAdmin && pushable !== "all";
}

async function hookById(reader: Reader, workspaceId: number, param: string): Promise<HookRecord> {
  const id = rowIdIn(param);
  return foundHook(id === null ? null : await findHook(reader, workspaceId, id));
}
