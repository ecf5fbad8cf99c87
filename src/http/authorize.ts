/**
 * Who may call, and for which workspace. Both are settled before a body is read. What is foreign or unknown is 404 alike,
 * so that nobody learns what exists elsewhere.
 */
import type { FastifyRequest } from "fastify";
import type { Caller } from "../core/access/caller.ts";
import type { Rights } from "../core/access/rights.ts";
import { type TokenEnd, TokenEnded } from "../core/access/token-ended.ts";
import { findWorkspace, type Workspace } from "../db/workspaces.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { countFailure } from "./limits.ts";
import { addressOf } from "./network-address.ts";
import { HttpProblem } from "./problems.ts";
import { sessionIn } from "./session-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set below `/workspaces/{workspace}`; read it with `workspaceOf`. */
    workspace: Workspace | null;
    /** Set where a token or a session is asked for; read it with `callerOf`. */
    caller: Caller | null;
    /** Set below `/workspaces/{workspace}`; read it with `rightsOf`. */
    rights: Rights | null;
  }
}

/** From here on every route of this scope asks who is there. */
export function requireCaller(server: ApiServer, dependencies: Dependencies): void {
  server.addHook("onRequest", async (request) => {
    request.caller = await identify(dependencies, request);
    if (request.caller !== null) return;
    if (request.headers.authorization !== undefined) {
      await countFailure(dependencies.limits, "token", addressOf(request));
    }
    throw unauthorized(request);
  });
}

/** Null: nobody that is known. For pages too, which send such a person to sign in. @throws HttpProblem for an ended token */
export async function identify(
  { access, config }: Pick<Dependencies, "access" | "config">,
  { headers }: Pick<FastifyRequest, "headers">,
): Promise<Caller | null> {
  const bearer = headers.authorization === undefined ? null : (bearerToken(headers.authorization) ?? "");
  try {
    return await access.identify({ bearer, session: sessionIn(headers, config.publicUrl) });
  } catch (error) {
    if (error instanceof TokenEnded) throw unauthorized({ headers }, TOKEN_ENDS[error.end]);
    throw error;
  }
}

/** Told to whoever holds the right secret. */
const TOKEN_ENDS: Readonly<Record<TokenEnd, string>> = {
  expired: "The token has expired; make a new one.",
  revoked: "The token was revoked.",
  uninstalled: "The GitHub App is not installed on the token's account any more; install it again to go on.",
};

/** From here on `{workspace}` in the address is looked up by its slug; what is not the caller's is not there. */
export function requireWorkspace(server: ApiServer, { store, access }: Dependencies): void {
  server.addHook("onRequest", async (request) => {
    const { workspace: slug } = request.params as { workspace?: unknown };
    const workspace = typeof slug === "string" ? await findWorkspace(store.read, slug) : null;
    const rights = workspace === null ? null : await access.rightsIn(callerOf(request), workspace);
    if (workspace === null || rights === null) throw noWorkspace();
    request.workspace = workspace;
    request.rights = rights;
  });
}

export function noWorkspace(): HttpProblem {
  return new HttpProblem(
    "not_found",
    "There is no workspace of this name; its slug is the account's login in lower case.",
  );
}

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
  const challenge = headers.authorization === undefined ? "" : ', error="invalid_token"';
  return new HttpProblem("unauthorized", detail, {
    headers: { "www-authenticate": `Bearer realm="lockstep"${challenge}` },
  });
}

function bearerToken(header: string): string | null {
  const match = /^Bearer +([^\s]+) *$/i.exec(header);
  return match?.[1] ?? null;
}
