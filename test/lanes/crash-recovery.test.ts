import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import type { RequestFault } from "../../src/sandbox/faults.ts";
import type { RequestFilter } from "../../src/sandbox/request-log.ts";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { aCollection } from "../support/a-collection.ts";
import { aSeededSandbox } from "../support/a-seeded-sandbox.ts";
import { aServerProcess, type AServerProcess } from "../support/a-server-process.ts";
import { aFolder } from "../support/a-store.ts";

vi.setConfig({ testTimeout: 120_000 });

const PATIENT = { timeout: 30_000, interval: 20 };
const SCHEMA = "api/petstore.yaml";
const git = promisify(execFile);

interface Scene {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly folder: string;
  server: AServerProcess;
}

/** A schema and two backups, all in step with the repository. */
async function aScene(): Promise<Scene & { readonly ids: readonly string[] }> {
  const folder = aFolder();
  const sandbox = await aSeededSandbox(folder);
  onTestFinished(() => sandbox.close());
  const server = await aServerProcess(sandbox, folder);
  const repository = sandbox.repositories.get("acme/petstore");
  if (repository === null) throw new Error("The sandbox has no petstore.");
  const scene = { sandbox, repository, folder, server };
  await vi.waitFor(async () => expect((await server.call("GET", "repositories")).status).toBe(200), PATIENT);
  const from = { repository: "petstore", path: SCHEMA };
  expect((await server.call("POST", "apis", { name: "Petstore", from })).status).toBe(201);
  const ids: string[] = [];
  for (const name of ["Pets", "Shops"]) {
    const { id, body } = aCollection({ name, note: "first" });
    await server.call("PUT", `collections/${id}`, body);
    await server.call("POST", `collections/${id}/backups`, { repository: "petstore" });
    ids.push(id);
  }
  await inStep(scene);
  return { ...scene, ids };
}

async function restart(scene: Scene): Promise<void> {
  scene.sandbox.faults.clear();
  scene.server = await aServerProcess(scene.sandbox, scene.folder);
}

/** Every link agrees on what the store has, and that is what the file holds now. */
async function inStep({ server, repository }: Scene): Promise<void> {
  await vi.waitFor(async () => {
    const { items } = (await server.call("GET", "links")).body;
    expect(items).toHaveLength(3);
    for (const link of items) {
      const file = blobIdOf((await repository.read("main", link.path)) ?? Buffer.of());
      expect(link).toMatchObject({
        state: "in_sync",
        remote: file,
        agreed: { store: link.store, remote: file },
      });
    }
  }, PATIENT);
}

async function save({ server }: Scene, id: string, note: string): Promise<number> {
  const saved = await server.call("PUT", `collections/${id}`, aCollection({ id, name: "Pets", note }).body);
  return saved.status;
}

function asked({ sandbox }: Scene, filter: RequestFilter): Promise<void> {
  return vi.waitFor(() => expect(sandbox.requests.count(filter)).toBeGreaterThan(0), PATIENT);
}

function strike({ sandbox }: Scene, fault: RequestFault): void {
  sandbox.requests.clear();
  sandbox.faults.set({ requests: [fault] });
}

/** Every text that the file has had, oldest first: a text that was committed twice shows twice. */
async function historyOf({ repository }: Scene, path: string): Promise<readonly string[]> {
  const run = (...args: string[]) =>
    git("git", ["-C", repository.gitDir, ...args]).then(({ stdout }) => stdout);
  const commits = (await run("rev-list", "--reverse", "main", "--", path)).trim().split("\n");
  return Promise.all(commits.map((commit) => run("show", `${commit}:${path}`)));
}

async function commitsAreChanges({ repository }: Scene): Promise<void> {
  for (const { files } of await repository.log()) expect(files.length).toBeGreaterThan(0);
}

async function blobsOf({ server }: Scene, address: string): Promise<readonly string[]> {
  const { items } = (await server.call("GET", `${address}/revisions?limit=100`)).body;
  return items.map(({ blob }: { blob: string }) => blob).toReversed();
}

