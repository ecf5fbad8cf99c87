/** A sandbox in a folder of its own, with what a test asks it as the App and as an installation. */
import { createSign } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { layPrivateKey } from "./a-seeded-sandbox.ts";

/** Closed, and its folder removed, when the test is over. In a folder that is not given it finds the tests' key. */
export async function aSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const dir = options.dir ?? (await aFolder("sandbox"));
  if (options.dir === undefined && options.app !== false) layPrivateKey(dir);
  const sandbox = await createSandbox({ port: 0, ...options, dir });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Removed when the test is over. */
export async function aFolder(name: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), `lockstep-${name}-`));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export interface JwtOptions {
  readonly key?: string;
  readonly issuer?: number | string;
  readonly issuedAt?: number;
  readonly expiresAt?: number;
}

/** The App's token; times in seconds since 1970. */
export function appToken(sandbox: Sandbox, options: JwtOptions = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: options.issuer ?? sandbox.app.id,
    iat: options.issuedAt ?? now - 30,
    exp: options.expiresAt ?? now + 300,
  };
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  const signature = createSign("RSA-SHA256")
    .update(signed)
    .sign(options.key ?? sandbox.app.privateKey);
  return `${signed}.${signature.toString("base64url")}`;
}

/** What lies in parsed JSON at a path of keys, `a.0.b`; undefined where nothing does. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(".")) {
    found =
      typeof found === "object" && found !== null
        ? Object.entries(found).find(([it]) => it === key)?.[1]
        : undefined;
  }
  return found;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed text; null where it is no JSON. */
  readonly body: unknown;
}

export interface AskOptions {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** One request to `/api/v3`. */
export async function ask(sandbox: Sandbox, path: string, options: AskOptions = {}): Promise<Asked> {
  const { token, body } = options;
  const response = await fetch(`${sandbox.url}/api/v3${path}`, {
    method: options.method ?? "GET",
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...options.headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "manual",
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

export async function installationToken(
  sandbox: Sandbox,
  installationId: number,
  narrowed?: unknown,
): Promise<string> {
  const path = `/app/installations/${installationId}/access_tokens`;
  const token = appToken(sandbox);
  const answer = await ask(sandbox, path, { method: "POST", token, body: narrowed ?? {} });
  return String(at(answer.body, "token"));
}

export async function askGraphql(
  sandbox: Sandbox,
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/api/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return parsed(await response.text());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
