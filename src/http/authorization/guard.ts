/**
 * The guard before every route below /api/v1. A route without a rule keeps the server from starting. What the rule asks is judged
 * before the body is read, and once more within the write (`asCaller`): links may have been made or moved meanwhile.
 */
import type { FastifyRequest } from "fastify";
import { mayReadDocument, mayWriteDocument } from "../../core/access/rights.ts";
import { standingOf } from "../../db/reach.ts";
import { isRevoked } from "../../db/tokens.ts";
import { findWorkspace } from "../../db/workspaces.ts";
import type { Reader, Writer } from "../../db/store.ts";
import { type Asked, forbidden, missing, needsWriting } from "./access-refusals.ts";
import { RULES, type WorkspaceRule } from "./access-rules.ts";
import { callerOf, rightsOf, workspaceOf } from "./authorize.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HttpProblem } from "../problems.ts";

export type AccessRule =
  /** Whoever is known. */
  | "anybody"
  /** The holder of the admin token. */
  | "admin_token"
  | WorkspaceRule;

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the route asks of its callers. */
    readonly access?: AccessRule;
  }
}

/** Behind requireCaller. */
export function guardRoutes(server: ApiServer, { store, access, now }: Dependencies): void {
  server.addHook("onRoute", ({ url, method, config }) => {
    if (config?.access === undefined) throw new Error(`${String(method)} ${url} does not say what it asks.`);
  });
  server.addHook("onRequest", async (request) => {
    const rule = ruleOf(request);
    if (rule === "anybody") return;
    if (rule === "admin_token") {
      if (callerOf(request).kind !== "admin")
        throw forbidden({ caller: callerOf(request) }, "the admin token");
      return;
    }
    const workspace = await findWorkspace(store.read, paramsOf(request)["workspace"] ?? "");
    const rights = workspace === null ? null : await access.rightsIn(callerOf(request), workspace);
    if (workspace === null || rights === null) {
      // Rejects as `rightsIn` does: what is not there is told apart from another's not even while GitHub cannot be asked.
      await access.workspacesOf(callerOf(request));
      throw missing("workspace");
    }
    request.workspace = workspace;
    request.rights = rights;
    await RULES[rule](askedBy(request, store.read, now));
  });
}

/**
 * Writes what the caller asks for: the route's rule is judged again first, on what the transaction sees. The caller's own rights are
 * those from the beginning of the request: a write asks the database alone. Rejects with what the rule says, having written nothing.
 */
export function asCaller(
  { store, now }: Pick<Dependencies, "store" | "now">,
  request: FastifyRequest,
): Writer {
  return {
    write: (work) =>
      store.write(async (tx) => {
        await requireStill(tx.query, request, now);
        return work(tx);
      }),
  };
}

/** @throws HttpProblem */
async function requireStill(reader: Reader, request: FastifyRequest, now: () => number): Promise<void> {
  const rule = ruleOf(request);
  if (rule === "anybody" || rule === "admin_token") return;
  const asked = askedBy(request, reader, now);
  await requireOpen(asked);
  await RULES[rule](asked);
}

/** For a route whose address does not name the link. @throws HttpProblem */
export async function requireLinkStill(
  reader: Reader,
  request: FastifyRequest,
  { link, now }: { readonly link: number; readonly now: () => number },
): Promise<void> {
  const asked = { ...askedBy(request, reader, now), params: { link: String(link) } };
  await requireOpen(asked);
  await RULES["link:write"](asked);
}

/** For a route that may turn out to make an API. @throws HttpProblem */
export async function requireMaking(
  reader: Reader,
  request: FastifyRequest,
  now: () => number,
): Promise<void> {
  const asked = askedBy(request, reader, now);
  await requireOpen(asked);
  await RULES["api:make"](asked);
}

/** What is known here without asking GitHub: a token that was revoked, an installation that was suspended or removed. */
async function requireOpen({ reader, caller, workspace }: Asked): Promise<void> {
  if (caller.kind === "admin") return;
  if (caller.kind === "token" && (await isRevoked(reader, caller.tokenId))) {
    throw new HttpProblem("unauthorized", "The token was revoked.");
  }
  const state = (await findWorkspace(reader, workspace.slug))?.installation?.state ?? "uninstalled";
  if (state === "uninstalled" || (state === "suspended" && caller.kind === "user"))
    throw missing("workspace");
}

/** For a route whose rule asks for less, where the request turns out to want more. @throws HttpProblem */
export async function requireDocumentWrite(
  reader: Reader,
  request: FastifyRequest,
  document: number,
): Promise<void> {
  const asked = {
    reader,
    caller: callerOf(request),
    workspace: workspaceOf(request),
    rights: rightsOf(request),
  };
  const standing = await standingOf(reader, asked.workspace.id, document);
  if (standing === null || !mayReadDocument(asked.rights, standing)) throw missing("link");
  if (!mayWriteDocument(asked.rights, standing)) throw await needsWriting(asked, [standing]);
}

export function askedBy(request: FastifyRequest, reader: Reader, now: () => number): Asked {
  return {
    reader,
    caller: callerOf(request),
    workspace: workspaceOf(request),
    rights: rightsOf(request),
    params: paramsOf(request),
    now,
  };
}

/** The router gives each as text; routes whose schemas say more have them checked later than the guard. */
function paramsOf({ params }: FastifyRequest): Asked["params"] {
  return params as Asked["params"];
}

function ruleOf({ routeOptions }: FastifyRequest): AccessRule {
  const rule = routeOptions.config.access;
  if (rule === undefined) throw new Error("The route does not say what it asks.");
  return rule;
}
