/** `kill -9` between what was promised and what was done: nothing is lost, and nothing is done twice. */
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import { clone } from "./a-clone.ts";
import { aFolder, aRunningSandbox } from "./a-running-sandbox.ts";
import type { RunningSandbox } from "./running-sandbox.ts";

const patient = { timeout: 30_000, interval: 50 };

vi.setConfig({ testTimeout: 90_000 });

async function aSavedPets(sandbox: RunningSandbox): Promise<string> {
  const { id, body } = aCollection({ name: "Pets" });
  await sandbox.call("PUT", `collections/${id}`, body);
  const made = await sandbox.call("POST", `collections/${id}/backups`, { repository: "petstore" });
  expect(made.status, made.text).toBe(201);
  const settled = await sandbox.call("PUT", `collections/${id}`, body, { prefer: "wait=30" });
  expect(settled.status, settled.text).toBe(200);
  return id;
}

const changed = (id: string): unknown => aCollection({ id, name: "Pets", note: "changed" }).body;

/** Subjects of all commits, once the link is at rest. */
async function commitsAtRest(sandbox: RunningSandbox): Promise<readonly string[]> {
  await vi.waitFor(async () => {
    const links = await sandbox.call("GET", "links?kind=backup");
    const { agreed, store, state } = Object(links.at("items.0"));
    expect({ state, agreed: agreed?.store }, links.text).toEqual({ state: "in_sync", agreed: store });
  }, patient);
  const petstore = await clone(`${sandbox.githubUrl}/acme/petstore.git`, join(await aFolder(), "petstore"));
  return petstore.subjects();
}

test("a save that was acknowledged before kill -9 is committed once after the next start", async () => {
  const cwd = await aFolder();
  const first = await aRunningSandbox({ cwd });
  const id = await aSavedPets(first);
  await first.control("POST", "faults", { outage: true });
  const saved = await first.call("PUT", `collections/${id}`, changed(id));
  expect(saved.status, saved.text).toBe(202);
  await first.end("SIGKILL");
  const second = await aRunningSandbox({ cwd });
  expect(await commitsAtRest(second)).toEqual(["Pets: updated", "Pets: created", "Initial commit"]);
});

test("a commit whose answer was lost before kill -9 is there once after the next start", async () => {
  const cwd = await aFolder();
  const first = await aRunningSandbox({ cwd });
  const id = await aSavedPets(first);
  // What is slow now would find the commit: there is time to end the process before.
  await first.control("POST", "faults", {
    requests: [
      { on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 },
      { on: ["graphql-query", "rest"], effect: { kind: "latency", delayMs: 5000 } },
    ],
    webhooks: { lost: 1 },
  });
  await first.call("PUT", `collections/${id}`, changed(id));
  await vi.waitFor(async () => {
    expect(await headOf(first)).toBe("Pets: updated");
  }, patient);
  const requests = await first.control("GET", "requests");
  expect(requests.text.match(/"LockstepCommit"/g)).toHaveLength(2);
  await first.end("SIGKILL");
  const second = await aRunningSandbox({ cwd });
  expect(await commitsAtRest(second)).toEqual(["Pets: updated", "Pets: created", "Initial commit"]);
});

async function headOf(sandbox: RunningSandbox): Promise<string> {
  const petstore = await clone(`${sandbox.githubUrl}/acme/petstore.git`, join(await aFolder(), "petstore"));
  return String((await petstore.subjects())[0]);
}
