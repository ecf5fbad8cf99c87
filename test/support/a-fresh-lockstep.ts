/** A server that nobody has set up yet, a browser to do it with, and a GitHub that registers Apps. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { ApiServer } from "../../src/http/dependencies.ts";
import { NO_QUOTAS } from "../../src/core/access/quotas.ts";
import { createServices, type Overrides, type Services } from "../../src/services.ts";
import { layDatabase, waitForNoDisk } from "./a-database-file.ts";
import { aPrivateKey } from "./a-private-key.ts";
import { aFolder } from "./a-store.ts";

export interface AFreshLockstep extends Services {
  readonly folder: string;
  readonly hostsFile: string;
  /** What was logged, one JSON a line. */
  readonly logged: () => string;
  /** Of a person who entered nothing yet. */
  readonly browser: () => AVisitor;
  /** One whose person entered the code. */
  readonly settingUp: () => Promise<AVisitor>;
}

export interface FreshOptions extends Overrides {
  readonly folder?: string;
  readonly config?: Partial<Config>;
}

export async function aFreshLockstep(options: FreshOptions = {}): Promise<AFreshLockstep> {
  const folder = options.folder ?? aFolder();
  let logged = "";
  const log = pino({ level: "trace" }, { write: (line: string) => (logged += line) });
  const config = { ...freshConfig(folder), ...options.config };
  await layDatabase(config.databaseFile);
  const services = await createServices(config, log, options);
  waitForNoDisk(services.store);
  onTestFinished(() => services.stop());
  const publicUrl = options.config?.publicUrl ?? "http://localhost";
  const browser = (): AVisitor => new AVisitor(services.server, new URL(publicUrl));
  return {
    ...services,
    folder,
    hostsFile: join(folder, "data", "hosts.json"),
    logged: () => logged,
    browser,
    async settingUp() {
      const one = browser();
      await one.post("/setup/code", { code: services.gate.code ?? "" });
      return one;
    },
  };
}

function freshConfig(folder: string): Config {
  return {
    hosts: [],
    databaseFile: join(folder, "data", "lockstep.db"),
    sweepIntervalMs: 300_000,
    host: "127.0.0.1",
    port: 0,
    publicUrl: "http://localhost",
    adminToken: null,
    metricsToken: null,
    encryptionKey: null,
    alerts: { webhook: null, allowsPrivate: false },
    trustProxy: false,
    retentionMs: 30 * 24 * 3_600_000,
    quotas: NO_QUOTAS,
    logLevel: "silent",
  };
}

/** Keeps cookies, says where it is, follows nothing. */
export class AVisitor {
  readonly #server: ApiServer;
  readonly #home: URL;
  readonly cookies = new Map<string, string>();

  constructor(server: ApiServer, home: URL) {
    this.#server = server;
    this.#home = home;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.#send("GET", url, { headers });
  }

  post(
    url: string,
    form: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const payload = new URLSearchParams(form).toString();
    const sent = {
      "content-type": "application/x-www-form-urlencoded",
      origin: this.#home.origin,
      ...headers,
    };
    return this.#send("POST", url, { headers: sent, payload });
  }

  async #send(
    method: "GET" | "POST",
    url: string,
    { headers, payload = "" }: { readonly headers: Record<string, string>; readonly payload?: string },
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await this.#server.inject({
      method,
      url,
      payload,
      headers: { host: this.#home.host, ...(cookie !== "" && { cookie }), ...headers },
    });
    for (const { name, value } of answer.cookies) this.cookies.set(name, value);
    return answer;
  }
}

/** What a page's form to GitHub holds. */
export interface ManifestForm {
  readonly action: URL;
  readonly state: string;
  readonly manifest: ReturnType<typeof JSON.parse>;
}

export function manifestForm({ body }: LightMyRequestResponse): ManifestForm {
  const action = new URL(attribute(body, /<form method="post" action="([^"]*)"/));
  const manifest = JSON.parse(attribute(body, /name="manifest" value="([^"]*)"/));
  return { action, state: action.searchParams.get("state") ?? "", manifest };
}

function attribute(body: string, pattern: RegExp): string {
  const text = pattern.exec(body)?.[1];
  if (text === undefined) throw new Error(`The page has no ${pattern}: ${body}`);
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

export interface AppGitHub {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** One that GitHub takes once. */
  code(): string;
  /** What it answers to the next exchange, in place of the App. */
  answer: { readonly status: number; readonly body: unknown } | null;
  /** Of its webhook's settings. */
  refusesSecrets: boolean;
  readonly app: Readonly<Record<string, unknown>>;
  /** `METHOD path body`, as they came. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** It knows how to exchange codes, and has no installations. */
export async function anAppGitHub(app: Readonly<Record<string, unknown>> = {}): Promise<AppGitHub> {
  const codes = new Set<string>();
  const requests: string[] = [];
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github: AppGitHub = {
    host,
    requests,
    answer: null,
    refusesSecrets: false,
    app: {
      id: 7,
      slug: "lockstep-of-acme",
      name: "Lockstep of acme",
      html_url: `http://${host}/github-apps/lockstep-of-acme`,
      client_id: "Iv1.abc",
      client_secret: "a-client-secret-planted-by-the-test",
      webhook_secret: "a-webhook-secret-planted-by-the-test-0123456789",
      pem: aPrivateKey(),
      owner: { login: "acme", id: 1 },
      ...app,
    },
    code() {
      const code = randomBytes(20).toString("hex");
      codes.add(code);
      return code;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  onTestFinished(async () => {
    server.closeAllConnections();
    if (server.listening) await github.close();
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const piece of request) body += String(piece);
    requests.push(`${request.method} ${request.url} ${body}`.trim());
    const { status, body: answer } = answerTo(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  function answerTo({ method, url = "" }: IncomingMessage): { status: number; body: unknown } {
    const code = /^\/api\/v3\/app-manifests\/([^/]+)\/conversions$/.exec(url)?.[1];
    if (method === "POST" && code !== undefined) {
      if (github.answer !== null) return github.answer;
      return codes.delete(code)
        ? { status: 201, body: github.app }
        : { status: 404, body: { message: "Not Found" } };
    }
    if (method === "PATCH" && url === "/api/v3/app/hook/config") {
      return { status: github.refusesSecrets ? 404 : 200, body: {} };
    }
    if (url.startsWith("/api/v3/app/")) return { status: 200, body: [] };
    return { status: 404, body: { message: "Not Found" } };
  }
  return github;
}

/** As people fill in the form for an Enterprise Server. */
export function enterpriseForm(host: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    where: "enterprise",
    hostname: host,
    protocol: "http",
    owner: "organization",
    organization: "acme",
    name: "Lockstep of acme",
    ...more,
  };
}
