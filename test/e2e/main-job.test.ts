/** The main job as its users see it: a process, the user's own git, HTTP. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { aCollection } from "../support/a-collection.ts";
import { type Clone, clone, PERSON } from "./a-clone.ts";
import { aRepository } from "./a-repository.ts";
import { sandboxIn } from "./a-running-sandbox.ts";
import type { RunningSandbox } from "./running-sandbox.ts";

const SCHEMA = "api/petstore.yaml";
const WAIT = { prefer: "wait=30" };
const patient = { timeout: 40_000, interval: 50 };

vi.setConfig({ testTimeout: 90_000 });

let folder: string;
let sandbox: RunningSandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-main-job-"));
  sandbox = await sandboxIn(folder);
}, 90_000);

afterAll(async () => {
  await sandbox.dispose();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const cloned = (name: string): Promise<Clone> =>
  clone(`${sandbox.githubUrl}/acme/${name}.git`, join(folder, name));

async function aPetstore(): Promise<Clone> {
  const made = await sandbox.call("POST", "apis", {
    name: "Petstore",
    from: { repository: "acme/petstore", path: SCHEMA },
  });
  expect(made.status, made.text).toBe(201);
  return cloned("petstore");
}

async function aBackup(repository: string, name: string): Promise<{ id: string; path: string }> {
  const { id, body } = aCollection({ name });
  await sandbox.call("PUT", `collections/${id}`, body);
  const backup = await sandbox.call("POST", `collections/${id}/backups`, { repository });
  expect(backup.status, backup.text).toBe(201);
  const settled = await sandbox.call("PUT", `collections/${id}`, body, WAIT);
  expect(settled.status, settled.text).toBe(200);
  return { id, path: String(backup.at("path")) };
}

// At once, in repositories of their own: mostly they wait for lanes to rest between commits.
test.concurrent("a push reaches the store with its bytes, author, message, commit and time", async () => {
  const petstore = await aPetstore();
  const text = `${(await petstore.read(SCHEMA)).toString()}# größer\r\n`;
  const commit = await petstore.commitAndPush(SCHEMA, text, "Say it in a comment");
  const time = Number(await petstore.git("log", "-1", "--format=%ct")) * 1000;
  const newest = await vi.waitFor(async () => {
    const revisions = await sandbox.call("GET", "apis/petstore/versions/1.0.0/revisions");
    expect(revisions.at("items.0.commit"), revisions.text).toBe(commit);
    return revisions.at("items.0");
  }, patient);
  expect(newest).toMatchObject({
    number: 2,
    blob: blobIdOf(Buffer.from(text)),
    origin: "github",
    author: PERSON.name,
    message: "Say it in a comment",
    at: new Date(time).toISOString(),
    valid: true,
  });
  const schema = await sandbox.call("GET", "apis/petstore/versions/1.0.0/schema");
  expect(schema.text).toBe(text);
});

test.concurrent("a saved collection becomes one commit, the same save none, a changed one keeps the style that the file was given", async () => {
  const { id, path } = await aBackup("catalog", "Pets");
  const catalog = await cloned("catalog");
  expect(await catalog.subjects()).toEqual(["Pets: created", "Initial commit"]);
  expect(path).toBe("Postman Collections/Pets.postman_collection.json");
  const { body } = aCollection({ id, name: "Pets" });
  expect((await catalog.read(path)).toString()).toBe(`${JSON.stringify(body, null, "\t")}\n`);

  const again = await sandbox.call("PUT", `collections/${id}`, body, WAIT);
  expect(again.status, again.text).toBe(200);
  expect(again.at("links.0.commit")).toBeNull();

  await catalog.commitAndPush(path, JSON.stringify(body, null, 2), "Format");
  const changed = aCollection({ id, name: "Pets", note: "changed" }).body;
  await vi.waitFor(async () => {
    const links = await sandbox.call("GET", "links?kind=backup&repository=catalog");
    expect(links.at("items.0")).toMatchObject({
      state: "in_sync",
      remote: blobIdOf(Buffer.from(JSON.stringify(body, null, 2))),
    });
  }, patient);
  expect(await catalog.git("ls-remote", "origin", "refs/heads/main")).toContain(
    await catalog.git("rev-parse", "HEAD"),
  );
  const saved = await sandbox.call("PUT", `collections/${id}`, changed, WAIT);
  expect(saved.status, saved.text).toBe(200);
  await catalog.pull();
  expect(await catalog.subjects()).toEqual(["Pets: updated", "Format", "Pets: created", "Initial commit"]);
  expect((await catalog.read(path)).toString()).toBe(JSON.stringify(changed, null, 2));
  expect(saved.at("links.0.commit")).toBe(await catalog.git("rev-parse", "HEAD"));
});

test.concurrent("50 saves of 50 collections at once are at most two commits, and all arrive", async () => {
  const files = { "README.md": "Many\n" };
  const many = await aRepository(sandbox, { name: "many", files, folder: join(folder, "many") });
  const names = Array.from({ length: 50 }, (_, index) => `Collection ${index + 1}`);
  const backups = await Promise.all(names.map((name) => aBackup("many", name)));
  await many.pull();
  const before = (await many.subjects()).length;
  const saves = await Promise.all(
    backups.map(({ id }, index) =>
      sandbox.call(
        "PUT",
        `collections/${id}`,
        aCollection({ id, name: String(names[index]), note: "new" }).body,
        WAIT,
      ),
    ),
  );
  expect(new Set(saves.map(({ status }) => status))).toEqual(new Set([200]));
  await many.pull();
  const commits = (await many.subjects()).length - before;
  expect(commits).toBeGreaterThan(0);
  expect(commits).toBeLessThanOrEqual(2);
  for (const { path } of backups) {
    expect((await many.read(path)).toString()).toContain('"description": "new"');
  }
});
