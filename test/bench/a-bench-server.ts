/** A server in a process of its own, with a folder of its own; both are gone afterwards. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchAnswer } from "./servers/listen-for-bench.ts";

export type BenchServerName = "bare" | "probot" | "lockstep";

export interface BenchServer {
  readonly port: number;
  rssBytes(): Promise<number>;
}

export async function withBenchServer<T>(
  name: BenchServerName,
  use: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `lockstep-bench-${name}-`));
  const file = new URL(`servers/${name}-server.ts`, import.meta.url);
  const child = fork(file, [folder, String(await freePort())], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  try {
    const { port } = await answer(child);
    if (port === undefined) throw new Error(`The ${name} server did not start.`);
    return await use({ port, rssBytes: () => rssBytes(child) });
  } finally {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rssBytes(child: ChildProcess): Promise<number> {
  const answered = answer(child);
  child.send("rss");
  return (await answered).rssBytes ?? 0;
}

async function answer(child: ChildProcess): Promise<BenchAnswer> {
  const gone = once(child, "exit").then(() => {
    throw new Error("A server of the bench ended.");
  });
  gone.catch(() => undefined);
  const [message] = (await Promise.race([once(child, "message"), gone])) as [BenchAnswer];
  return message;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
