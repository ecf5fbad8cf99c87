/**
 * Probot's Octokit, as Lockstep uses it: no throttling of its own (the lanes keep the pace), reads repeated by
 * plugin-retry, writes never.
 */
import type { RetryOptions } from "@octokit/plugin-retry";
import { ProbotOctokit } from "probot";

/** How often a read is repeated after a server error or a broken connection; the lanes' own back-off comes after. */
export const READ_RETRIES = 2;

/** Every refusal but a time-out would be the same when asked again: they are classified, not repeated. */
const NEVER_REPEATED = Array.from({ length: 100 }, (_none, index) => 400 + index).filter(
  (status) => status !== 408,
);

type OctokitOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;

/** What a plugin is given: Octokit's core. */
type PluggedOctokit = Parameters<Parameters<typeof ProbotOctokit.plugin>[0]>[0];

export interface OctokitTuning {
  /** Milliseconds by which plugin-retry multiplies its waits (1, then 4). */
  readonly retryBaseMs: number;
}

/** The class that Probot makes its clients of. Only the function form of `defaults` overrides Probot's own options. */
export function lockstepOctokit(tuning: OctokitTuning): typeof ProbotOctokit {
  const retry: RetryOptions = {
    retries: READ_RETRIES,
    doNotRetry: NEVER_REPEATED,
    retryAfterBaseValue: tuning.retryBaseMs,
  };
  return ProbotOctokit.plugin(repeatOnlyReads).defaults((options: OctokitOptions) => ({
    ...options,
    userAgent: "lockstep",
    throttle: { enabled: false },
    retry,
    auth: withOwnRequest(options.auth),
  }));
}

/**
 * Probot hands the authentication a bare request function that knows github.com only; without it Octokit's own is taken,
 * which has this host's address.
 */
function withOwnRequest(auth: unknown): unknown {
  if (typeof auth !== "object" || auth === null || !("request" in auth)) return auth;
  const { request: _request, ...rest } = auth;
  return rest;
}

/** Whatever is not a GET is sent once, unless the caller says that it only reads (GraphQL queries). */
function repeatOnlyReads(octokit: PluggedOctokit): object {
  octokit.hook.before("request", (options) => {
    if (options.method !== "GET" && options.method !== "HEAD")
      options.request = { retries: 0, ...options.request };
  });
  return {};
}
