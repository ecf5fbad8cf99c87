/** The one link of a version: its schema and a file, kept in step both ways. */
import { Type } from "typebox";
import { detectSchema } from "../core/schema/detect.ts";
import { readBlob } from "../db/blobs.ts";
import { presentBlob } from "../db/documents.ts";
import { makeLink, replaceLink } from "../db/link-binding.ts";
import type { Bindable } from "../db/link-place.ts";
import { type LinkRecord, linksOfDocument, removeLink } from "../db/links.ts";
import { findVersionDocument } from "../db/revisions.ts";
import type { Reader } from "../db/store.ts";
import { missing } from "./authorization/access-refusals.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { bindLink } from "./bind-link.ts";
import { Link, LinkWish, toLink, toWish } from "./contract/link.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { found, removable } from "./links.ts";
import { inRoomOf } from "./text-room.ts";

const tags = ["links"];
const Params = Type.Object({ api: Type.String(), version: Type.String() });
const ADDRESS = "/apis/:api/versions/:version/link";

export function registerLink(server: ApiServer, dependencies: Dependencies): void {
  addRead(server, dependencies);
  addWrite(server, dependencies);
  addRemoval(server, dependencies);
}

function addRead(server: ApiServer, { store }: Dependencies): void {
  server.get(
    ADDRESS,
    {
      config: { access: "version:read" },
      schema: {
        tags,
        operationId: "getVersionLink",
        summary: "The version's link",
        params: Params,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      return toLink(found(await linkOfVersion(store.read, id, request.params)));
    },
  );
}

function addWrite(server: ApiServer, dependencies: Dependencies): void {
  const { now } = dependencies;
  server.put(
    ADDRESS,
    {
      config: { access: "version:write" },
      schema: {
        tags,
        operationId: "putVersionLink",
        summary: "Bind the version to a file, or move its link",
        description: "The same again changes nothing; another place moves the link, which then agrees anew.",
        params: Params,
        body: LinkWish,
        response: { 200: Link, 201: Link, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const { params, body } = request;
      const wished = toWish(body);
      const extension = body.file === undefined ? await extensionFor(dependencies, workspaceId, params) : "";
      const bound = await bindLink(dependencies, request, body.repository, async (tx, asked) => {
        const wish = { ...wished, asked };
        const document = await documentOf(tx.query, workspaceId, params);
        const bindable = bindableSchema({ workspaceId, document, ...params }, extension);
        const deed = deedOf({ now }, request);
        const [link] = (await linksOfDocument(tx.query, workspaceId, document)).filter(isNoClaim);
        if (link !== undefined) return replaceLink(tx, link, { bindable, wish, deed });
        return makeLink(tx, bindable, wish, deed);
      });
      return reply.code(bound.kind === "made" ? 201 : 200).send(toLink(bound.link));
    },
  );
}

function addRemoval(server: ApiServer, { store, now }: Dependencies): void {
  server.delete(
    ADDRESS,
    {
      config: { access: "version:write" },
      schema: {
        tags,
        operationId: "removeVersionLink",
        summary: "Disconnect; both copies stay",
        params: Params,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      await asCaller({ store, now }, request).write(async (tx) => {
        const link = found(await linkOfVersion(tx.query, workspaceId, request.params));
        await removeLink(tx, removable(link), deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

/** What a config file claims without an admin's agreement stands in nobody's way. */
function isNoClaim({ state }: LinkRecord): boolean {
  return state !== "awaiting_approval";
}

interface Address {
  readonly api: string;
  readonly version: string;
}

async function linkOfVersion(
  reader: Reader,
  workspaceId: number,
  address: Address,
): Promise<LinkRecord | undefined> {
  const document = await documentOf(reader, workspaceId, address);
  const [link] = await linksOfDocument(reader, workspaceId, document);
  return link;
}

/** @throws HttpProblem `not_found` */
async function documentOf(reader: Reader, workspaceId: number, address: Address): Promise<number> {
  const version = await findVersionDocument(reader, workspaceId, address);
  if (version === null) throw missing("version");
  return version.document;
}

/** A schema without a wished file is `petstore.yaml` in the root, and `petstore (1.0).yaml` where that is taken. */
function bindableSchema(
  schema: Address & { readonly workspaceId: number; readonly document: number },
  extension: string,
): Bindable {
  const { workspaceId, document, api, version } = schema;
  const safeVersion = version.replaceAll(/[^\p{L}\p{N}._ -]/gu, "-");
  return {
    workspaceId,
    document,
    kind: "schema",
    defaultDirectory: "",
    defaultFile: (isTaken) => {
      const plain = `${api}.${extension}`;
      if (!isTaken(plain)) return plain;
      const named = `${api} (${safeVersion})`;
      for (let number = 1; ; number += 1) {
        const file = `${named}${number === 1 ? "" : ` ${number}`}.${extension}`;
        if (!isTaken(file)) return file;
      }
    },
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  json: "json",
  yaml: "yaml",
  graphql: "graphql",
  raml: "raml",
  xml: "wsdl",
  proto: "proto",
};
/** Enough to tell the form of a text by. */
const READ_BYTES = 64 * 1024;

/** From what the text is; `yaml` where there is none yet. */
async function extensionFor(
  { store, texts }: Pick<Dependencies, "store" | "texts">,
  workspaceId: number,
  address: Address,
): Promise<string> {
  const blob = await presentBlob(store.read, await documentOf(store.read, workspaceId, address));
  if (blob === null) return "yaml";
  const beginning = await inRoomOf({ store, texts, workspaceId, blobs: [blob], copies: 1 }, async () => {
    const content = await readBlob(store.read, workspaceId, blob);
    return content?.toString("utf8", 0, READ_BYTES) ?? "";
  });
  const { format } = detectSchema(beginning);
  return EXTENSIONS[format ?? "yaml"] ?? "yaml";
}
