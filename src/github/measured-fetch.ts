/** The fetch that requests to one host leave by: it ends with the server, and the meter is told what came of each. */
import { performance } from "node:perf_hooks";
import { type GitHubMeter, NO_METER, type RequestKind } from "../core/operations/meter.ts";
import { type Fetch, type FetchLimits, wholeAnswerFetch } from "./whole-answer-fetch.ts";

/** What all requests to GitHub have in common. */
export interface Outgoing {
  readonly meter: GitHubMeter;
  /** Aborted where the server stops and no answer is waited for any more. */
  readonly ended: AbortSignal;
}

export const UNWATCHED: Outgoing = { meter: NO_METER, ended: new AbortController().signal };

export function measuredFetch(
  hostname: string,
  limits: FetchLimits,
  { meter, ended }: Outgoing = UNWATCHED,
): Fetch {
  const fetch = wholeAnswerFetch(limits, ended);
  return async (url, init = {}) => {
    const begun = performance.now();
    let status: number | null = null;
    try {
      const response = await fetch(url, init);
      ({ status } = response);
      return response;
    } finally {
      const kind = kindOf(url instanceof Request ? url.url : String(url), init);
      meter.answered({ hostname, kind, status, tookMs: performance.now() - begun });
    }
  };
}

/** Octokit puts GraphQL's document first in the body. */
const MUTATION = /^\{"query":"\s*mutation\b/;

function kindOf(url: string, { method = "GET", body }: RequestInit): RequestKind {
  const { pathname } = new URL(url);
  if (pathname.endsWith("/graphql")) {
    const isMutation = typeof body === "string" && MUTATION.test(body.slice(0, 100));
    return isMutation ? "graphql_mutation" : "graphql_query";
  }
  if (/\/app\/installations\/\d+\/access_tokens$/.test(pathname)) return "token";
  if (pathname.includes("/login/oauth/") || /\/applications\/[^/]+\/token$/.test(pathname)) return "sign_in";
  return method === "GET" || method === "HEAD" ? "rest_read" : "rest_write";
}
