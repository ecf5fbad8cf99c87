/** The headers that every answer of the API carries. */
import type { SandboxContext } from "./context.ts";
import type { RequestKind } from "./request-log.ts";

export function standardHeaders(
  context: SandboxContext,
  kind: RequestKind,
  installationId: number | null,
): Record<string, string> {
  const isGraph = kind === "graphql-query" || kind === "graphql-mutation";
  const limit = isGraph ? 10_000 : 15_000;
  const hour = Math.floor(context.now() / 3_600_000) * 3_600_000;
  const used = context.requests.usedSince(hour, isGraph, installationId);
  return {
    date: new Date(context.now()).toUTCString(),
    server: "GitHub.com",
    "x-github-media-type": "github.v3; format=json",
    "x-github-enterprise-version": "3.19.0",
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, limit - used)),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String((hour + 3_600_000) / 1000),
    "x-ratelimit-resource": isGraph ? "graphql" : "core",
  };
}
