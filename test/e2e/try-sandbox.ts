/**
 * The main job once, by the README's own command: `npm run sandbox`, one push, one save, SIGTERM, nothing left. Prints a line
 * a step; the sandbox's log where one fails. Run in the project's folder: `node test/e2e/try-sandbox.ts`.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { SEED_COLLECTION } from "../../src/sandbox/seed-sandbox.ts";
import { type Clone, clone } from "./a-clone.ts";
import { type RunningSandbox, startSandbox } from "./running-sandbox.ts";
import { until } from "./until.ts";

const SCHEMA = "api/petstore.yaml";
const END_MS = 10_000;

/** A name that no earlier run in this folder has used. */
const run = Date.now().toString(36);
const folder = mkdtempSync(join(tmpdir(), "lockstep-try-"));

async function tryIt(sandbox: RunningSandbox): Promise<void> {
  const petstore = await clone(`${sandbox.githubUrl}/acme/petstore.git`, join(folder, "petstore"));
  await step("a push of an edited schema reaches the store", () => push(sandbox, petstore));
  await step("a saved collection becomes a commit", () => save(sandbox, petstore));
  await step("SIGTERM ends it with code 0 in time, and nothing is left", () => end(sandbox));
}

async function push(sandbox: RunningSandbox, petstore: Clone): Promise<void> {
  const made = await sandbox.call("POST", "apis", {
    name: `Petstore ${run}`,
    from: { repository: "acme/petstore", path: SCHEMA },
  });
  assert.equal(made.status, 201, made.text);
  const edited = `${(await petstore.read(SCHEMA)).toString()}# ${run}\n`;
  const commit = await petstore.commitAndPush(SCHEMA, edited, `Edit the schema (${run})`);
  const version = `apis/${made.at("slug")}/versions/${made.at("versions.0.name")}`;
  await until("the store has the push", async () => {
    const revisions = await sandbox.call("GET", `${version}/revisions`);
    return revisions.at("items.0.commit") === commit;
  });
  const schema = await sandbox.call("GET", `${version}/schema`);
  assert.equal(schema.text, edited);
}

async function save(sandbox: RunningSandbox, petstore: Clone): Promise<void> {
  const collection = JSON.parse(readFileSync(SEED_COLLECTION, "utf8"));
  const id = crypto.randomUUID();
  collection.info._postman_id = id;
  collection.info.name = `Petstore ${run}`;
  const imported = await sandbox.call("PUT", `collections/${id}`, collection);
  assert.ok(imported.status < 300, imported.text);
  const backup = await sandbox.call("POST", `collections/${id}/backups`, { repository: "petstore" });
  assert.equal(backup.status, 201, backup.text);
  collection.info.description = `Saved by ${run}`;
  const saved = await sandbox.call("PUT", `collections/${id}`, collection, { prefer: "wait=30" });
  assert.equal(saved.status, 200, saved.text);
  await petstore.pull();
  const file = await petstore.read(String(backup.at("path")));
  assert.equal(blobIdOf(file), saved.at("revision.blob"));
  assert.match(String((await petstore.subjects())[0]), new RegExp(`^Petstore ${run}: (created|updated)`));
}

async function end(sandbox: RunningSandbox): Promise<void> {
  const { code, signal, tookMs } = await sandbox.end("SIGTERM");
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  assert.ok(tookMs < END_MS, `It took ${Math.round(tookMs)} ms.`);
  await until("nothing is left running", async () => (await sandbox.remains()).length === 0);
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    console.log(`ok: ${name}`);
  } catch (error) {
    console.log(`FAILED: ${name}`);
    throw error;
  }
}

let sandbox: RunningSandbox | null = null;
try {
  sandbox = await startSandbox({ command: "npm", args: ["run", "sandbox"], cwd: process.cwd() });
  console.log(`ok: npm run sandbox is ready at ${sandbox.lockstepUrl} and ${sandbox.githubUrl}`);
  await tryIt(sandbox);
} catch (error) {
  console.error(error);
  if (sandbox !== null) console.error(`\nThe sandbox printed:\n${sandbox.log()}`);
  process.exitCode = 1;
} finally {
  await sandbox?.dispose();
  rmSync(folder, { recursive: true, force: true });
}
