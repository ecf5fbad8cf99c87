/** Octokit for a host without the App's key: as a person, with that person's token, or as nobody. */
import type { Logger } from "pino";
import type { ProbotOctokit } from "probot";
import type { ConfiguredHost, ConfiguredHosts } from "../core/access/configured-hosts.ts";
import type { UserToken } from "../core/access/user-github-port.ts";
import { failureOf } from "./failure-of.ts";
import { measuredFetch, type Outgoing } from "./measured-fetch.ts";
import { lockstepOctokit } from "./octokit.ts";
import type { FetchLimits } from "./whole-answer-fetch.ts";

/** Somebody looks at a page meanwhile. */
const LIMITS: FetchLimits = { silenceMs: 10_000 };

export interface HostOctokitOptions {
  readonly hosts: Pick<ConfiguredHosts, "find">;
  readonly log: Logger;
  readonly limits?: FetchLimits;
  /** Milliseconds by which the waits between repeated reads are multiplied. */
  readonly retryBaseMs?: number;
  readonly outgoing?: Outgoing;
}

export interface HostOctokits {
  /** @throws where no App is configured for the host */
  host(hostname: string): ConfiguredHost;
  /** With a person's own token. @throws GitHubFailure; `unauthorized` where the token is no longer taken */
  asUser<Result>(token: UserToken, work: (octokit: ProbotOctokit) => Promise<Result>): Promise<Result>;
  /** Requests carry what the work itself puts in. What fails is not turned into a GitHubFailure. */
  asNobody(hostname: string): ProbotOctokit;
}

export function makeHostOctokits(options: HostOctokitOptions): HostOctokits {
  const Octokit = lockstepOctokit({ retryBaseMs: options.retryBaseMs ?? 500 });
  const { log, limits = LIMITS, outgoing } = options;

  function host(hostname: string): ConfiguredHost {
    const found = options.hosts.find(hostname);
    if (found === null) throw new Error(`No GitHub App is configured for the host ${hostname}`);
    return found;
  }

  function make(hostname: string, auth: object | undefined): ProbotOctokit {
    const { apiUrl: baseUrl } = host(hostname);
    return new Octokit({
      baseUrl,
      request: { fetch: measuredFetch(hostname, limits, outgoing) },
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: log.warn.bind(log),
        error: log.error.bind(log),
      },
      ...(auth === undefined ? {} : { auth }),
    });
  }

  return {
    host,
    asNobody: (hostname) => make(hostname, undefined),
    async asUser({ hostname, accessToken }, work) {
      const octokit = make(hostname, { token: accessToken });
      try {
        return await work(octokit);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}
