/**
 * Who may call, and for which workspace. Both are settled before a body is read. What is foreign or unknown is 404 alike,
 * so that nobody learns what exists elsewhere.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Caller } from "../core/access/caller.ts";
import { ADMIN_RIGHTS, type Rights } from "../core/access/rights.ts";
import { findWorkspace, type Workspace } from "../db/workspaces.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

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

/** From here on every route of this scope asks for the admin token. */
export function requireToken(server: ApiServer, { config }: Dependencies): void {
  const expected = digest(config.adminToken);
  server.addHook("onRequest", async (request) => {
    const token = bearerToken(request.headers.authorization);
    if (token === null || !timingSafeEqual(digest(token), expected)) {
      const challenge = token === null ? "" : ', error="invalid_token"';
      throw new HttpProblem("unauthorized", undefined, {
        headers: { "www-authenticate": `Bearer realm="lockstep"${challenge}` },
      });
    }
    request.caller = { kind: "admin" };
  });
}

/** From here on `{workspace}` in the address is looked up by its slug. */
export function requireWorkspace(server: ApiServer, { store }: Dependencies): void {
  server.addHook("onRequest", async (request) => {
    const { workspace: slug } = request.params as { workspace?: unknown };
    request.workspace = typeof slug === "string" ? await findWorkspace(store.read, slug) : null;
    if (request.workspace === null) {
      throw new HttpProblem(
        "not_found",
        "There is no workspace of this name; its slug is the account's login in lower case.",
      );
    }
    request.rights = ADMIN_RIGHTS;
  });
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

function bearerToken(header: string | undefined): string | null {
  const match = /^Bearer +([^\s]+) *$/i.exec(header ?? "");
  return match?.[1] ?? null;
}

/** Equal lengths, so that comparing takes the same time whatever was sent. */
function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
