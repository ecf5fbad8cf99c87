/**
 * Who calls: the App by a signed JSON web token or by its client secret, an installation or a user by a token. Checked as
 * GitHub checks.
 */
import { createPublicKey, verify } from "node:crypto";
import { Refused } from "./answer.ts";
import type { SandboxContext } from "./context.ts";
import * as refusals from "./refusals.ts";
import type { AppRecord } from "./records.ts";
import { sees, type Account, type InstallationRecord, type RepositoryRecord } from "./state.ts";
import type { Grant } from "./tokens.ts";

export interface AppCaller {
  readonly kind: "app";
  readonly app: AppRecord;
}

/** The App, by its client id and secret. */
export interface ClientCaller {
  readonly kind: "client";
  readonly app: AppRecord;
}

export interface InstallationCaller {
  readonly kind: "installation";
  readonly app: AppRecord;
  readonly installation: InstallationRecord;
  readonly grant: Grant;
}

/** A person, through an App: it sees what both see. */
export interface UserCaller {
  readonly kind: "user";
  readonly account: Account;
  readonly app: AppRecord;
}

export type Caller =
  | AppCaller
  | ClientCaller
  | InstallationCaller
  | UserCaller
  | { readonly kind: "anonymous" };

/** Longest life of an App's token, and how far its `iat` may lie ahead. */
const JWT_LIFETIME_SECONDS = 600;
const SKEW_SECONDS = 60;

/** @throws Refused with GitHub's own answer. */
export function identify(context: SandboxContext, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: "anonymous" };
  const basic = /^basic +(\S+)$/i.exec(authorization)?.[1];
  if (basic !== undefined) return identifyClient(context, Buffer.from(basic, "base64").toString("utf8"));
  const token = /^(?:bearer|token) +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Refused(refusals.badCredentials());
  if (token.split(".").length === 3 && token.startsWith("ey")) {
    return { kind: "app", app: checkAppToken(context, token) };
  }
  return token.startsWith("ghu_") ? identifyUser(context, token) : identifyInstallation(context, token);
}

/** @throws Refused */
export function requireApp(caller: Caller): AppCaller {
  if (caller.kind !== "app") throw new Refused(refusals.jwtMissing());
  return caller;
}

/** @throws Refused */
export function requireClient(caller: Caller): ClientCaller {
  if (caller.kind === "client") return caller;
  throw notFor(caller);
}

/** @throws Refused */
export function requireInstallation(caller: Caller): InstallationCaller {
  if (caller.kind === "installation") return caller;
  throw notFor(caller);
}

/** @throws Refused */
export function requireUser(caller: Caller): UserCaller {
  if (caller.kind === "user") return caller;
  throw notFor(caller);
}

function notFor(caller: Caller): Refused {
  const isNobody = caller.kind === "anonymous";
  return new Refused(isNobody ? refusals.requiresAuthentication() : refusals.notAccessible());
}

export function mayDo(caller: InstallationCaller, permission: string, level: "read" | "write"): boolean {
  const granted = (caller.grant.permissions ?? caller.installation.permissions)[permission];
  const held = caller.installation.permissions[permission];
  if (granted === undefined || held === undefined) return false;
  return level === "read" || (granted !== "read" && held !== "read");
}

export function maySee(caller: InstallationCaller, repository: RepositoryRecord): boolean {
  if (!sees(caller.installation, repository)) return false;
  return caller.grant.repositoryIds === null || caller.grant.repositoryIds.includes(repository.id);
}

function identifyInstallation(context: SandboxContext, token: string): InstallationCaller {
  const grant = context.tokens.find(token);
  if (grant === null || grant.expiresAt <= context.now()) throw new Refused(refusals.badCredentials());
  const installation = context.state.installation(grant.installationId);
  if (installation === null) throw new Refused(refusals.badCredentials());
  if (installation.suspendedAt !== null) throw new Refused(refusals.installationSuspended());
  return { kind: "installation", app: context.state.appOf(installation), installation, grant };
}

function identifyClient(context: SandboxContext, pair: string): ClientCaller {
  const app = context.state.data.apps.find((it) => pair === `${it.clientId}:${it.clientSecret}`);
  if (app === undefined) throw new Refused(refusals.badCredentials());
  return { kind: "client", app };
}

function identifyUser(context: SandboxContext, token: string): UserCaller {
  const found = context.userTokens.find(token);
  const account = found === null ? null : context.state.account(found.accountId);
  const app = found === null ? null : context.state.app(found.appId);
  if (app === null || account === null) throw new Refused(refusals.badCredentials());
  return { kind: "user", account, app };
}

function checkAppToken(context: SandboxContext, token: string): AppRecord {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = parseClaims(header, payload);
  const signed = Buffer.from(`${header}.${payload}`);
  if (claims === null) throw new Refused(refusals.jwtNotDecoded());
  const app = context.state.data.apps.find(
    (it) => String(claims.iss) === String(it.id) || claims.iss === it.clientId,
  );
  if (app === undefined) throw new Refused(refusals.integrationNotFound());
  if (!verify("RSA-SHA256", signed, createPublicKey(app.publicKey), Buffer.from(signature, "base64url"))) {
    throw new Refused(refusals.jwtNotDecoded());
  }
  const nowSeconds = context.now() / 1000;
  if (claims.exp <= nowSeconds) throw new Refused(refusals.jwtNotInTime("exp"));
  if (claims.exp > nowSeconds + JWT_LIFETIME_SECONDS + SKEW_SECONDS) throw new Refused(refusals.jwtTooLong());
  if (claims.iat > nowSeconds + SKEW_SECONDS) throw new Refused(refusals.jwtNotInTime("iat"));
  return app;
}

interface Claims {
  readonly iss: unknown;
  readonly iat: number;
  readonly exp: number;
}

function parseClaims(header: string, payload: string): Claims | null {
  try {
    const head: unknown = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    const body: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof head !== "object" || head === null || !("alg" in head) || head.alg !== "RS256") return null;
    if (typeof body !== "object" || body === null) return null;
    const { iss, iat, exp } = body as Record<string, unknown>;
    return typeof iat === "number" && typeof exp === "number" ? { iss, iat, exp } : null;
  } catch {
    return null;
  }
}
