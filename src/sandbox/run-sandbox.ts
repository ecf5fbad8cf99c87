/** The sandbox's GitHub and the real server beside it, each on a port of its own, until SIGINT or SIGTERM. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { openStore } from "../db/open-store.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";
import { HOSTNAME, startLockstep } from "./start-lockstep.ts";
import { tryNext } from "./try-next.ts";

export interface RunOptions {
  readonly dir: string;
  readonly isFresh: boolean;
  /** Made and kept where it is not given. */
  readonly adminToken: string | undefined;
  readonly logLevel: string;
}

const GITHUB_PORT = 3001;

export async function runSandbox(options: RunOptions): Promise<void> {
  const dir = resolve(options.dir);
  const databaseFile = join(dir, "data", "lockstep.db");
  if (existsSync(databaseFile)) await requireUnused(databaseFile);
  if (options.isFresh) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const sandbox = await openGitHub(join(dir, "github"));
  const adminToken = options.adminToken ?? keptToken(join(dir, "admin-token"));
  const log = pino({ level: options.logLevel });
  const { services, url: lockstepUrl } = await startLockstep({ sandbox, dir, adminToken, log }).catch(
    async (error: unknown) => {
      await sandbox.close();
      throw error;
    },
  );
  // Before it says that it is ready: who reads that may end it at once.
  onceSignalled(async () => {
    // Together: what hangs at the sandbox's GitHub ends with it.
    await Promise.all([services.stop(), sandbox.close()]);
  });
  sandbox.webhooks.setTarget(`${lockstepUrl}/api/github/webhooks`);
  sandbox.apps.configure({
    callbackUrls: [`${lockstepUrl}/auth/callback`],
    setupUrl: `${lockstepUrl}/setup/installed`,
  });
  // Ready means that the organisation is there: what is tried next needs it.
  await services.sweeper.sweep();
  await services.engine.idle();
  console.log(`Lockstep ready: ${lockstepUrl}`);
  console.log(`GitHub sandbox: ${sandbox.url}`);
  const signInLink = sandbox.users.loginLink("mona", `${lockstepUrl}/auth/login?host=${HOSTNAME}`);
  const places = { lockstepUrl, sandboxUrl: sandbox.url, currentDir: process.cwd() };
  console.log(tryNext({ ...places, adminToken, signInLink }));
}

/** On the port that it had last time, so that clones go on working. */
function openGitHub(dir: string): Promise<Sandbox> {
  return createSandbox({ dir, seed: true, ...(existsSync(dir) ? {} : { port: GITHUB_PORT }) });
}

/** Before anything in the folder is touched: `--fresh` must not pull it away from under a sandbox that runs. */
async function requireUnused(databaseFile: string): Promise<void> {
  const opened = await openStore(databaseFile);
  await opened.close();
}

/** The same over restarts, so that what was copied from the terminal goes on working. */
function keptToken(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const token = randomBytes(24).toString("base64url");
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

function onceSignalled(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void stop();
    });
  }
}
