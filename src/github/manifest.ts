/**
 * The App that GitHub made of a manifest, in exchange for the code that it gave to the browser.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 * https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
 */
import { createPrivateKey } from "node:crypto";
import type { ProbotOctokit } from "probot";
import type { MadeApp, ManifestGitHub } from "../core/access/manifest-github-port.ts";
import type { GitHubServer } from "../core/access/setup-port.ts";
import { type Fields, isFields } from "../core/fields.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { numberAt, textAt, textOrNull, unexpectedAnswer } from "./answer.ts";
import type { GitHubClients } from "./clients.ts";
import { failureOf } from "./failure-of.ts";
import { measuredFetch, UNWATCHED } from "./measured-fetch.ts";
import { lockstepOctokit } from "./octokit.ts";
import { apiUrlOf } from "./probot.ts";
import type { FetchLimits } from "./whole-answer-fetch.ts";

/** Somebody looks at a page meanwhile. */
const LIMITS: FetchLimits = { silenceMs: 10_000 };

export function makeManifestGitHub({
  limits = LIMITS,
  retryBaseMs = 300,
  outgoing = UNWATCHED,
} = {}): ManifestGitHub {
  const Octokit = lockstepOctokit({ retryBaseMs });
  // What Octokit logs of a request is its address, and that holds the code.
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const asNobody = (server: GitHubServer): ProbotOctokit =>
    new Octokit({
      baseUrl: apiUrlOf(server),
      request: { fetch: measuredFetch(server.hostname, limits, outgoing) },
      log,
    });
  return {
    probe: (server) => probe(asNobody(server)),
    convert: (server, code) => convert(asNobody(server), code),
  };
}

function ignore(): void {
  // Nothing is logged.
}

async function probe(octokit: ProbotOctokit): Promise<void> {
  try {
    await octokit.request("GET /meta", { request: { retries: 0 } });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.failure.kind === "unreachable") throw failure;
  }
}

async function convert(octokit: ProbotOctokit, code: string): Promise<MadeApp> {
  try {
    const { data } = await octokit.request("POST /app-manifests/{code}/conversions", { code });
    return madeAppIn(data);
  } catch (error) {
    throw withoutCode(failureOf(error));
  }
}

/** The cause names the address of the request. */
function withoutCode({ failure }: GitHubFailure): GitHubFailure {
  return new GitHubFailure(failure);
}

const LEAST_SECRET = 32;

function madeAppIn(data: unknown): MadeApp {
  if (!isFields(data)) throw unexpectedAnswer("App");
  const appId = numberAt(data, "id");
  if (!Number.isSafeInteger(appId) || appId <= 0) throw unexpectedAnswer("id");
  const secret = textOrNull(data, "webhook_secret");
  return {
    appId,
    slug: slugIn(data),
    htmlUrl: textOrNull(data, "html_url"),
    privateKey: keyIn(data),
    webhookSecret:
      secret !== null && /^[\x21-\x7e]+$/.test(secret) && secret.length >= LEAST_SECRET ? secret : null,
    oauth: { clientId: tokenAt(data, "client_id"), clientSecret: tokenAt(data, "client_secret") },
  };
}

function slugIn(data: Fields): string {
  const slug = textAt(data, "slug");
  if (!/^[\w.-]{1,100}$/.test(slug)) throw unexpectedAnswer("slug");
  return slug;
}

/** What a header can carry. */
function tokenAt(data: Fields, key: string): string {
  const text = textAt(data, key);
  if (!/^[\x21-\x7e]{1,4096}$/.test(text)) throw unexpectedAnswer(key);
  return text;
}

function keyIn(data: Fields): string {
  const pem = textAt(data, "pem");
  try {
    if (createPrivateKey(pem).asymmetricKeyType === "rsa") return pem;
  } catch {
    // What the parser says may quote the key.
  }
  throw unexpectedAnswer("pem");
}

/** https://docs.github.com/en/rest/apps/webhooks#update-a-webhook-configuration-for-an-app @throws GitHubFailure */
export async function setWebhookSecret(
  clients: Pick<GitHubClients, "asApp">,
  hostname: string,
  secret: string,
): Promise<void> {
  await clients.asApp(hostname, (octokit) =>
    octokit.request("PATCH /app/hook/config", { secret, content_type: "json" }),
  );
}
