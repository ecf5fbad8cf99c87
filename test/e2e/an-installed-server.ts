/** `npm start` over a sandbox in the test, in a folder of its own: what can be stopped, backed up and started again. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aSandbox } from "../support/a-sandbox.ts";
import { aFolder } from "./a-running-sandbox.ts";
import { type Server, start } from "./a-server.ts";

export const TOKEN = "an-admin-token-of-the-tests-0123456789";
export const patient = { timeout: 20_000, interval: 50 };

export interface AnInstalledServer {
  readonly sandbox: Sandbox;
  /** Holds `.env` and `data/`. */
  readonly cwd: string;
  /** Started, and its repositories known. @param fileLimitKb of any file that it writes */
  start(fileLimitKb?: number): Promise<ARunningServer>;
  /** First lines of the messages on the branch `main` of acme/petstore, newest first. */
  commits(): Promise<readonly string[]>;
}

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface ARunningServer {
  readonly server: Server;
  readonly url: string;
  /** Below `/api/v1/workspaces/acme`; with the token. */
  call(method: string, address: string, sent?: Sent): Promise<Answered>;
  /** States of all links, in the order of their ids. */
  linkStates(): Promise<string>;
  /** By SIGTERM; how long it took in ms. Fails where its code is not 0. */
  stop(): Promise<number>;
}

export async function anInstalledServer(): Promise<AnInstalledServer> {
  const sandbox = await aSandbox({ seed: true });
  const cwd = await aFolder();
  const lines = [
    `APP_ID=${sandbox.app.id}`,
    `PRIVATE_KEY_PATH=${sandbox.app.privateKeyPath}`,
    `WEBHOOK_SECRET=${sandbox.app.webhookSecret}`,
    `GHE_HOST=${sandbox.host}`,
    "GHE_PROTOCOL=http",
    `LOCKSTEP_ADMIN_TOKEN=${TOKEN}`,
    "PORT=0",
  ];
  await writeFile(join(cwd, ".env"), lines.join("\n"));
  return {
    sandbox,
    cwd,
    async start(fileLimitKb) {
      const running = await aRunning(start(cwd, {}, [], fileLimitKb));
      await vi.waitFor(async () => {
        expect((await running.call("GET", "repositories/petstore")).status).toBe(200);
      }, patient);
      return running;
    },
    async commits() {
      const log = await sandbox.repositories.get("acme/petstore")?.log("main");
      return (log ?? []).map(({ message }) => message.split("\n", 1)[0] ?? "");
    },
  };
}

async function aRunning(server: Server): Promise<ARunningServer> {
  const url = await server.ready();
  const call = async (
    method: string,
    address: string,
    { body, headers = {} }: Sent = {},
  ): Promise<Answered> => {
    const response = await fetch(`${url}/api/v1/workspaces/acme/${address}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return {
    server,
    url,
    call,
    async linkStates() {
      const { items } = JSON.parse((await call("GET", "links")).text) as { items: { state: string }[] };
      return items.map(({ state }) => state).join();
    },
    async stop() {
      const begun = performance.now();
      server.child.kill("SIGTERM");
      expect(await server.ended, server.log()).toBe(0);
      return performance.now() - begun;
    },
  };
}
