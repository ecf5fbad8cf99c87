/** Scopes whose bodies are collections: taken as bytes, because parsing loses the spelling of numbers and the order of keys. */
import { COLLECTION_LIMIT_BYTES } from "./collection-text.ts";
import type { ApiServer } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const JSON_TYPE = /^application\/(?:[\w.!#$&^+-]+\+)?json(?:\s*;|$)/i;

/** @param types `any` where the sender cannot choose the media type of its bodies */
export function takeCollections(scope: ApiServer, types: "json" | "any"): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    types === "json" ? JSON_TYPE : "*",
    { parseAs: "buffer", bodyLimit: COLLECTION_LIMIT_BYTES },
    (_request, body, done) => done(null, body),
  );
}

/** @throws HttpProblem `not_a_collection` where there is no body */
export function bodyBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array && body.byteLength > 0) return body;
  throw new HttpProblem("not_a_collection", "The request has no body: send the collection as JSON.");
}
