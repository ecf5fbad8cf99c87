/** The server as `npm start` starts it: a process of its own, in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import { KEYS } from "../../src/config/env.ts";

const ENTRY = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** What it prints where nobody has set it up: its address and the code. */
export const INVITATION = /^Open (\S+)\/setup and enter the code ([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})$/m;

export interface Server {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  log(): string;
  /** Its URL, once it says that it is ready. */
  ready(): Promise<string>;
}

/** Without configuration but what is given; killed when the test is over. */
export function start(
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
  /** Of any file that it writes; left out: none. */
  fileLimitKb?: number,
): Server {
  const known = new Set<string>(KEYS);
  const inherited = Object.entries(process.env).filter(([key]) => !known.has(key));
  const words = [process.execPath, ENTRY, ...flags];
  const limited = ["bash", "-c", `ulimit -f ${fileLimitKb} && exec "$@"`, "bash", ...words];
  const [command = "", ...rest] = fileLimitKb === undefined ? words : limited;
  const child = spawn(command, rest, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  }
  const ended = once(child, "close").then(() => child.exitCode);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const log = (): string => printed;
  const ready = (): Promise<string> =>
    vi.waitFor(
      () => /"url":"([^"]+)","msg":"ready"/.exec(printed)?.[1] ?? Promise.reject(new Error(printed)),
      {
        timeout: 30_000,
        interval: 50,
      },
    );
  return { child, ended, log, ready };
}
