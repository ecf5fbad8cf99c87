/** Who calls: settled before anything else of a request counts. What they may do is the guard's matter (guard.ts). */
import type { FastifyRequest } from "fastify";
import type { Credentials } from "../../core/access/access-port.ts";
import type { Caller } from "../../core/access/caller.ts";
import type { Rights } from "../../core/access/rights.ts";
import { type TokenEnd, TokenEnded } from "../../core/access/token-ended.ts";
import type { Workspace } from "../../db/workspaces.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { countFailure } from "./limits.ts";
import { addressOf } from "./network-address.ts";
import { ownOrigins } from "../own-address.ts";
import { HttpProblem } from "../problems.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { sessionIn } from "./session-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set below `/workspaces/{workspace}`; read it with `workspaceOf`. */
    workspace: Workspace | null;
    /** Set where a token or a session is asked for; read it with `callerOf`. */
    caller: Caller | null;
    /** Set below `/workspaces/{workspace}`; read it with `rightsOf`. */
    rights: Rights | null;
    /** Its wrong token was counted: it is one attempt, however often it is looked at. */
    hasFailed: boolean;
  }
}

/** They change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** From here on every route of this scope asks who is there. */
export function requireCaller(server: ApiServer, dependencies: Dependencies): void {
  server.addHook("onRequest", async (request) => {
    request.caller = await identify(dependencies, request);
    if (request.caller?.kind === "user" && !SAFE_METHODS.has(request.method)) {
      requireSameOrigin(request, ownOrigins(server, dependencies.config));
    }
    if (request.caller === null) throw unauthorized(request);
  });
}

/**
 * Null: nobody that is known. For pages too, which send such a person to sign in. A wrong token counts as a failed attempt.
 * @throws HttpProblem for an ended token, and `too_many_attempts`
 */
export async function identify(
  { access, config, limits }: Pick<Dependencies, "access" | "config" | "limits">,
  request: FastifyRequest,
): Promise<Caller | null> {
  const { headers } = request;
  const credentials = credentialsOf(request, config);
  try {
    const caller = await access.identify(credentials);
    if (caller !== null || credentials.bearer === null || request.hasFailed) return caller;
  } catch (error) {
    if (error instanceof TokenEnded) throw unauthorized({ headers }, TOKEN_ENDS[error.end]);
    throw error;
  }
  request.hasFailed = true;
  await countFailure(limits, "token", addressOf(request));
  return null;
}

/** Both are secrets. */
export function credentialsOf(
  { headers }: Pick<FastifyRequest, "headers">,
  { publicUrl }: Pick<Dependencies["config"], "publicUrl">,
): Credentials {
  return { bearer: bearerToken(headers.authorization), session: sessionIn(headers, publicUrl) };
}

/** Told to whoever holds the right secret. */
const TOKEN_ENDS: Readonly<Record<TokenEnd, string>> = {
  expired: "The token has expired; make a new one.",
  revoked: "The token was revoked.",
  uninstalled: "The GitHub App is not installed on the token's account any more; install it again to go on.",
};

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error("The route is open to everybody.");
  return request.caller;
}

export function rightsOf(request: FastifyRequest): Rights {
  if (request.rights === null) throw new Error("The route is not below a workspace.");
  return request.rights;
}

export function workspaceOf(request: FastifyRequest): Workspace {
  if (request.workspace === null) throw new Error("The route is not below a workspace.");
  return request.workspace;
}

function unauthorized({ headers }: Pick<FastifyRequest, "headers">, detail?: string): HttpProblem {
  const challenge = bearerToken(headers.authorization) === null ? "" : ', error="invalid_token"';
  return new HttpProblem("unauthorized", detail, {
    headers: { "www-authenticate": `Bearer realm="lockstep"${challenge}` },
  });
}

/** Another scheme is none of ours: a proxy in front may ask for a password of its own. */
function bearerToken(header: string | undefined): string | null {
  const match = /^Bearer +([^\s]+) *$/i.exec(header ?? "");
  return match?.[1] ?? null;
}
