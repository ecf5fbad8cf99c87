/** One Probot a GitHub host: its App's credentials, its address, its tokens, its event handlers. */
import { createPrivateKey } from "node:crypto";
import type { Logger } from "pino";
import { Probot } from "probot";
import { measuredFetch, type Outgoing } from "./measured-fetch.ts";
import { lockstepOctokit } from "./octokit.ts";
import { GITHUB_LIMITS } from "./whole-answer-fetch.ts";
import type { FetchLimits } from "./whole-answer-fetch.ts";

export interface ProbotOptions {
  /** `github.com`, or the name (and port) of an Enterprise Server. */
  readonly hostname: string;
  /** Of an Enterprise Server; `https` where left out. */
  readonly protocol?: "http" | "https";
  /** Where the REST API answers, if not where such a host has it. */
  readonly baseUrl?: string;
  readonly appId: number;
  /** PEM, PKCS#1 (as GitHub gives it) or PKCS#8. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly log: Logger;
  readonly limits?: FetchLimits;
  /** Milliseconds by which the waits between repeated reads are multiplied. */
  readonly retryBaseMs?: number;
  readonly outgoing?: Outgoing;
}

/** @throws where the private key is none. */
export function makeProbot(options: ProbotOptions): Probot {
  return new Probot({
    appId: options.appId,
    privateKey: asPkcs8(options.privateKey),
    secret: options.webhookSecret,
    baseUrl: apiUrlOf(options),
    Octokit: lockstepOctokit({ retryBaseMs: options.retryBaseMs ?? 1000 }),
    log: withoutBodies(options.log),
    request: {
      fetch: measuredFetch(options.hostname, options.limits ?? GITHUB_LIMITS, options.outgoing),
    },
  });
}

/**
 * Where a host's REST API is; GraphQL is derived from it by Octokit.
 * https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function apiUrlOf({
  hostname,
  protocol = "https",
  baseUrl,
}: Pick<ProbotOptions, "hostname" | "protocol" | "baseUrl">): string {
  if (baseUrl !== undefined) return baseUrl;
  return hostname === "github.com" ? "https://api.github.com" : `${protocol}://${hostname}/api/v3`;
}

/** Converted once: else the App's authentication would do it for each of its tokens. */
function asPkcs8(pem: string): string {
  return createPrivateKey(pem).export({ type: "pkcs8", format: "pem" }).toString();
}

/** Below `info` Probot logs whole payloads and request bodies: documents never go to the log. */
function withoutBodies(log: Logger): Logger {
  return log.isLevelEnabled("debug") ? log.child({}, { level: "info" }) : log;
}
