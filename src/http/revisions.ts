/** The history of a document, be it a version's schema or a collection. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import {
  findCollectionDocument,
  findRevision,
  findVersionDocument,
  listRevisions,
  type NamedDocument,
  type RevisionRecord,
  withReadableCommit,
  withReadableCommits,
} from "../db/revisions.ts";
import type { Reader, Store } from "../db/store.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { DOCUMENT, PROBLEMS } from "./contract/problem.ts";
import { Revision, toRevision } from "./contract/revision.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import type { AccessRule } from "./authorization/guard.ts";
import { HttpProblem } from "./problems.ts";
import { sendDocument } from "./raw-document.ts";

const tags = ["revisions"];

type Params = Readonly<Record<string, string>>;

interface Place {
  readonly prefix: string;
  readonly access: AccessRule;
  /** Ends the ids of the operations. */
  readonly of: string;
  readonly params: Readonly<Record<string, ReturnType<typeof Type.String>>>;
  readonly find: (reader: Reader, workspaceId: number, params: Params) => Promise<NamedDocument | null>;
}

const PLACES: readonly Place[] = [
  {
    prefix: "/apis/:api/versions/:version",
    access: "version:read",
    of: "Schema",
    params: { api: Type.String(), version: Type.String() },
    find: (reader, workspaceId, { api = "", version = "" }) =>
      findVersionDocument(reader, workspaceId, { api, version }),
  },
  {
    prefix: "/collections/:collection",
    access: "collection:read",
    of: "Collection",
    params: { collection: Type.String() },
    find: (reader, workspaceId, { collection = "" }) =>
      findCollectionDocument(reader, workspaceId, collection),
  },
];

export function registerRevisions(server: ApiServer, { store }: Dependencies): void {
  for (const place of PLACES) {
    addList(server, store, place);
    addOne(server, store, place);
  }
}

function addList(server: ApiServer, store: Store, place: Place): void {
  server.get(
    `${place.prefix}/revisions`,
    {
      config: { access: place.access },
      schema: {
        tags,
        operationId: `list${place.of}Revisions`,
        summary: "The history, newest first",
        params: Type.Object(place.params),
        querystring: Type.Object({
          valid: Type.Optional(
            Type.Boolean({ description: "Only those without errors: the first is the last valid one." }),
          ),
          ...PageQuery,
        }),
        response: { 200: Page(Revision, "Revisions"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { document } = await documentAt(store, place, request);
      const { limit = DEFAULT_LIMIT, cursor, valid = false } = request.query;
      const page = { before: numberCursor(cursor), limit: limit + 1, onlyValid: valid };
      const rows = await listRevisions(store.read, document, page);
      const shown = await withReadableCommits(store.read, rightsOf(request).readable, rows);
      return toPage(shown, limit, { item: toRevision, key: (row) => row.number });
    },
  );
}

function addOne(server: ApiServer, store: Store, place: Place): void {
  const params = Type.Object({ ...place.params, number: Type.String() });

  server.get(
    `${place.prefix}/revisions/:number`,
    {
      config: { access: place.access },
      schema: {
        tags,
        operationId: `get${place.of}Revision`,
        summary: "One revision",
        params,
        response: { 200: Revision, ...PROBLEMS },
      },
    },
    async (request) => {
      const document = await documentAt(store, place, request);
      const revision = await revisionOf(store, document, request.params.number);
      return toRevision(await withReadableCommit(store.read, rightsOf(request).readable, revision));
    },
  );

  server.get(
    `${place.prefix}/revisions/:number/content`,
    {
      config: { access: place.access },
      schema: {
        tags,
        operationId: `get${place.of}RevisionContent`,
        summary: "The text of a revision, as it is",
        params,
        response: { ...DOCUMENT, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const document = await documentAt(store, place, request);
      const { blob, number } = await revisionOf(store, document, request.params.number);
      const { workspaceId, kind, name } = document;
      return sendDocument(store, { workspaceId, kind, blob, name: `${name}-${number}` }, { request, reply });
    },
  );
}

async function documentAt(store: Store, place: Place, request: FastifyRequest): Promise<NamedDocument> {
  const found = await place.find(store.read, workspaceOf(request).id, request.params as Params);
  if (found === null) throw new HttpProblem("not_found", "There is no such document in this workspace.");
  return found;
}

async function revisionOf(
  store: Store,
  { document }: NamedDocument,
  number: string,
): Promise<RevisionRecord> {
  const found = /^\d{1,9}$/.test(number) ? await findRevision(store.read, document, Number(number)) : null;
  if (found === null) throw new HttpProblem("not_found", "The document has no revision of this number.");
  return found;
}
