/** Where documents are addressed, be it a version's schema or a collection: their history is asked for in the same ways. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import {
  findCollectionDocument,
  findRevision,
  findVersionDocument,
  type NamedDocument,
  type RevisionRecord,
} from "../db/revisions.ts";
import type { Reader, Store } from "../db/store.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import type { AccessRule } from "./authorization/guard.ts";
import { HttpProblem } from "./problems.ts";

type Params = Readonly<Record<string, string>>;

export interface DocumentPlace {
  readonly prefix: string;
  /** What reading asks for. */
  readonly access: AccessRule;
  /** What changing asks for. */
  readonly writing: AccessRule;
  /** Ends the ids of the operations. */
  readonly of: "Schema" | "Collection";
  readonly params: Readonly<Record<string, ReturnType<typeof Type.String>>>;
  readonly find: (reader: Reader, workspaceId: number, params: Params) => Promise<NamedDocument | null>;
}

export const DOCUMENT_PLACES: readonly DocumentPlace[] = [
  {
    prefix: "/apis/:api/versions/:version",
    access: "version:read",
    writing: "version:write",
    of: "Schema",
    params: { api: Type.String(), version: Type.String() },
    find: (reader, workspaceId, { api = "", version = "" }) =>
      findVersionDocument(reader, workspaceId, { api, version }),
  },
  {
    prefix: "/collections/:collection",
    access: "collection:read",
    writing: "collection:write",
    of: "Collection",
    params: { collection: Type.String() },
    find: (reader, workspaceId, { collection = "" }) =>
      findCollectionDocument(reader, workspaceId, collection),
  },
];

/** @throws HttpProblem `not_found` */
export async function documentAt(
  store: Store,
  place: DocumentPlace,
  request: FastifyRequest,
): Promise<NamedDocument> {
  const found = await place.find(store.read, workspaceOf(request).id, request.params as Params);
  if (found === null) throw new HttpProblem("not_found", "There is no such document in this workspace.");
  return found;
}

/** @throws HttpProblem `not_found` */
export async function revisionOf(
  store: Store,
  { document }: NamedDocument,
  number: string | number,
): Promise<RevisionRecord> {
  const isNumber = /^\d{1,9}$/.test(String(number));
  const found = isNumber ? await findRevision(store.read, document, Number(number)) : null;
  if (found === null) {
    const named = String(number).slice(0, 40);
    throw new HttpProblem(
      "not_found",
      `The document has no revision of the number ${JSON.stringify(named)}.`,
    );
  }
  return found;
}
