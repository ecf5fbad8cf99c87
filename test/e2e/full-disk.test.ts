/** A disk that is full, as far as the process can tell: its files may not grow beyond a limit. */
import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import { start } from "./a-server.ts";
import { anInstalledServer, patient, type ARunningServer } from "./an-installed-server.ts";

const LIMIT_KB = 3000;
const SAVES_AT_MOST = 100;

vi.setConfig({ testTimeout: 90_000 });

/** Texts that do not compress, until one is refused; answers the ids of those that were acknowledged. */
async function saveUntilFull(
  running: ARunningServer,
): Promise<{ readonly saved: string[]; readonly refusal: string }> {
  const saved: string[] = [];
  for (let count = 0; count < SAVES_AT_MOST; count++) {
    const { id, body } = aCollection({ name: `C${count}`, note: randomBytes(100_000).toString("base64") });
    const answer = await running.call("PUT", `collections/${id}`, { body });
    if (answer.status >= 300) return { saved, refusal: answer.text };
    saved.push(id);
  }
  throw new Error("The disk was never full.");
}

test("refuses saves with a clear error, stays alive, and has everything that it acknowledged once there is room", async () => {
  const installed = await anInstalledServer();
  const first = await installed.start(LIMIT_KB);
  const { saved, refusal } = await saveUntilFull(first);
  expect(saved.length).toBeGreaterThan(3);
  expect(JSON.parse(refusal)).toMatchObject({ status: 503, code: "storage_failed" });
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  expect((await first.call("GET", `collections/${saved[0]}`)).status).toBe(200);
  await first.stop();
  const second = await installed.start();
  for (const id of saved) expect((await second.call("GET", `collections/${id}`)).status).toBe(200);
  const { items } = JSON.parse((await second.call("GET", "collections?limit=100")).text) as {
    items: unknown[];
  };
  expect(items).toHaveLength(saved.length);
  const { id, body } = aCollection({ name: "After" });
  expect((await second.call("PUT", `collections/${id}`, { body })).status).toBe(202);
  await vi.waitFor(async () => expect((await fetch(`${second.url}/readyz`)).status).toBe(200), patient);
});

test("a start without room for the tables ends with a sentence and code 1", async () => {
  const installed = await anInstalledServer();
  const server = start(installed.cwd, {}, [], 100);
  expect(await server.ended).toBe(1);
  expect(server.log()).toMatch(/Lockstep cannot start:\n- The (?:disk|database) .*lockstep\.db/);
  expect(server.log()).not.toContain("    at ");
});
