/** What a failed request means, from what is known for certain: status, headers, the network's code, GraphQL's types. */
import { type Fields, isFields } from "../core/fields.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { Failure } from "../core/retry/failure.ts";
import { fieldsOrNull, textOrNull } from "./answer.ts";
import type { GraphqlError } from "./graphql.ts";
import { saysArchived, saysRateLimit, saysSecondaryLimit, saysSuspended } from "./known-texts.ts";
import { SilentHost } from "./whole-answer-fetch.ts";

export interface Refused {
  readonly status: number;
  readonly url: string;
  readonly headers: Fields;
  /** GitHub's own words. */
  readonly message: string;
  readonly body: unknown;
}

/** The status of an answer that GitHub gave; null where it gave none (Octokit calls that 500). */
export function statusOf(error: unknown): number | null {
  return refusedBy(error)?.status ?? null;
}

/** The answer inside an Octokit error; null where no answer came. */
export function refusedBy(error: unknown): Refused | null {
  if (!(error instanceof Error) || !("response" in error) || !("status" in error)) return null;
  const response = fieldsOrNull(error.response);
  if (response === null || typeof error.status !== "number") return null;
  const data = response["data"];
  const message = textOrNull(fieldsOrNull(data), "message") ?? error.message;
  const headers = fieldsOrNull(response["headers"]) ?? {};
  return {
    status: error.status,
    url: textOrNull(response, "url") || urlOf(error),
    headers,
    message,
    body: data,
  };
}

/**
 * The failure that an error of Octokit or of the network is.
 * @throws the error itself where it is neither: then it is a fault of ours.
 */
export function failureOf(error: unknown, now: number = Date.now()): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  const failure = failureIn(error, now);
  if (failure === null) throw error;
  return new GitHubFailure(failure, { cause: withoutBodies(error) });
}

function failureIn(error: unknown, now: number): Failure | null {
  const refused = refusedBy(error);
  return refused === null ? networkFailure(error) : failureOfAnswer(refused, now);
}

/** What an answer with a status of 400 or more means. */
export function failureOfAnswer(refused: Refused, now: number): Failure {
  const { status, message } = refused;
  if (isRateLimit(refused)) return rateLimited(message, refused.headers, now);
  if (status >= 500 || status === 408) return { kind: "server_error", status };
  if (status === 401) return { kind: "unauthorized" };
  if (status === 403) return forbidden(message);
  if (status === 404 || status === 410)
    return isTokenUrl(refused.url) ? { kind: "app_uninstalled" } : { kind: "not_found" };
  return { kind: "unexpected", status, message };
}

function forbidden(message: string): Failure {
  if (saysSuspended(message)) return { kind: "app_suspended" };
  if (saysArchived(message)) return { kind: "repository_archived" };
  return { kind: "permission_missing", message };
}

function isRateLimit({ status, headers, message }: Refused): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers["retry-after"] !== undefined || headers["x-ratelimit-remaining"] === "0" || saysRateLimit(message)
  );
}

/**
 * `retry-after` (seconds) counts before `x-ratelimit-reset` (seconds since 1970), and that one only where nothing remains.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function rateLimited(message: string, headers: Fields, now: number): Failure {
  const isEmpty = headers["x-ratelimit-remaining"] === "0";
  const retryAfter = secondsIn(headers["retry-after"]);
  const reset = isEmpty ? secondsIn(headers["x-ratelimit-reset"]) : null;
  const retryAt = retryAfter !== null ? now + retryAfter * 1000 : reset !== null ? reset * 1000 : null;
  const isSecondary = saysSecondaryLimit(message) || (!isEmpty && !saysRateLimit(message));
  return { kind: "rate_limited", scope: isSecondary ? "secondary" : "primary", retryAt };
}

function secondsIn(header: unknown): number | null {
  const seconds = typeof header === "string" && header.trim() !== "" ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/**
 * What GraphQL's own errors mean, null where they say nothing about limits, permission or the repository. The types of
 * rate limits are `RATE_LIMITED` (older) and `RATE_LIMIT` (github.com/yanyongyu/githubkit/issues/271).
 */
export function failureOfGraphqlError(error: GraphqlError, headers: Fields, now: number): Failure | null {
  const { type, message } = error;
  if (type === "RATE_LIMITED" || type === "RATE_LIMIT" || saysRateLimit(message))
    return rateLimited(message, headers, now);
  if (saysArchived(message)) return { kind: "repository_archived" };
  if (saysSuspended(message)) return { kind: "app_suspended" };
  if (type === "NOT_FOUND") return { kind: "not_found" };
  if (type === "FORBIDDEN" || type === "INSUFFICIENT_SCOPES") return { kind: "permission_missing", message };
  return null;
}

type Unreachable = Extract<Failure, { kind: "unreachable" }>["detail"];

const NETWORK: Readonly<Record<string, Unreachable>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
};

const UNUSABLE_KEY = /^(ERR_OSSL_|ERR_CRYPTO_)/;
const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO$)/;

function networkFailure(error: unknown): Failure | null {
  if (error instanceof SilentHost) return { kind: "unreachable", detail: "timeout" };
  const code = networkCodeOf(error);
  // The App's private key is none that can sign.
  if (code !== null && UNUSABLE_KEY.test(code)) return { kind: "unauthorized" };
  if (code !== null && TLS.test(code)) return { kind: "unreachable", detail: "tls" };
  const detail = code === null ? undefined : NETWORK[code];
  if (detail !== undefined) return { kind: "unreachable", detail };
  // Octokit names so whatever fetch threw: the connection broke in a way not listed here.
  return isOctokitError(error) ? { kind: "unreachable", detail: "reset" } : null;
}

/** The connection was never made, so nothing of the request was heard. */
export function neverArrived(failure: Failure, error: unknown): boolean {
  if (failure.kind !== "unreachable") return false;
  if (failure.detail === "refused" || failure.detail === "name" || failure.detail === "tls") return true;
  return networkCodeOf(error) === "UND_ERR_CONNECT_TIMEOUT";
}

/** The name that the network gives to what failed, such as `ECONNREFUSED`; null: it was something else. */
export function networkCodeOf(error: unknown): string | null {
  let inner: unknown = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++) {
    if ("code" in inner && typeof inner.code === "string") return inner.code;
    // Several addresses were tried: they failed alike.
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause;
  }
  return null;
}

function isOctokitError(error: unknown): error is Error {
  return error instanceof Error && error.name === "HttpError";
}

function isTokenUrl(url: string): boolean {
  return /\/app\/installations\/\d+\/access_tokens$/.test(url);
}

function urlOf(error: Error): string {
  return "request" in error ? (textOrNull(fieldsOrNull(error.request), "url") ?? "") : "";
}

/** Octokit's errors carry what was sent and what came: whoever logs one would log documents. */
export function withoutBodies(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ("request" in error && isFields(error.request)) {
    error.request = { method: error.request["method"], url: error.request["url"] };
  }
  if ("response" in error && isFields(error.response)) error.response = { status: error.response["status"] };
  return error;
}
