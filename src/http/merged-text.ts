/** A text that a person made of both sides: what may become one, and its check. */
import type { Static } from "typebox";
import { packBlob } from "../db/blobs.ts";
import type { LinkRecord } from "../db/links.ts";
import type { CheckedText, Choice } from "../db/resolution.ts";
import { checkSaved } from "./check-saved.ts";
import { COLLECTION_LIMIT_BYTES, readCollection, requireIdentity } from "./collection-text.ts";
import type { ResolutionWish } from "./contract/resolution.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { schemaText } from "./schema-text.ts";

export const TEXT_LIMIT_BYTES = COLLECTION_LIMIT_BYTES;

type Checking = Pick<Dependencies, "store" | "texts" | "checker" | "collectionReader">;

/** @throws HttpProblem where it is neither a side nor a text, or as mergedText */
export async function choiceIn(
  { keep, content }: Static<typeof ResolutionWish>,
  link: LinkRecord,
  { mayChangeKind, ...checking }: Checking & { readonly mayChangeKind: boolean },
): Promise<Choice> {
  if ((keep === undefined) === (content === undefined)) {
    throw new HttpProblem("invalid_request", "In the body: send either `keep` or `content`.");
  }
  if (keep !== undefined) return { kind: keep };
  const text = await mergedText(content ?? "", link, checking);
  return { kind: "merged", text, mayChangeKind: mayChangeKind && link.kind === "schema" };
}

/** @throws HttpProblem where the text cannot be the link's at all */
export async function mergedText(
  content: string,
  link: LinkRecord,
  checking: Checking,
): Promise<CheckedText> {
  if (!content.isWellFormed()) {
    throw new HttpProblem("invalid_request", "In the body: content: it holds half of a character.");
  }
  const bytes = Buffer.from(content);
  if (bytes.byteLength > TEXT_LIMIT_BYTES) throw new HttpProblem("body_too_large");
  return link.kind === "schema"
    ? mergedSchema(bytes, link, checking)
    : mergedCollection(bytes, link, checking);
}

async function mergedSchema(
  bytes: Buffer,
  { workspaceId, document }: LinkRecord,
  checking: Checking,
): Promise<CheckedText> {
  const check = await checkSaved(checking, { workspaceId, document }, schemaText(bytes));
  return { content: await packBlob(bytes), name: null, ...check };
}

async function mergedCollection(
  bytes: Buffer,
  link: LinkRecord,
  { collectionReader }: Checking,
): Promise<CheckedText> {
  const collection = await readCollection(collectionReader, bytes);
  requireIdentity(collection, link.collectionUid ?? collection.uid);
  const { content, name } = collection;
  return { content, kind: null, name, valid: true, problems: [] };
}
