/** One server from start to stop. Answers the exit code: 0 where it was asked to stop, 1 where it could not start. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { pino } from "pino";
import { SecretKeyError } from "./access/secret-key.ts";
import { type Config, readConfig } from "./config/config.ts";
import { readEnvironment } from "./config/env.ts";
import { StoreError } from "./db/open-store.ts";
import { createServices } from "./services.ts";

const ENV_FILE = ".env";

export async function runServer(): Promise<0 | 1> {
  // What is set in the environment wins.
  if (existsSync(ENV_FILE)) loadEnvFile(ENV_FILE);
  const reading = readConfig(readEnvironment());
  if (reading.kind === "wrong") return refuse(reading.problems);
  try {
    return await serve(reading.config);
  } catch (error) {
    const reason = whyNotStarted(error, reading.config);
    if (reason === null) throw error;
    return refuse([reason]);
  }
}

async function serve(config: Config): Promise<0> {
  const log = pino({ level: config.logLevel });
  const services = await createServices(config, log);
  try {
    // Asked for before it says that it is ready: who reads that may end it at once.
    const ended = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    const url = await services.start();
    log.info({ url }, "ready");
    await ended;
    log.info("stopping");
  } finally {
    await services.stop();
  }
  return 0;
}

function whyNotStarted(error: unknown, { host, port }: Config): string | null {
  if (error instanceof StoreError || error instanceof SecretKeyError) return error.message;
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
