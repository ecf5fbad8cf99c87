/** Servers in processes of their own, each with a folder of its own; all are gone afterwards. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Given, Told } from "./servers/listen-for-bench.ts";

export type BenchServerName = "bare" | "probot" | "lockstep" | "naive" | "whole";

export interface BenchServerOptions {
  /** Left out: one of its own, gone with it. */
  readonly folder?: string;
  readonly given?: Given;
  /** Of Node. */
  readonly flags?: readonly string[];
}

export class BenchServer {
  readonly name: BenchServerName;
  readonly port: number;
  readonly #process: ChildProcess;
  /** Null: somebody else's. */
  readonly #ownFolder: string | null;
  #told: Told[] = [];

  private constructor(
    name: BenchServerName,
    port: number,
    started: { process: ChildProcess; ownFolder: string | null },
  ) {
    this.name = name;
    this.port = port;
    this.#process = started.process;
    this.#ownFolder = started.ownFolder;
    this.#process.on("message", (told: Told) => this.#told.push(told));
  }

  static async start(name: BenchServerName, options: BenchServerOptions = {}): Promise<BenchServer> {
    const { flags = [], given = {} } = options;
    const ownFolder =
      options.folder === undefined ? mkdtempSync(join(tmpdir(), `lockstep-bench-${name}-`)) : null;
    const folder = options.folder ?? ownFolder ?? "";
    const file = new URL(`servers/${name}-server.ts`, import.meta.url);
    const child = fork(file, [folder, String(await freePort()), JSON.stringify(given)], {
      execArgv: [...flags],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const gone = once(child, "exit").then(() => null);
    const told = await Promise.race([once(child, "message"), gone]);
    if (told === null) throw new Error(`The ${name} server did not start.`);
    return new BenchServer(name, Number(told[0]), { process: child, ownFolder });
  }

  /** All that it told since this was asked before, once that holds what is wanted. */
  async toldUntil(isWanted: (told: Told) => boolean): Promise<readonly Told[]> {
    while (!this.#told.some(isWanted)) await once(this.#process, "message");
    const told = this.#told;
    this.#told = [];
    return told;
  }

  async ask(what: "quiet" | "collect"): Promise<void> {
    this.#process.send(what);
    await this.toldUntil(({ kind }) => kind === (what === "quiet" ? "quiet" : "collected"));
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
    if (this.#ownFolder !== null) rmSync(this.#ownFolder, { recursive: true, force: true });
  }

  /** Resident memory now, after which the peak is counted anew. Linux only. */
  restingBytes(): number {
    writeFileSync(`/proc/${this.#process.pid}/clear_refs`, "5");
    return this.#status("VmRSS");
  }

  /** The most resident memory since. */
  peakBytes(): number {
    return this.#status("VmHWM");
  }

  #status(field: "VmRSS" | "VmHWM"): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
  }
}

export async function withBenchServers<T>(
  names: readonly BenchServerName[],
  use: (servers: readonly BenchServer[]) => Promise<T>,
): Promise<T> {
  const servers: BenchServer[] = [];
  try {
    for (const name of names) servers.push(await BenchServer.start(name));
    return await use(servers);
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Probot takes no port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
