/**
 * Requests that change something in a person's name come from this server's own pages, never from another site's. Browsers
 * say where a request was begun: Sec-Fetch-Site over TLS and on localhost (W3C Fetch Metadata), Origin everywhere.
 */
import type { FastifyRequest } from "fastify";
import { HttpProblem } from "../problems.ts";

/** @param origins of this server (own-address.ts). @throws HttpProblem `cross_site` */
export function requireSameOrigin(
  { headers }: Pick<FastifyRequest, "headers">,
  origins: readonly string[],
): void {
  const site = headers["sec-fetch-site"];
  const isOwn =
    site === undefined
      ? headers.origin !== undefined && origins.includes(headers.origin)
      : site === "same-origin" || site === "none";
  if (!isOwn) throw new HttpProblem("cross_site");
}
