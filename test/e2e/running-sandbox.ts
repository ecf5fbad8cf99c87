/** The sandbox as a user starts it: a process of its own, heard only through what it prints and answers. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

export interface SandboxCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Holds `.sandbox/`. */
  readonly cwd: string;
  /** Added to what a sandbox is given anyway. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  /** What lies in the parsed text at a path of keys, `items.0.commit`; undefined where nothing does. */
  at(path: string): unknown;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly tookMs: number;
}

export interface RunningSandbox {
  readonly lockstepUrl: string;
  readonly githubUrl: string;
  readonly token: string;
  /** All that it printed. */
  log(): string;
  /** Below `/api/v1/workspaces/acme` where the address does not begin with `/`; with the token. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** One of the sandbox's own routes, below `/_sandbox/`. */
  control(method: string, path: string, body?: unknown): Promise<Answered>;
  /** Signals the process that was started, as a terminal or a service manager would; resolves when it has ended. */
  end(signal: NodeJS.Signals): Promise<Ending>;
  /** What is left of it: its process group, its ports. Empty when all is gone. */
  remains(): Promise<readonly string[]>;
  /** Ends whatever is left, for the end of a test. */
  dispose(): Promise<void>;
}

const READY_MS = 60_000;
const HIDDEN = new Set(["LOCKSTEP_ADMIN_TOKEN", "LOG_LEVEL"]);

/** @throws with the log, where the two ready lines do not come */
export async function startSandbox(sandbox: SandboxCommand): Promise<RunningSandbox> {
  const inherited = Object.entries(process.env).filter(([key]) => !HIDDEN.has(key));
  const child = spawn(sandbox.command, sandbox.args, {
    cwd: sandbox.cwd,
    env: { ...Object.fromEntries(inherited), ...sandbox.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  }
  const log = (): string => printed.join("");
  try {
    await ready(child, log);
    return handle(child, log);
  } catch (error) {
    killGroup(child);
    throw error;
  }
}

function ready(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The sandbox ${why}. It printed:\n${log()}`));
    const timer = setTimeout(() => fail("was not ready in time"), READY_MS);
    const look = (): void => {
      if (!/^Lockstep ready: /m.test(log()) || !/begins anew\.$/m.test(log())) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on("data", look);
    child.once("error", (error) => fail(`did not start: ${error.message}`));
    child.once("close", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

function handle(child: ChildProcess, log: () => string): RunningSandbox {
  const lockstepUrl = captured(log(), /^Lockstep ready: (\S+)$/m);
  const githubUrl = captured(log(), /^GitHub sandbox: (\S+)$/m);
  const token = captured(log(), /\bTOKEN=(\S+)$/m);
  return {
    lockstepUrl,
    githubUrl,
    token,
    log,
    call: (method, path, body, headers = {}) => {
      const address = path.startsWith("/") ? path : `/api/v1/workspaces/acme/${path}`;
      return request(`${lockstepUrl}${address}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...jsonHeader(body), ...headers },
        body,
      });
    },
    control: (method, path, body) =>
      request(`${githubUrl}/_sandbox/${path}`, { method, headers: jsonHeader(body), body }),
    end: (signal) => end(child, signal),
    remains: () => remains(child, [lockstepUrl, githubUrl]),
    async dispose() {
      killGroup(child);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

function captured(text: string, pattern: RegExp): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`${pattern} is not in what the sandbox printed:\n${text}`);
  return value;
}

const jsonHeader = (body: unknown): Record<string, string> =>
  body === undefined ? {} : { "content-type": "application/json" };

async function request(
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: unknown },
): Promise<Answered> {
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, text, at: (path) => at(parsed(text), path) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<Ending> {
  const begun = performance.now();
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
  return { code: child.exitCode, signal: child.signalCode, tookMs: performance.now() - begun };
}

async function remains(child: ChildProcess, urls: readonly string[]): Promise<readonly string[]> {
  const left = signalGroup(child, 0) ? [`processes of group ${child.pid}`] : [];
  for (const url of urls) if (await isListening(url)) left.push(url);
  return left;
}

function isListening(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function killGroup(child: ChildProcess): void {
  signalGroup(child, "SIGKILL");
}

/** Whether there was anything to signal: `detached` made the child the leader of a group. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
