/** The real server, configured for the sandbox's GitHub, on a free port of loopback. */
import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { NO_QUOTAS } from "../core/access/quotas.ts";
import { createServices, type Services } from "../services.ts";
import { freePort } from "./free-port.ts";
import type { Sandbox } from "./sandbox.ts";

/** GitHub's name: it stays the same where the sandbox's port does not. */
export const HOSTNAME = "github.localhost";

const PORT = 3000;

export interface LockstepParts {
  readonly sandbox: Sandbox;
  readonly dir: string;
  readonly adminToken: string;
  readonly log: Logger;
}

export interface StartedLockstep {
  readonly services: Services;
  /** Without a slash at the end. */
  readonly url: string;
}

/** A port that was free may be taken before it is listened on: then any other. */
export async function startLockstep(parts: LockstepParts): Promise<StartedLockstep> {
  try {
    return await startOn(parts, await freePort(PORT));
  } catch (error) {
    if (!isTaken(error)) throw error;
    return startOn(parts, await freePort(0));
  }
}

async function startOn(parts: LockstepParts, port: number): Promise<StartedLockstep> {
  const services = await createServices(sandboxConfig(parts, port), parts.log, {
    dashboard: {
      progress: (line) => console.log(line),
      failed: (error) => console.error(error instanceof Error ? error.message : error),
    },
  });
  try {
    return { services, url: await services.start() };
  } catch (error) {
    await services.stop();
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function sandboxConfig({ sandbox, dir, adminToken }: LockstepParts, port: number): Config {
  const { id: appId, privateKey, webhookSecret, clientId, clientSecret } = sandbox.app;
  return {
    hosts: [
      {
        hostname: HOSTNAME,
        protocol: "http",
        baseUrl: `${sandbox.url}/api/v3`,
        appId,
        privateKey,
        webhookSecret,
        oauth: { clientId, clientSecret },
      },
    ],
    databaseFile: join(dir, "data", "lockstep.db"),
    host: "127.0.0.1",
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    adminToken,
    metricsToken: null,
    encryptionKey: null,
    alerts: { webhook: null, allowsPrivate: false },
    trustProxy: false,
    sweepIntervalMs: 300_000,
    retentionMs: 30 * 24 * 3_600_000,
    quotas: NO_QUOTAS,
    logLevel: "warn",
  };
}
