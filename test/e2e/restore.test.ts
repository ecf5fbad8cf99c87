/** A backup of a server that runs, put back as docs/operate.md says: all is there, and nothing on GitHub is overwritten. */
import { cpSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { aBackup } from "../support/a-backup.ts";
import { aCollection } from "../support/a-collection.ts";
import { type ARunningServer, anInstalledServer, patient } from "./an-installed-server.ts";

vi.setConfig({ testTimeout: 90_000 });

const SCHEMA = "apis/pets/versions/1.0";
const schema = (title: string): string =>
  `openapi: 3.1.0\ninfo: {title: ${title}, version: "1.0"}\npaths: {}\n`;

async function saveSchema(running: ARunningServer, title: string): Promise<void> {
  const headers = { "if-match": "*", "content-type": "application/yaml" };
  const saved = await running.call("PUT", `${SCHEMA}/schema`, { body: schema(title), headers });
  expect(saved.status, saved.text).toBeLessThan(300);
}

const pets = (note: string) =>
  aCollection({ id: "12ece9e1-2abf-4edc-8e34-de66e74114d2", name: "Pets", note });

/** In the order in which the links were made. */
async function rest(running: ARunningServer, states: string): Promise<void> {
  await vi.waitFor(async () => expect(await running.linkStates()).toBe(states), patient);
}

test("a restored server has all that the backup held, takes in what GitHub has since, and overwrites nothing", async () => {
  const installed = await anInstalledServer();
  const first = await installed.start();
  const { id } = pets("");
  await first.call("PUT", `collections/${id}`, { body: pets("before").body });
  await first.call("POST", `collections/${id}/backups`, { body: { repository: "petstore" } });
  await first.call("POST", "apis", { body: { name: "Pets" } });
  await first.call("POST", "apis/pets/versions", { body: { name: "1.0" } });
  await saveSchema(first, "Before");
  await first.call("PUT", `${SCHEMA}/link`, { body: { repository: "petstore", file: "pets.yaml" } });
  await rest(first, "in_sync,in_sync");
  const backup = aBackup(installed.cwd, ["--with-secrets", "safe"]);
  expect(backup.code, backup.printed).toBe(0);
  const atBackup = await installed.commits();
  await first.call("PUT", `collections/${id}`, { body: pets("after").body });
  await saveSchema(first, "After");
  await vi.waitFor(
    async () => expect((await installed.commits()).length).toBeGreaterThan(atBackup.length),
    patient,
  );
  await rest(first, "in_sync,in_sync");
  const since = await installed.commits();
  await first.stop();

  renameSync(join(installed.cwd, "data"), join(installed.cwd, "data.old"));
  mkdirSync(join(installed.cwd, "data"), { mode: 0o700 });
  cpSync(resolve(installed.cwd, backup.folder), join(installed.cwd, "data"), { recursive: true });
  expect(readdirSync(join(installed.cwd, "data")).toSorted()).toEqual(["lockstep.db", "secret.key"]);

  const second = await installed.start();
  await rest(second, "edited_on_github,in_sync");
  expect((await second.call("GET", `${SCHEMA}/schema`)).text).toBe(schema("After"));
  expect((await second.call("GET", `collections/${id}`)).text).toContain("Pets");
  expect(await installed.commits()).toEqual(since);
  await saveSchema(second, "Later");
  await vi.waitFor(async () => expect((await installed.commits()).length).toBe(since.length + 1), patient);
  await second.stop();
});
