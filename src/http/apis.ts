/** APIs: made by name or from a file, changed, deleted for a while, restored. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import {
  type ApiRecord,
  type ApiWritten,
  changeApi,
  DELETED_KEPT_MS,
  deleteApi,
  findApi,
  findDeletedApi,
  listApis,
  makeApi,
  restoreApi,
} from "../db/apis.ts";
import type { Reader } from "../db/store.ts";
import { missing } from "./authorization/access-refusals.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { writingOf } from "./authorization/writing-of.ts";
import { Api, ApiChange, ApiWithRights, ListDeleted, NewApi } from "./contract/api.ts";
import { DEFAULT_LIMIT, numberCursor, Page, pageOf, PageQuery } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { documentsOfApi } from "../db/declared-links.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { requireUndeclared } from "./declared-in-file.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { makeFromFile } from "./import-api.ts";
import { loadApi, loadApis } from "./load-apis.ts";
import { HttpProblem } from "./problems.ts";
import { slugOf } from "./slug.ts";

const tags = ["apis"];
const params = Type.Object({ api: Type.String() });
const one = { 200: Api, ...PROBLEMS };

export function registerApis(server: ApiServer, dependencies: Dependencies): void {
  addReading(server, dependencies);
  addMaking(server, dependencies);
  addChanging(server, dependencies);
  addDeletion(server, dependencies);
  addRestoring(server, dependencies);
}

function addReading(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/apis",
    {
      config: { access: "workspace" },
      schema: {
        tags,
        operationId: "listApis",
        summary: "The APIs of the workspace, in the order in which they were made",
        querystring: Type.Object({ ...ListDeleted, ...PageQuery }),
        response: { 200: Page(Api, "Apis"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { deleted = false, limit = DEFAULT_LIMIT, cursor } = request.query;
      const deletedAfter = deleted ? now() - DELETED_KEPT_MS : null;
      const rights = rightsOf(request);
      const filter = { workspaceId: workspaceOf(request).id, deletedAfter, rights };
      const rows = await listApis(store.read, filter, { after: numberCursor(cursor) ?? 0, limit: limit + 1 });
      const { shown, next } = pageOf(rows, limit, ({ id }) => id);
      return { items: await loadApis(store.read, shown, rights), next };
    },
  );

  server.get(
    "/apis/:api",
    {
      config: { access: "api:read" },
      schema: {
        tags,
        operationId: "getApi",
        summary: "One API, and whether the caller may change it",
        params,
        response: { 200: ApiWithRights, ...PROBLEMS },
      },
    },
    async (request) => {
      const api = await apiOf(store.read, request, request.params.api);
      const writing = await writingOf(store.read, request, { rule: "api:write", now });
      return { ...(await loadApi(store.read, api, rightsOf(request))), ...writing };
    },
  );
}

function addMaking(server: ApiServer, dependencies: Dependencies): void {
  const { store } = dependencies;
  server.post(
    "/apis",
    {
      config: { access: "api:make" },
      schema: {
        tags,
        operationId: "makeApi",
        summary: "Makes an API; with `from`, out of a file of a repository, which it is linked to",
        body: NewApi,
        response: { 201: Api, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { name, description = null, from } = request.body;
      const workspaceId = workspaceOf(request).id;
      const api = { workspaceId, slug: slugFor(name), name: name.trim(), description };
      const made =
        from === undefined
          ? done(
              await asCaller(dependencies, request).write((tx) =>
                makeApi(tx, api, deedOf(dependencies, request)),
              ),
            )
          : await makeFromFile(dependencies, request, { api, from });
      void reply.header("location", addressOf(request, made.slug));
      return reply.code(201).send(await loadApi(store.read, made, rightsOf(request)));
    },
  );
}

function addChanging(server: ApiServer, dependencies: Dependencies): void {
  const { store } = dependencies;
  server.patch(
    "/apis/:api",
    {
      config: { access: "api:write" },
      schema: {
        tags,
        operationId: "changeApi",
        summary: "Changes name, description or address; what is left out stays",
        params,
        body: ApiChange,
        response: one,
      },
    },
    async (request) => {
      const patch = { ...request.body };
      if (patch.name !== undefined) patch.name = patch.name.trim();
      if (patch.slug !== undefined && slugOf(patch.slug) !== patch.slug) {
        throw new HttpProblem("invalid_request", "In the body: slug: lower case words, joined by `-`.");
      }
      const written = await asCaller(dependencies, request).write(async (tx) => {
        const api = await apiOf(tx.query, request, request.params.api);
        return changeApi(tx, api, { patch, deed: deedOf(dependencies, request) });
      });
      return loadApi(store.read, done(written), rightsOf(request));
    },
  );
}

function addDeletion(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.delete(
    "/apis/:api",
    {
      config: { access: "api:write" },
      schema: {
        tags,
        operationId: "deleteApi",
        summary:
          "Deletes an API, which can be restored for 30 days; its links are disconnected, the files stay",
        params,
        response: { 204: Type.Null({ description: "Done." }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await asCaller({ store, now }, request).write(async (tx) => {
        const api = await apiOf(tx.query, request, request.params.api);
        await requireUndeclared(tx.query, await documentsOfApi(tx.query, api.id));
        await deleteApi(tx, api, deedOf(dependencies, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addRestoring(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.post(
    "/apis/:api/restore",
    {
      config: { access: "api:restore" },
      schema: {
        tags,
        operationId: "restoreApi",
        summary: "Brings a deleted API back, without its links",
        params,
        response: one,
      },
    },
    async (request) => {
      const written = await asCaller({ store, now }, request).write(async (tx) => {
        const slug = request.params.api;
        const deletedAfter = now() - DELETED_KEPT_MS;
        const api = await findDeletedApi(tx.query, {
          workspaceId: workspaceOf(request).id,
          slug,
          deletedAfter,
          rights: rightsOf(request),
        });
        if (api === null) throw missing("deletedApi");
        return restoreApi(tx, api, deedOf(dependencies, request));
      });
      return loadApi(store.read, done(written), rightsOf(request));
    },
  );
}

/** @throws HttpProblem `not_found` */
export async function apiOf(reader: Reader, request: FastifyRequest, slug: string): Promise<ApiRecord> {
  const api = await findApi(reader, workspaceOf(request).id, slug);
  if (api === null) throw missing("api");
  return api;
}

/** Where something just made is; `request` is the POST to its list, which may name another server (RFC 9112, 3.2.2). */
export function addressOf(request: FastifyRequest, name: string): string {
  const path = request.url.replace(/^https?:\/\/[^/]*/i, "").split("?", 1)[0];
  return `${path}/${encodeURIComponent(name)}`;
}

function done(written: ApiWritten): ApiRecord {
  if (written.kind === "done") return written.api;
  throw new HttpProblem("exists", "An API of this address exists already; choose another name.");
}

function slugFor(name: string): string {
  const slug = slugOf(name);
  if (slug !== "") return slug;
  throw new HttpProblem("invalid_request", "In the body: name: it needs a letter or a digit.");
}
