/** One server from start to stop. Answers the exit code: 0 where it was asked to stop, 1 where it could not start. */
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { type Logger, pino } from "pino";
import { SecretKeyError } from "./access/secret-key.ts";
import type { OneTimeGate } from "./access/setup-gate.ts";
import { type Config, readConfig } from "./config/config.ts";
import { readEnvironment } from "./config/env.ts";
import { transportOf } from "./core/access/transport.ts";
import { StoredHostsError } from "./config/stored-hosts.ts";
import { StoreError } from "./db/store-error.ts";
import { createServices } from "./services.ts";

const ENV_FILE = ".env";

/** Setup is opened though there are hosts: for adding one where nobody can sign in. */
const SETUP = "--setup";

/** @param flags of the command line */
export async function runServer(flags: readonly string[] = []): Promise<0 | 1> {
  const unknown = flags.filter((flag) => flag !== SETUP);
  if (unknown.length > 0)
    return refuse(unknown.map((flag) => `${flag} is not known: leave it out, or use ${SETUP}.`));
  // What is set in the environment wins.
  if (existsSync(ENV_FILE)) loadEnvFile(ENV_FILE);
  const reading = readConfig(readEnvironment());
  if (reading.kind === "wrong") return refuse(reading.problems);
  try {
    return await serve(reading.config, flags.includes(SETUP));
  } catch (error) {
    const reason = whyNotStarted(error, reading.config);
    if (reason === null) throw error;
    return refuse([reason]);
  }
}

async function serve(config: Config, opensSetup: boolean): Promise<0> {
  const log = pino({ level: config.logLevel });
  const services = await createServices(config, log, {
    dashboard: {
      progress: (line) => log.info(line),
      failed: (error) => log.error({ err: error }, "the dashboard could not be built; all else works"),
    },
  });
  if (opensSetup) services.gate.open();
  try {
    // Asked for before it says that it is ready: who reads that may end it at once.
    const ended = signalled();
    const url = await services.start();
    log.info({ url }, "ready");
    tellTransport(log, url);
    offerSetup(services.gate, url);
    await ended;
    log.info("stopping");
  } finally {
    await services.stop();
  }
  return 0;
}

/** The first counts. More may come while the server stops, and change nothing: npm passes on what the terminal has sent already. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  });
}

function tellTransport(log: Logger, url: string): void {
  const transport = transportOf(url);
  if (transport === "loopback")
    log.info(
      "plain http is served: for use on this machine alone; for others set PUBLIC_URL to an https address",
    );
  if (transport !== "plain") return;
  log.warn(
    { url },
    "not served over https: anybody on the network between can read along and take sessions over; set PUBLIC_URL to an https address",
  );
}

/** On the terminal alone: whoever reads it owns the server. What is logged may be sent on. */
function offerSetup(gate: OneTimeGate, url: string): void {
  if (gate.code === null) return;
  console.log(`\nOpen ${url}/setup and enter the code ${gate.code}\n`);
  gate.whenUsed(({ address, code }) => {
    console.log(
      `The setup code was used from ${address || "an unknown address"}. If that was not you, stop the server. The code is now ${code}`,
    );
  });
}

function whyNotStarted(error: unknown, { host, port }: Config): string | null {
  if (error instanceof StoreError || error instanceof StoredHostsError || error instanceof SecretKeyError)
    return error.message;
  if (!(error instanceof Error) || !("code" in error)) return null;
  if (error.code === "EADDRINUSE")
    return `Port ${port} is in use: stop what listens there, or set PORT to another.`;
  if (error.code === "EACCES" || error.code === "EADDRNOTAVAIL") {
    return `Cannot listen on ${host}, port ${port} (${error.code}): set HOST and PORT to an address of this machine.`;
  }
  return null;
}

function refuse(problems: readonly string[]): 1 {
  console.error("Lockstep cannot start:");
  for (const problem of problems) console.error(`- ${problem}`);
  return 1;
}
