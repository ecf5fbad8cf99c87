/** What a caller has already is not sent again (RFC 9110, section 13.1.2). */
import { createHash } from "node:crypto";
import type { ApiServer } from "./dependencies.ts";

/** If-None-Match, by weak comparison. */
export function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((one) => {
    const tag = one.trim().replace(/^W\//, "");
    return tag === "*" || tag === etag;
  });
}

/** Reads of the API carry an `ETag` of their text, unless the route gave one; 304 where the caller has it. */
export function answerConditionally(server: ApiServer): void {
  server.addHook("onSend", async ({ method, headers }, reply, payload) => {
    const isRead = method === "GET" && reply.statusCode === 200 && typeof payload === "string";
    if (!isRead || reply.hasHeader("etag")) return payload;
    const etag = `"${createHash("sha1").update(payload).digest("base64url")}"`;
    void reply.header("etag", etag);
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "private, no-cache");
    if (!namesTag(headers["if-none-match"], etag)) return payload;
    void reply.code(304).removeHeader("content-type").removeHeader("content-length");
    return null;
  });
}
