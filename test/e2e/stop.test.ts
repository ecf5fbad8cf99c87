/** SIGTERM while everything hangs: the process ends in time, and what was acknowledged is carried out after the next start. */
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import { anInstalledServer, patient, TOKEN } from "./an-installed-server.ts";

/** What service managers and containers wait before they kill. */
const LONGEST_STOP_MS = 10_000;

vi.setConfig({ testTimeout: 90_000 });

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

test("ends within ten seconds with code 0 while GitHub and clients hang; the save is committed after the next start", async () => {
  const installed = await anInstalledServer();
  const { sandbox } = installed;
  const asked = (): string => JSON.stringify(sandbox.requests.list());
  const first = await installed.start();
  const { id, body } = aCollection({ name: "Pets" });
  await first.call("PUT", `collections/${id}`, { body });
  sandbox.faults.set({ requests: [{ effect: { kind: "silent" } }] });
  const made = await first.call("POST", `collections/${id}/backups`, { body: { repository: "petstore" } });
  expect(made.status, made.text).toBe(201);
  await vi.waitFor(() => expect(asked()).toContain("graphql-query"), patient);
  aClientThatHangs(first.url);
  const waiting = first.call("PUT", `collections/${id}`, { body, headers: { prefer: "wait=60" } });
  const branches = first.call("GET", "repositories/petstore/branches").catch(() => null);
  await vi.waitFor(() => expect(asked()).toContain("/branches"), patient);
  expect(await first.stop()).toBeLessThan(LONGEST_STOP_MS);
  expect((await waiting).status).toBe(202);
  await branches;
  for (const trouble of ['"level":50', "left behind"]) expect(first.server.log()).not.toContain(trouble);
  sandbox.faults.clear();
  const next = await installed.start();
  await vi.waitFor(async () => expect(await next.linkStates()).toBe("in_sync"), patient);
  expect(await installed.commits()).toEqual(["Pets: created", "Initial commit"]);
  expect(await next.stop()).toBeLessThan(3000);
});

test("ends streams that are open; further signals while it stops change nothing", async () => {
  const { server, url } = await (await anInstalledServer()).start();
  const headers = { authorization: `Bearer ${TOKEN}` };
  const stream = await fetch(`${url}/api/v1/workspaces/acme/events`, { headers });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const ended = stream.text().catch(() => "cut");
  const begun = performance.now();
  for (const signal of ["SIGTERM", "SIGINT", "SIGTERM"] as const) server.child.kill(signal);
  expect(await server.ended).toBe(0);
  expect(performance.now() - begun).toBeLessThan(LONGEST_STOP_MS);
  await ended;
});
