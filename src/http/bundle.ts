/** A schema with all the files that it refers to, as one document to download. */
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { blobIdOf } from "../core/git/object-id.ts";
import type { NamedDocument, RevisionRecord } from "../db/revisions.ts";
import { bundleRevision, bytesOfRevision } from "../db/whole-text.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { sendBytes } from "./raw-document.ts";
import { type Exchange, inRoomUntilSent } from "./text-room.ts";

export const BundleQuery = Type.Object({
  bundled: Type.Optional(
    Type.Boolean({
      description:
        "One document with everything in it that the schema refers to in its repository. Of OpenAPI, AsyncAPI and JSON Schema; of others 422 `not_bundled`. References that lead nowhere, or out of the repository, stay as they are.",
    }),
  ),
});

type Parts = Pick<Dependencies, "store" | "closureReader" | "texts">;

/** `ETag` is the quoted id of the bundle's own bytes. @throws HttpProblem */
export async function sendBundle(parts: Parts, wish: BundleWish, exchange: Exchange): Promise<FastifyReply> {
  const { document, revision } = wish;
  const bytes = await bytesOfRevision(parts.store.read, { workspaceId: document.workspaceId, revision });
  // The files, and the bundle made of them.
  const room = { texts: parts.texts, bytes: 2 * bytes };
  return inRoomUntilSent(room, exchange, () => bundleAndSend(parts, wish, exchange));
}

async function bundleAndSend(
  { store, closureReader }: Parts,
  { document, revision, name }: BundleWish,
  exchange: Exchange,
): Promise<FastifyReply> {
  const { workspaceId, kind } = document;
  const bundled = await bundleRevision(store.read, closureReader, { workspaceId, revision });
  if (bundled === null) throw new HttpProblem("not_found", "This content is not in the workspace.");
  if (bundled.kind === "unsupported") throw new HttpProblem("not_bundled");
  if (bundled.kind === "failed" && bundled.isBusy)
    throw new HttpProblem("overloaded", "Too much is being read; send it again in a moment.");
  if (bundled.kind === "failed") throw new HttpProblem("not_bundled", bundled.message);
  const content = Buffer.from(bundled.content);
  return sendBytes({ blob: blobIdOf(content), name, kind }, content, exchange);
}

interface BundleWish {
  readonly document: NamedDocument;
  readonly revision: RevisionRecord;
  /** For the file that a browser saves, without extension. */
  readonly name: string;
}
