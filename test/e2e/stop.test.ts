/** SIGTERM while everything hangs: the process ends in time, and what was acknowledged is carried out after the next start. */
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aCollection } from "../support/a-collection.ts";
import { aSandbox } from "../support/a-sandbox.ts";
import { aFolder } from "./a-running-sandbox.ts";
import { type Server, start } from "./a-server.ts";

const TOKEN = "an-admin-token-of-the-tests-0123456789";
/** What service managers and containers wait before they kill. */
const LONGEST_STOP_MS = 10_000;
const patient = { timeout: 20_000, interval: 50 };

vi.setConfig({ testTimeout: 90_000 });

interface AnApp {
  readonly sandbox: Sandbox;
  start(): Promise<{ readonly server: Server; readonly url: string }>;
}

async function anApp(): Promise<AnApp> {
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
    async start() {
      const server = start(cwd);
      const url = await server.ready();
      await vi.waitFor(
        async () => expect((await call(url, "GET", "repositories/petstore")).status).toBe(200),
        patient,
      );
      return { server, url };
    },
  };
}

async function call(
  url: string,
  method: string,
  address: string,
  { body, headers = {} }: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${url}/api/v1/workspaces/acme/${address}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

async function stop(server: Server): Promise<number> {
  const begun = performance.now();
  server.child.kill("SIGTERM");
  expect(await server.ended, server.log()).toBe(0);
  return performance.now() - begun;
}

/** Begins to send a body, and never goes on. */
function aClientThatHangs(url: string): void {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write(
    `POST /api/v1/workspaces/acme/collections HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${TOKEN}\r\n` +
      "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
  );
  onTestFinished(() => void socket.destroy());
}

async function linkState(url: string): Promise<string> {
  const { items } = JSON.parse((await call(url, "GET", "links")).text) as { items: { state: string }[] };
  return items.map(({ state }) => state).join();
}

test("ends within ten seconds with code 0 while GitHub and clients hang; the save is committed after the next start", async () => {
  const app = await anApp();
  const { server, url } = await app.start();
  const { id, body } = aCollection({ name: "Pets" });
  await call(url, "PUT", `collections/${id}`, { body });
  app.sandbox.faults.set({ requests: [{ effect: { kind: "silent" } }] });
  const made = await call(url, "POST", `collections/${id}/backups`, { body: { repository: "petstore" } });
  expect(made.status, made.text).toBe(201);
  await vi.waitFor(
    () => expect(JSON.stringify(app.sandbox.requests.list())).toContain("graphql-query"),
    patient,
  );
  aClientThatHangs(url);
  const waiting = call(url, "PUT", `collections/${id}`, { body, headers: { prefer: "wait=60" } });
  const branches = call(url, "GET", "repositories/petstore/branches").catch(() => null);
  await vi.waitFor(() => expect(JSON.stringify(app.sandbox.requests.list())).toContain("/branches"), patient);
  expect(await stop(server)).toBeLessThan(LONGEST_STOP_MS);
  expect((await waiting).status).toBe(202);
  await branches;
  expect(server.log()).not.toContain('"level":50');
  expect(server.log()).not.toContain("left behind");
  app.sandbox.faults.clear();
  const next = await app.start();
  await vi.waitFor(async () => expect(await linkState(next.url)).toBe("in_sync"), patient);
  const log = await app.sandbox.repositories.get("acme/petstore")?.log("main");
  expect(log?.map(({ message }) => message.split("\n", 1)[0])).toEqual(["Pets: created", "Initial commit"]);
  expect(await stop(next.server)).toBeLessThan(3000);
});

test("further signals while it stops change nothing", async () => {
  const app = await anApp();
  const { server } = await app.start();
  for (const signal of ["SIGTERM", "SIGINT", "SIGTERM"] as const) server.child.kill(signal);
  expect(await server.ended).toBe(0);
});
