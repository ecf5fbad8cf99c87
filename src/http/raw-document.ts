/**
 * Documents as they are, byte for byte. Whatever they hold, a browser neither runs nor guesses it: attachment, `nosniff`,
 * and a policy that sandboxes.
 */
import type { FastifyReply } from "fastify";
import type { BlobId } from "../core/git/object-id.ts";
import { findBlobs, readBlob } from "../db/blobs.ts";
import type { Dependencies } from "./dependencies.ts";
import { namesTag } from "./entity-tag.ts";
import { HttpProblem } from "./problems.ts";
import { cutWhereStalled, type Exchange, inRoomUntilSent } from "./text-room.ts";

export interface RawDocument {
  readonly workspaceId: number;
  readonly blob: BlobId;
  /** For the file that a browser saves; the extension is added where the kind says it. */
  readonly name: string;
  readonly kind: string | null;
}

/** What the content is sent as. JSON and YAML are told apart by the first character that counts. */
interface MediaType {
  readonly type: string;
  readonly extension: string;
}

const MEDIA_TYPES: readonly (readonly [kinds: RegExp, media: MediaType])[] = [
  [/^graphql/, { type: "text/plain; charset=utf-8", extension: ".graphql" }],
  [/^protobuf/, { type: "text/plain; charset=utf-8", extension: ".proto" }],
  [/^raml/, { type: "application/raml+yaml", extension: ".raml" }],
  [/^wsdl/, { type: "application/xml", extension: ".wsdl" }],
];
const JSON_TYPE: MediaType = { type: "application/json", extension: ".json" };
const YAML_TYPE: MediaType = { type: "application/yaml", extension: ".yaml" };
const BYTES: MediaType = { type: "application/octet-stream", extension: "" };

/** `ETag` is the quoted blob id; 304 where the caller has it. */
export async function sendDocument(
  { store, texts }: Pick<Dependencies, "store" | "texts">,
  document: RawDocument,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  const etag = `"${document.blob}"`;
  void reply.header("etag", etag).header("cache-control", "private, no-cache");
  if (namesTag(request.headers["if-none-match"], etag)) return reply.code(304).send();
  const { workspaceId, blob } = document;
  const bytes = (await findBlobs(store.read, workspaceId, [blob])).get(blob) ?? 0;
  return inRoomUntilSent({ texts, bytes }, { request, reply }, async () => {
    const content = await readBlob(store.read, workspaceId, blob);
    if (content === null) throw new HttpProblem("not_found", "This content is not in the workspace.");
    return sendBytes(document, content, { request, reply });
  });
}

export async function sendBytes(
  document: Omit<RawDocument, "workspaceId">,
  content: Buffer,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  const etag = `"${document.blob}"`;
  void reply.header("etag", etag).header("cache-control", "private, no-cache");
  if (namesTag(request.headers["if-none-match"], etag)) return reply.code(304).send();
  cutWhereStalled({ request, reply });
  const media = mediaTypeOf(document.kind, content);
  return reply
    .header("content-disposition", attachment(`${document.name}${media.extension}`))
    .header("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
    .type(media.type)
    .send(content);
}

function mediaTypeOf(kind: string | null, content: Buffer): MediaType {
  if (kind === null) return BYTES;
  const known = MEDIA_TYPES.find(([kinds]) => kinds.test(kind));
  if (known !== undefined) return known[1];
  const start = content
    .subarray(0, 1000)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  return /^[{[]/.test(start) ? JSON_TYPE : YAML_TYPE;
}

/** RFC 6266: a plain name for all, and the whole one for who understands it. */
function attachment(name: string): string {
  const whole = name.toWellFormed().replaceAll(/[\p{Cc}/\\]/gu, "-");
  const plain = whole.replaceAll(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(whole).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
