/** The history of a document, be it a version's schema or a collection. */
import { Type } from "typebox";
import { closureMembers } from "../db/closures.ts";
import { listRevisions, withReadableCommit, withReadableCommits } from "../db/revisions.ts";
import type { Store } from "../db/store.ts";
import { rightsOf } from "./authorization/authorize.ts";
import { BundleQuery, sendBundle } from "./bundle.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { DOCUMENT, PROBLEMS } from "./contract/problem.ts";
import { Revision, RevisionWithFiles, toRevision } from "./contract/revision.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { DOCUMENT_PLACES, documentAt, type DocumentPlace, revisionOf } from "./document-place.ts";
import { sendDocument } from "./raw-document.ts";

const tags = ["revisions"];

export function registerRevisions(server: ApiServer, dependencies: Dependencies): void {
  for (const place of DOCUMENT_PLACES) {
    addList(server, dependencies.store, place);
    addOne(server, dependencies.store, place);
    addContent(server, dependencies, place);
  }
}

function addList(server: ApiServer, store: Store, place: DocumentPlace): void {
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

function addOne(server: ApiServer, store: Store, place: DocumentPlace): void {
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
        response: { 200: RevisionWithFiles, ...PROBLEMS },
      },
    },
    async (request) => {
      const document = await documentAt(store, place, request);
      const revision = await revisionOf(store, document, request.params.number);
      const shown = await withReadableCommit(store.read, rightsOf(request).readable, revision);
      const { closure } = revision;
      const members = closure === null ? [] : await closureMembers(store.read, document.workspaceId, closure);
      return { ...toRevision(shown), files: members.map(({ path, blob }) => ({ path, blob })) };
    },
  );
}

function addContent(server: ApiServer, dependencies: Dependencies, place: DocumentPlace): void {
  const { store } = dependencies;
  server.get(
    `${place.prefix}/revisions/:number/content`,
    {
      config: { access: place.access },
      schema: {
        tags,
        operationId: `get${place.of}RevisionContent`,
        summary: "The text of a revision, as it is",
        params: Type.Object({ ...place.params, number: Type.String() }),
        querystring: BundleQuery,
        response: { ...DOCUMENT, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const document = await documentAt(store, place, request);
      const revision = await revisionOf(store, document, request.params.number);
      const { blob, number } = revision;
      const { workspaceId, kind, name } = document;
      if (request.query.bundled === true) {
        const wish = { document, revision, name: `${name}-${number}-bundled` };
        return sendBundle(dependencies, wish, { request, reply });
      }
      return sendDocument(
        dependencies,
        { workspaceId, kind, blob, name: `${name}-${number}` },
        { request, reply },
      );
    },
  );
}
