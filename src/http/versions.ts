/** The versions of an API. */
import type { FastifyRequest } from "fastify";
import type { Rights } from "../core/access/rights.ts";
import { Type } from "typebox";
import { DELETED_KEPT_MS } from "../db/apis.ts";
import type { Reader } from "../db/store.ts";
import {
  deleteVersion,
  findDeletedVersion,
  findVersion,
  listVersions,
  makeVersion,
  type Owned,
  renameVersion,
  restoreVersion,
  type VersionRecord,
  type VersionWritten,
} from "../db/versions.ts";
import { addressOf, apiOf } from "./apis.ts";
import { missing } from "./authorization/access-refusals.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { writingOf } from "./authorization/writing-of.ts";
import { ListDeleted, NewVersion, Version, VersionWithRights } from "./contract/api.ts";
import { DEFAULT_LIMIT, numberCursor, Page, pageOf, PageQuery } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { requireUndeclared } from "./declared-in-file.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { loadVersion, loadVersions } from "./load-apis.ts";
import { HttpProblem } from "./problems.ts";
import { withinQuotas } from "./quotas.ts";

const tags = ["apis"];
const listParams = Type.Object({ api: Type.String() });
const params = Type.Object({ api: Type.String(), version: Type.String() });
const one = { 200: Version, ...PROBLEMS };

export function registerVersions(server: ApiServer, dependencies: Dependencies): void {
  addReading(server, dependencies);
  addMaking(server, dependencies);
  addChanging(server, dependencies);
  addDeletion(server, dependencies);
  addRestoring(server, dependencies);
}

function addReading(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/apis/:api/versions",
    {
      config: { access: "api:read" },
      schema: {
        tags,
        operationId: "listVersions",
        summary: "The versions of an API, in the order in which they were made",
        params: listParams,
        querystring: Type.Object({ ...ListDeleted, ...PageQuery }),
        response: { 200: Page(Version, "Versions"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { deleted = false, limit = DEFAULT_LIMIT, cursor } = request.query;
      const api = await apiOf(store.read, request, request.params.api);
      const rows = await listVersions(store.read, api.id, {
        after: numberCursor(cursor) ?? 0,
        limit: limit + 1,
        deletedAfter: deleted ? now() - DELETED_KEPT_MS : null,
        rights: rightsOf(request),
      });
      const { shown, next } = pageOf(rows, limit, ({ id }) => id);
      return { items: await loadVersions(store.read, shownTo(request), shown), next };
    },
  );

  server.get(
    "/apis/:api/versions/:version",
    {
      config: { access: "version:read" },
      schema: {
        tags,
        operationId: "getVersion",
        summary: "One version, and whether the caller may change it",
        params,
        response: { 200: VersionWithRights, ...PROBLEMS },
      },
    },
    async (request) => {
      const { version } = await ownedOf(store.read, request, request.params);
      const writing = await writingOf(store.read, request, { rule: "version:write", now });
      return { ...(await loadVersion(store.read, shownTo(request), version)), ...writing };
    },
  );
}

function addMaking(server: ApiServer, dependencies: Dependencies): void {
  const { store } = dependencies;
  server.post(
    "/apis/:api/versions",
    {
      config: { access: "api:write" },
      schema: {
        tags,
        operationId: "makeVersion",
        summary: "Makes a version without a schema; link it to a file next",
        params: listParams,
        body: NewVersion,
        response: { 201: Version, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const version = { name: request.body.name, kind: null };
      const written = await asCaller(dependencies, request).write(async (tx) => {
        const api = await apiOf(tx.query, request, request.params.api);
        const deed = deedOf(dependencies, request);
        const saving = {
          quotas: dependencies.config.quotas,
          workspaceId: api.workspaceId,
          now: deed.at,
          isMade: ({ kind }: VersionWritten) => kind === "done",
        };
        return withinQuotas(tx, saving, () => makeVersion(tx, api, { version, deed }));
      });
      const made = done(written);
      void reply.header("location", addressOf(request, made.name));
      return reply.code(201).send(await loadVersion(store.read, shownTo(request), made));
    },
  );
}

function addChanging(server: ApiServer, dependencies: Dependencies): void {
  const { store } = dependencies;
  server.patch(
    "/apis/:api/versions/:version",
    {
      config: { access: "version:write" },
      schema: {
        tags,
        operationId: "changeVersion",
        summary: "Renames a version",
        params,
        body: NewVersion,
        response: one,
      },
    },
    async (request) => {
      const { name } = request.body;
      const written = await asCaller(dependencies, request).write(async (tx) => {
        const owned = await ownedOf(tx.query, request, request.params);
        return renameVersion(tx, owned, { name, deed: deedOf(dependencies, request) });
      });
      return loadVersion(store.read, shownTo(request), done(written));
    },
  );
}

function addDeletion(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.delete(
    "/apis/:api/versions/:version",
    {
      config: { access: "version:write" },
      schema: {
        tags,
        operationId: "deleteVersion",
        summary:
          "Deletes a version, which can be restored for 30 days; its link is disconnected, the file stays",
        params,
        response: { 204: Type.Null({ description: "Done." }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await asCaller({ store, now }, request).write(async (tx) => {
        const owned = await ownedOf(tx.query, request, request.params);
        await requireUndeclared(tx.query, [owned.version.document]);
        await deleteVersion(tx, owned, deedOf(dependencies, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addRestoring(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.post(
    "/apis/:api/versions/:version/restore",
    {
      config: { access: "version:restore" },
      schema: {
        tags,
        operationId: "restoreVersion",
        summary: "Brings a deleted version back, without its link",
        params,
        response: one,
      },
    },
    async (request) => {
      const written = await asCaller({ store, now }, request).write(async (tx) => {
        const api = await apiOf(tx.query, request, request.params.api);
        const deletedAfter = now() - DELETED_KEPT_MS;
        const address = {
          api: api.id,
          name: request.params.version,
          deletedAfter,
          rights: rightsOf(request),
        };
        const version = await findDeletedVersion(tx.query, address);
        if (version === null) throw missing("deletedVersion");
        return restoreVersion(tx, { api, version }, deedOf(dependencies, request));
      });
      return loadVersion(store.read, shownTo(request), done(written));
    },
  );
}

/** @throws HttpProblem `not_found` */
async function ownedOf(
  reader: Reader,
  request: FastifyRequest,
  names: { readonly api: string; readonly version: string },
): Promise<Owned> {
  const api = await apiOf(reader, request, names.api);
  const version = await findVersion(reader, api.id, names.version);
  if (version === null) throw missing("version");
  return { api, version };
}

function shownTo(request: FastifyRequest): { readonly workspaceId: number; readonly rights: Rights } {
  return { workspaceId: workspaceOf(request).id, rights: rightsOf(request) };
}

function done(written: VersionWritten): VersionRecord {
  if (written.kind === "done") return written.version;
  throw new HttpProblem("exists", "The API has a version of this name already; choose another.");
}
