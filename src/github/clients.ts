/** Octokit for an App or for one of its installations, on the host that is named. */
import { ProbotOctokit } from "probot";
import type { Probot } from "probot";
import type { GitHubFailure } from "../core/retry/failure.ts";
import { type GitHubMeter, NO_METER } from "../core/operations/meter.ts";
import { fieldsOrNull, textAt, textOrNull } from "./answer.ts";
import { failureOf } from "./failure-of.ts";
import { rateBudgetIn } from "./rate-budget.ts";

export interface GitHubClients {
  /** @throws GitHubFailure where the work fails. */
  asApp<Result>(hostname: string, work: Work<Result>): Promise<Result>;
  /**
   * The token is there before the work begins: what fails in it is the work itself. Work that GitHub refused for its
   * token is done once more with a new one: tokens are cached for an hour, but end earlier where the installation was
   * suspended or made anew, and may lack what was granted since.
   * @throws GitHubFailure where GitHub gives no token, or the work fails.
   */
  asInstallation<Result>(installation: InstallationAddress, work: Work<Result>): Promise<Result>;
}

interface InstallationAddress {
  readonly hostname: string;
  readonly installationId: number;
}

type Work<Result> = (octokit: ProbotOctokit) => Promise<Result>;

interface PendingToken {
  readonly hostname: string;
  readonly token: Promise<unknown>;
}

/** A token younger than this knows what the installation grants. */
const FRESH_TOKEN_MS = 60_000;

/** @param probots by hostname. */
export function makeClients(
  probots: ReadonlyMap<string, Probot>,
  meter: Pick<GitHubMeter, "budget"> = NO_METER,
): GitHubClients {
  const pending = new Map<number, PendingToken>();

  function probotOf(hostname: string): Probot {
    const probot = probots.get(hostname);
    if (probot === undefined) throw new Error(`No GitHub App is configured for the host ${hostname}`);
    return probot;
  }

  /**
   * @octokit/auth-app shares a token request under way with whoever asks for the same installation id, in the whole
   * process, whatever they have cached: but ids repeat from host to host, and one host's token would be sent to another.
   * So hosts take turns, and requests carry the token that was got here instead of asking by themselves.
   */
  async function tokenOf(
    octokit: ProbotOctokit,
    address: InstallationAddress,
    refresh: boolean,
  ): Promise<unknown> {
    const { hostname, installationId } = address;
    for (let other = pending.get(installationId); other !== undefined; other = pending.get(installationId)) {
      if (other.hostname === hostname) return other.token;
      await other.token.catch(() => null);
    }
    const token = octokit
      .auth({ type: "installation", refresh })
      .finally(() => pending.delete(installationId));
    pending.set(installationId, { hostname, token });
    return token;
  }

  return {
    async asApp(hostname, work) {
      const octokit = await probotOf(hostname).auth();
      return attempt(() => work(octokit));
    },
    async asInstallation(address, work) {
      const asker = await probotOf(address.hostname).auth(address.installationId);
      const token = await attempt(() => tokenOf(asker, address, false));
      try {
        return await attempt(() => work(metered(withToken(asker, token), address, meter)));
      } catch (error) {
        if (!isForNewToken(failureOf(error), token)) throw error;
        const fresh = await attempt(() => tokenOf(asker, address, true));
        return attempt(() => work(metered(withToken(asker, fresh), address, meter)));
      }
    },
  };
}

/** Like the one given, but with this token for all that it asks. */
function withToken(octokit: ProbotOctokit, authentication: unknown): ProbotOctokit {
  const token = textAt(fieldsOrNull(authentication) ?? {}, "token");
  const made: unknown = Reflect.construct(octokit.constructor, [{ auth: { token } }]);
  if (!(made instanceof ProbotOctokit)) throw new TypeError("Not an Octokit of Probot");
  return made as ProbotOctokit;
}

/** Tells what each answer says of the installation's rate limit; a refusal says it too. */
function metered(
  octokit: ProbotOctokit,
  { hostname, installationId }: InstallationAddress,
  meter: Pick<GitHubMeter, "budget">,
): ProbotOctokit {
  const note = (answer: unknown): void => {
    const budget = rateBudgetIn(fieldsOrNull(fieldsOrNull(answer)?.["headers"]) ?? {});
    if (budget !== null) meter.budget({ hostname, installationId, ...budget });
  };
  octokit.hook.after("request", note);
  octokit.hook.error("request", (error) => {
    if ("response" in error) note(error.response);
    throw error;
  });
  return octokit;
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

function isForNewToken({ failure }: GitHubFailure, token: unknown): boolean {
  if (failure.kind === "unauthorized") return true;
  if (failure.kind !== "permission_missing") return false;
  const createdAt = textOrNull(fieldsOrNull(token), "createdAt");
  return createdAt !== null && Date.now() - Date.parse(createdAt) > FRESH_TOKEN_MS;
}
