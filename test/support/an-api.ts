/** The HTTP API over a real database, called without a socket. */
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { callerOfToken } from "../../src/access/tokens.ts";
import { NO_QUOTAS } from "../../src/core/access/quotas.ts";
import type { ApiServer, Dependencies, HttpConfig } from "../../src/http/dependencies.ts";
import { type Limits, makeLimits } from "../../src/http/authorization/limits.ts";
import { NOTHING_SEEN } from "../../src/core/diagnosis/sighting.ts";
import { ByteBudget } from "../../src/http/read-body.ts";
import { makeServer } from "../../src/http/server.ts";
import { TEXT_BYTES } from "../../src/http/text-room.ts";
import type { Routes } from "../../src/http/routes.ts";
import { ForkedCollectionReader } from "../../src/workers/read-collections.ts";
import { injectAny } from "./inject-any.ts";
import { adminAccess } from "./an-access.ts";
import { aGitHub } from "./a-github.ts";
import { NO_HOSTS, NO_SIGN_IN } from "./no-sign-in.ts";
import { NO_OPERATIONS } from "./no-operations.ts";
import { NO_SETUP } from "./no-setup.ts";
import { aStore } from "./a-store.ts";
import { aWorkspace, type AWorkspace } from "./a-workspace.ts";

export const ADMIN_TOKEN = "an-admin-token-of-the-tests-0123456789";

export interface AnApi extends Dependencies {
  readonly server: ApiServer;
  readonly acme: AWorkspace;
  /** Below `/api/v1/workspaces/acme` where the address does not begin with `/`; authorised. */
  readonly call: (method: string, url: string, options?: CallOptions) => Promise<Answer>;
}

/** For tests that fail often on purpose. */
export const NO_LIMITS: Limits = { waitSeconds: async () => 0, failed: async () => 0 };

type CallOptions = Pick<InjectOptions, "payload" | "headers">;
export type Answer = LightMyRequestResponse;

export type ApiOverrides = Partial<Omit<Dependencies, "config">> & {
  readonly config?: Partial<HttpConfig>;
};

export async function anApi({ config, ...overrides }: ApiOverrides = {}, routes?: Routes): Promise<AnApi> {
  const store = overrides.store ?? (await aStore());
  const now = overrides.now ?? (() => Date.parse("2026-01-02T03:04:05Z"));
  const dependencies: Dependencies = {
    store,
    github: aGitHub(),
    diagnosis: { sight: () => Promise.resolve(NOTHING_SEEN) },
    checker: { check: async () => ({ kind: "openapi-3.1", valid: true, problems: [] }) },
    closureReader: {
      readReferences: async () => ({ kind: "failed", isForGood: true }),
      bundle: async () => ({ kind: "unsupported" }),
    },
    collectionReader: new ForkedCollectionReader(),
    merger: { merge: async () => ({ kind: "merged", proposal: null }) },
    comparer: { compare: async () => ({ kind: "compared", comparison: { text: null, named: "kind" } }) },
    access: adminAccess(ADMIN_TOKEN, { callerOfToken: (secret) => callerOfToken({ store, now }, secret) }),
    hosts: NO_HOSTS,
    setup: NO_SETUP,
    appPages: { pageOf: async () => null },
    signIn: NO_SIGN_IN,
    operations: NO_OPERATIONS,
    dashboard: null,
    config: {
      publicUrl: "http://lockstep.test",
      trustProxy: false,
      quotas: NO_QUOTAS,
      ...config,
    },
    limits: makeLimits(),
    texts: new ByteBudget(TEXT_BYTES),
    now,
    log: pino({ level: "silent" }),
    ...overrides,
  };
  const acme = await aWorkspace(store);
  const server = await makeServer(dependencies, routes);
  onTestFinished(() => server.close());
  return {
    ...dependencies,
    server,
    acme,
    call: (method, url, options = {}) =>
      injectAny(server, {
        method,
        url: url.startsWith("/") ? url : `/api/v1/workspaces/acme/${url}`,
        ...options,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...options.headers },
      }),
  };
}
