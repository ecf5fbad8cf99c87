/** The server as a process of its own, over a sandbox in the test: what can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ADMIN_TOKEN } from "./a-lockstep.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface AServerProcess {
  readonly url: string;
  /** Below `/api/v1/workspaces/acme`; authorised. */
  readonly call: (method: string, address: string, body?: unknown) => Promise<Called>;
  /** `kill -9`; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
}

export interface Called {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Started on the folder's data; the sandbox's webhooks go to it from now on. Killed when the test is over. */
export async function aServerProcess(sandbox: Sandbox, folder: string): Promise<AServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      APP_ID: String(sandbox.app.id),
      PRIVATE_KEY_PATH: sandbox.app.privateKeyPath,
      WEBHOOK_SECRET: sandbox.app.webhookSecret,
      GHE_HOST: sandbox.host,
      GHE_PROTOCOL: "http",
      PORT: "0",
      DATABASE_URL: `sqlite:${join(folder, "data", "lockstep.db")}`,
      LOCKSTEP_ADMIN_TOKEN: ADMIN_TOKEN,
    },
  });
  onTestFinished(() => kill(child));
  const url = await readyUrl(child);
  sandbox.webhooks.setTarget(`${url}/api/github/webhooks`);
  return {
    url,
    kill: () => kill(child),
    call: (method, address, body) => call(url, { method, address, body }),
  };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The server's output is not read.");
  for await (const line of createInterface({ input: child.stdout })) {
    const entry: { msg?: string; url?: string } = JSON.parse(line);
    if (entry.msg !== "ready" || entry.url === undefined) continue;
    child.stdout.resume();
    return entry.url;
  }
  throw new Error("The server ended before it was ready.");
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

interface Call {
  readonly method: string;
  readonly address: string;
  readonly body: unknown;
}

async function call(url: string, { method, address, body }: Call): Promise<Called> {
  const response = await fetch(`${url}/api/v1/workspaces/acme/${address}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
