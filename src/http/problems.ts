/**
 * Errors of the API, in one form: RFC 9457 problem documents with a `code` from a closed set. Throw `HttpProblem` for what
 * the caller can mend; anything else thrown is a fault of ours, logged once here and answered without its text.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { RightsUnknown, SessionEnded } from "../core/access/access-port.ts";
import { LINK_CODES } from "../core/sync/link-codes.ts";
import type { LinkCode } from "../core/sync/model.ts";
import { CollectionUnread, type UnreadReason } from "../core/collection/collection-reader.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { isStorageFault } from "../db/store-error.ts";
import { PROBLEM_CODES, type ProblemCode, type ProblemKind } from "./problem-codes.ts";
import { problemOfFailure } from "./problem-of-failure.ts";

export type AnyCode = ProblemCode | LinkCode;

export interface ProblemOptions extends ErrorOptions {
  /** Where it differs from the code's own. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Extension members of the problem document. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Link codes that are answered otherwise than 422. */
const LINK_CODE_STATUS: Partial<Record<LinkCode, number>> = {
  path_linked: 409,
  rate_limited: 503,
  host_unreachable: 503,
  branch_busy: 503,
  retrying: 503,
};

export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly code: AnyCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  /** @param detail a sentence on this occurrence; the code's own remedy where left out */
  constructor(code: AnyCode, detail?: string, options: ProblemOptions = {}) {
    super(detail ?? kindOf(code).remedy, options);
    this.code = code;
    this.status = options.status ?? kindOf(code).status;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

/** Status, title and remedy of a code, be it the API's own or a link's. */
export function kindOf(code: AnyCode): ProblemKind {
  if (isLinkCode(code)) {
    const words = code.replaceAll("_", " ");
    const title = words.charAt(0).toUpperCase() + words.slice(1);
    return { status: LINK_CODE_STATUS[code] ?? 422, title, remedy: LINK_CODES[code] };
  }
  return PROBLEM_CODES[code];
}

function isLinkCode(code: AnyCode): code is LinkCode {
  return code in LINK_CODES;
}

export function problemBody(problem: HttpProblem): Record<string, unknown> {
  const { title, remedy } = kindOf(problem.code);
  return {
    type: `urn:lockstep:problem:${problem.code}`,
    title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    remedy,
    ...problem.members,
  };
}

export function sendProblem(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(problemBody(problem)));
}

/** Fastify's error handler. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status === 500 || problem.code === "storage_failed") {
    request.log.error(
      { err: error, method: request.method, route: request.routeOptions.url },
      "request failed",
    );
  }
  return sendProblem(reply, problem);
}

export function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof RightsUnknown) {
    const headers = { "retry-after": String(Math.ceil(error.retryAfterMs / 1000)) };
    return new HttpProblem("rights_unknown", undefined, { headers, cause: error });
  }
  if (error instanceof SessionEnded) {
    return new HttpProblem("unauthorized", "GitHub no longer takes your sign-in; sign in again.", {
      cause: error,
    });
  }
  if (error instanceof GitHubFailure) {
    const { code, detail, headers } = problemOfFailure(error.failure);
    return new HttpProblem(code, detail, { headers, cause: error });
  }
  if (error instanceof CollectionUnread) return problemOfUnread(error);
  if (isStorageFault(error)) return problemOfStorage(error);
  if (error instanceof Error && "code" in error) return problemOfFastify(error as FastifyError);
  if (error instanceof SyntaxError && "statusCode" in error) return new HttpProblem("invalid_json");
  return new HttpProblem("internal", undefined, { cause: error });
}

function problemOfStorage(error: unknown): HttpProblem {
  return new HttpProblem("storage_failed", "The database cannot take this now; nothing was written.", {
    headers: { "retry-after": "30" },
    cause: error,
  });
}

const UNREAD: Readonly<Record<UnreadReason, string>> = {
  busy: "Too many large collections are waiting to be read.",
  stopped: "The server is stopping.",
  timeout: "Reading the collection took longer than it may.",
  memory: "Reading the collection takes more memory than it may.",
  crashed: "Reading the collection failed.",
  ended: "Reading the collection failed.",
};

function problemOfUnread(error: CollectionUnread): HttpProblem {
  const code = error.isPassing ? "overloaded" : "collection_too_complex";
  const headers = error.isPassing ? { "retry-after": "5" } : {};
  return new HttpProblem(code, UNREAD[error.reason], { headers, cause: error });
}

function problemOfFastify(error: FastifyError): HttpProblem {
  if (error.validation !== undefined) return validationProblem(error);
  if (error.statusCode === 413) return new HttpProblem("body_too_large");
  if (error.statusCode === 415) return new HttpProblem("unsupported_media_type");
  if (error.code === "FST_ERR_CTP_INVALID_JSON_BODY") return new HttpProblem("invalid_json");
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new HttpProblem("invalid_request", clean(error.message), { cause: error });
  }
  return new HttpProblem("internal", undefined, { cause: error });
}

const PARTS: Readonly<Record<string, string>> = {
  body: "body",
  querystring: "query",
  params: "address",
  headers: "headers",
};

function validationProblem(error: FastifyError): HttpProblem {
  const part = PARTS[error.validationContext ?? ""] ?? "request";
  const errors = (error.validation ?? []).slice(0, 20).map((found) => ({
    in: part,
    path: clean(found.instancePath),
    message: clean(messageOf(found)),
  }));
  const first = errors[0];
  const where = first === undefined || first.path === "" ? part : `${part}: ${first.path.slice(1)}`;
  return new HttpProblem("invalid_request", `In the ${where}: ${first?.message ?? "not valid"}.`, {
    members: { errors },
  });
}

/** Says which values there are, where only some are taken. */
function messageOf({ message, params }: NonNullable<FastifyError["validation"]>[number]): string {
  const { allowedValues } = params;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.map(String).join(", ")}`;
  return message ?? "is not valid";
}

function clean(text: string): string {
  return text.slice(0, 300);
}
