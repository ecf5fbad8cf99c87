/** A server that people sign in to, GitHub's side of it, and browsers that keep cookies as they are told. */
import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { expect, onTestFinished } from "vitest";
import { makeSecretBox } from "../../src/access/secret-box.ts";
import { type SessionDependencies, Sessions } from "../../src/access/sessions.ts";
import { makeSignIn } from "../../src/access/sign-in.ts";
import type { ConfiguredHost } from "../../src/core/access/configured-hosts.ts";
import type { Viewer } from "../../src/core/access/user-github-port.ts";
import { configureHosts } from "../../src/db/hosts.ts";
import type { Store } from "../../src/db/store.ts";
import type { ApiServer, Dependencies } from "../../src/http/dependencies.ts";
import { registerDashboard } from "../../src/http/dashboard.ts";
import { registerHome } from "../../src/http/home.ts";
import { makeServer } from "../../src/http/server.ts";
import type { Routes } from "../../src/http/routes.ts";
import { registerSignIn } from "../../src/http/sign-in/sign-in.ts";
import { type AClock, aClock } from "./a-clock.ts";
import { adminAccess } from "./an-access.ts";
import { ADMIN_TOKEN, type Answer, anApi } from "./an-api.ts";
import { type AnOAuthGitHub, anOAuthGitHub } from "./an-oauth-github.ts";
import { aStore } from "./a-store.ts";

const PAGES: Routes = { open: [registerHome, registerDashboard, registerSignIn], api: [], workspace: [] };

export interface ASignIn {
  readonly store: Store;
  readonly server: ApiServer;
  readonly sessions: Sessions;
  readonly parts: SessionDependencies;
  readonly github: AnOAuthGitHub;
  readonly clock: AClock;
  readonly lines: readonly string[];
  readonly browser: () => ABrowser;
}

export interface ASignInOptions {
  /** The first host is the first. */
  readonly hostnames?: readonly string[];
  readonly publicUrl?: string;
  readonly key?: Buffer;
  readonly store?: Store;
  readonly overrides?: Partial<Dependencies>;
}

export async function aSignIn(options: ASignInOptions = {}): Promise<ASignIn> {
  const { hostnames = ["github.com"], publicUrl = "https://lockstep.test", key = randomBytes(32) } = options;
  const store = options.store ?? (await aStore());
  const clock = aClock();
  const now = (): number => clock.now();
  const github = anOAuthGitHub(now);
  const rows = await store.write((tx) => configureHosts(tx, hostnames));
  const list = rows.map((row): ConfiguredHost => ({
    ...row,
    webUrl: `https://${row.hostname}`,
    apiUrl: `https://${row.hostname}/api/v3`,
    oauth: { clientId: "Iv1.planted", clientSecret: "planted" },
  }));
  const hosts = {
    list: () => list,
    find: (name: string) => list.find(({ hostname }) => hostname === name) ?? null,
  };
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line) => void lines.push(line) });
  const parts = { store, oauth: github, hosts, box: makeSecretBox(key), now, log };
  const sessions = new Sessions(parts);
  const api = await anApi(
    {
      store,
      hosts,
      now,
      log,
      signIn: makeSignIn(parts, sessions),
      access: adminAccess(ADMIN_TOKEN, { callerOfSession: (secret) => sessions.callerOf(secret) }),
      config: { publicUrl, trustProxy: false },
      ...options.overrides,
    },
    PAGES,
  );
  const server = await makeServer(api, PAGES);
  onTestFinished(async () => {
    await server.close();
    await sessions.close();
  });
  return { store, server, sessions, parts, github, clock, lines, browser: () => aBrowser(server, github) };
}

export interface ABrowser {
  readonly cookies: Map<string, string>;
  get(address: string, headers?: Record<string, string>): Promise<Answer>;
  post(address: string, headers?: Record<string, string>): Promise<Answer>;
  /** Begins on a host; answers where the browser is sent. */
  begin(query?: string): Promise<string>;
  /** Follows GitHub's answer to a sign-in that was begun. */
  answer(authorizeUrl: string, viewer: Viewer): Promise<Answer>;
  signIn(viewer: Viewer, query?: string): Promise<Answer>;
}

function aBrowser(server: ApiServer, github: AnOAuthGitHub): ABrowser {
  const cookies = new Map<string, string>();
  const send = async (method: "GET" | "POST", url: string, headers: Record<string, string> = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await server.inject({
      method,
      url,
      headers: { ...(cookie === "" ? {} : { cookie }), ...headers },
    });
    for (const set of answer.cookies) {
      if (set.maxAge === 0) cookies.delete(set.name);
      else cookies.set(set.name, set.value);
    }
    return answer;
  };
  const browser: ABrowser = {
    cookies,
    get: (address, headers) => send("GET", address, headers),
    post: (address, headers = { "sec-fetch-site": "same-origin" }) =>
      send("POST", address, { "content-type": "application/x-www-form-urlencoded", ...headers }),
    async begin(query = "host=github.com") {
      const begun = await send("GET", `/auth/login?${query}`);
      expect(begun.statusCode, begun.body).toBe(303);
      return String(begun.headers.location);
    },
    answer(authorizeUrl, viewer) {
      const { code, state } = github.approve(authorizeUrl, viewer);
      return send("GET", callback(authorizeUrl, { code, state }));
    },
    signIn: async (viewer, query) => browser.answer(await browser.begin(query), viewer),
  };
  return browser;
}

/** Where GitHub sends the browser back to. */
export function callback(authorizeUrl: string, query: Readonly<Record<string, string>>): string {
  const { searchParams } = new URL(authorizeUrl);
  const { pathname } = new URL(searchParams.get("redirect_uri") ?? "");
  return `${pathname}?${new URLSearchParams(query).toString()}`;
}

export function stateOf(authorizeUrl: string): string {
  return new URL(authorizeUrl).searchParams.get("state") ?? "";
}
