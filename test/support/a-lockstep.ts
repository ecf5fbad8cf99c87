/** The whole server over a real database, talking to a sandbox's GitHub over loopback: what the engine's tests drive. */
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { onTestFinished, vi } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { NO_QUOTAS } from "../../src/core/access/quotas.ts";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { createServices, type Overrides, type Services } from "../../src/services.ts";
import { openWorkers, type Workers } from "../../src/workers/workers.ts";
import { layDatabase, waitForNoDisk } from "./a-database-file.ts";
import { aSeededSandbox } from "./a-seeded-sandbox.ts";
import { aFolder } from "./a-store.ts";

export const ADMIN_TOKEN = "an-admin-token-of-the-tests-0123456789";

export type Answer = LightMyRequestResponse;

export interface ALockstep extends Services {
  readonly sandbox: Sandbox;
  /** Below `/api/v1/workspaces/acme` where the address does not begin with `/`; authorised. */
  call(method: string, url: string, payload?: unknown, headers?: Record<string, string>): Promise<Answer>;
  repository(name: string): SandboxRepository;
  /** Resolves when no webhook is on its way, no run under way, and no lane could run now. */
  quiet(): Promise<void>;
}

export interface ALockstepOptions extends Overrides {
  readonly config?: Partial<Config>;
  readonly folder?: string;
  readonly sandbox?: Sandbox;
}

let kept: Workers | undefined;

/** One set for all tests of a file: starting a process takes longer than what most tests ask of it. */
export function sharedWorkers(): Workers {
  return (kept ??= openWorkers());
}

export async function aLockstep(options: ALockstepOptions = {}): Promise<ALockstep> {
  const folder = options.folder ?? aFolder();
  const sandbox = options.sandbox ?? (await aSeededSandbox(folder));
  const config = { ...configFor(sandbox, folder), ...options.config };
  await layDatabase(config.databaseFile);
  const services = await createServices(
    config,
    pino({ level: process.env["LOCKSTEP_TEST_LOG"] ?? "silent" }),
    { workers: sharedWorkers(), ...options },
  );
  waitForNoDisk(services.store);
  onTestFinished(async () => {
    await services.stop();
    await sandbox.close();
  });
  const url = await services.start();
  sandbox.webhooks.setTarget(`${url}/api/github/webhooks`);
  const lockstep: ALockstep = {
    ...services,
    sandbox,
    call: (method, address, payload, headers = {}) =>
      services.server.inject({
        method: method as "GET",
        url: address.startsWith("/") ? address : `/api/v1/workspaces/acme/${address}`,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
        ...(payload === undefined ? {} : { payload: payload as object }),
      }),
    repository: (name) => sandbox.repositories.get(`acme/${name}`) ?? fail(name),
    quiet: () => quiet(services, sandbox),
  };
  await lockstep.quiet();
  return lockstep;
}

function fail(name: string): never {
  throw new Error(`The sandbox has no repository ${name}.`);
}

export function configFor(sandbox: Sandbox, folder: string): Config {
  return {
    hosts: [
      {
        hostname: sandbox.host,
        protocol: "http",
        appId: sandbox.app.id,
        privateKey: sandbox.app.privateKey,
        webhookSecret: sandbox.app.webhookSecret,
        oauth: null,
      },
    ],
    databaseFile: join(folder, "data", "lockstep.db"),
    sweepIntervalMs: 3_600_000,
    host: "127.0.0.1",
    port: 0,
    publicUrl: "",
    adminToken: ADMIN_TOKEN,
    metricsToken: null,
    encryptionKey: null,
    alerts: { webhook: null, allowsPrivate: false },
    trustProxy: false,
    retentionMs: 30 * 24 * 3_600_000,
    quotas: NO_QUOTAS,
    logLevel: "silent",
  };
}

async function quiet(services: Services, sandbox: Sandbox): Promise<void> {
  await services.sweeper.sweep();
  await vi.waitFor(
    async () => {
      await sandbox.webhooks.idle();
      await services.engine.idle();
    },
    { timeout: 15_000, interval: 5 },
  );
}
