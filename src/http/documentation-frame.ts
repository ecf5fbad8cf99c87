/**
 * The page that shows documentation, in a frame of the dashboard. It holds nothing of anybody: the text comes to it by a message.
 * Wherever it is opened it has no origin, so neither a session nor the dashboard's page is within its reach, and it may ask nothing
 * of anybody, this server included.
 */
import { randomBytes } from "node:crypto";
import { FRAME_PATH } from "../core/dashboard/page-paths.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HIDDEN } from "./hidden.ts";
import { HttpProblem } from "./problems.ts";

export function registerDocumentationFrame(server: ApiServer, { dashboard }: Dependencies): void {
  server.get(FRAME_PATH, { schema: HIDDEN }, async (_request, reply) => {
    const state = dashboard?.state;
    if (state?.kind !== "ready") throw new HttpProblem("not_found");
    const nonce = randomBytes(16).toString("base64");
    // It is asked for with the page's own origin, and has none of its own to be kept apart.
    reply.removeHeader("origin-agent-cluster");
    return reply
      .headers({ "content-security-policy": policy(nonce), "cache-control": "no-store" })
      .type("text/html; charset=utf-8")
      .send(state.frame(nonce));
  });
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // The renderer's own; those of a document would come from elsewhere.
    "img-src data:",
    "font-src data:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-scripts",
  ].join("; ");
}