test("killed between the answer to a save and its commit: the save is committed, once", async () => {
  const scene = await aScene();
  const [id = ""] = scene.ids;
  strike(scene, { on: "graphql-mutation", effect: { kind: "silent" } });
  expect(await save(scene, id, "second")).toBe(202);
  await vi.waitFor(() => expect(scene.sandbox.requests.count({ kind: "graphql-mutation" })).toBe(1), PATIENT);
  await scene.server.kill();
  await restart(scene);
  await inStep(scene);
  const texts = await historyOf(scene, "Postman Collections/Pets.postman_collection.json");
  expect(texts.map((text) => JSON.parse(text).item[0].request.description)).toEqual(["first", "second"]);
  expect(await blobsOf(scene, `collections/${id}`)).toHaveLength(2);
});

test("killed between a commit and its record: the commit is there once, and is what is agreed on", async () => {
  const scene = await aScene();
  const [id = ""] = scene.ids;
  const before = await scene.repository.head();
  strike(scene, { on: "graphql-mutation", effect: { kind: "latency", delayMs: 60_000 } });
  scene.sandbox.webhooks.hold();
  expect(await save(scene, id, "second")).toBe(202);
  await vi.waitFor(async () => expect(await scene.repository.head()).not.toBe(before), PATIENT);
  await scene.server.kill();
  scene.sandbox.webhooks.drop();
  await restart(scene);
  await inStep(scene);
  const texts = await historyOf(scene, "Postman Collections/Pets.postman_collection.json");
  expect(texts).toHaveLength(2);
  expect(await blobsOf(scene, `collections/${id}`)).toHaveLength(2);
  await commitsAreChanges(scene);
});

test("killed between the answer to a webhook and its look: the push is taken, once", async () => {
  const scene = await aScene();
  strike(scene, { on: "graphql-query", effect: { kind: "silent" } });
  await scene.repository.commit({ files: { [SCHEMA]: "openapi: 3.1.0\n" } });
  await asked(scene, { kind: "graphql-query" });
  expect(scene.sandbox.webhooks.deliveries({ event: "push" }).at(-1)?.status).toBe("OK");
  await scene.server.kill();
  await restart(scene);
  await inStep(scene);
  expect(await blobsOf(scene, "apis/petstore/versions/1.0.0")).toHaveLength(2);
});

test("killed while the answer to a look is on its way: the push is taken, once", async () => {
  const scene = await aScene();
  strike(scene, { on: "graphql-query", effect: { kind: "latency", delayMs: 30 } });
  await scene.repository.commit({ files: { [SCHEMA]: "openapi: 3.1.0\n" } });
  await asked(scene, { kind: "graphql-query" });
  await scene.server.kill();
  await restart(scene);
  await inStep(scene);
  expect(await blobsOf(scene, "apis/petstore/versions/1.0.0")).toHaveLength(2);
});

test("killed again and again while people save and push: all that was acknowledged is there, nothing twice", async () => {
  const scene = await aScene();
  const acknowledged: string[] = [];
  let random = 7;
  const draw = (below: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  for (let round = 0; round < 6; round += 1) {
    scene.sandbox.requests.clear();
    const before = acknowledged.length;
    const work = Array.from({ length: 4 }, async (_, index) => {
      const [id = ""] = scene.ids;
      const note = `round ${round} save ${index}`;
      if ((await save(scene, id, note)) < 300) acknowledged.push(note);
    });
    const pushed = scene.repository.commit({ files: { [SCHEMA]: `openapi: 3.1.0\n# round ${round}\n` } });
    const ended = Promise.allSettled([...work, pushed]);
    const steps = draw(5);
    const done = () => acknowledged.length - before + scene.sandbox.requests.count();
    await vi.waitFor(() => expect(done()).toBeGreaterThanOrEqual(steps), { ...PATIENT, interval: 1 });
    await scene.server.kill();
    await ended;
    await restart(scene);
  }
  await inStep(scene);
  await commitsAreChanges(scene);
  const texts = await historyOf(scene, "Postman Collections/Pets.postman_collection.json");
  expect(new Set(texts).size).toBe(texts.length);
  const [id = ""] = scene.ids;
  const kept = (await scene.server.call("GET", `collections/${id}/revisions?limit=100`)).body.items;
  const notes = await Promise.all(
    kept.map(async ({ number }: { number: number }) => {
      const { body } = await scene.server.call("GET", `collections/${id}/revisions/${number}/content`);
      return body.item[0].request.description;
    }),
  );
  expect(notes).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(notes).size).toBe(notes.length);
  const schema = await blobsOf(scene, "apis/petstore/versions/1.0.0");
  expect(new Set(schema).size).toBe(schema.length);
  expect((await scene.repository.read("main", SCHEMA))?.toString()).toContain("round 5");
});
