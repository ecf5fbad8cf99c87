/** Two people with clones of their own push while others save in the store: nothing of anybody is lost. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { type Clone, clone } from "./a-clone.ts";
import { aRepository } from "./a-repository.ts";
import { sandboxIn } from "./a-running-sandbox.ts";
import type { Answered, RunningSandbox } from "./running-sandbox.ts";

const SCHEMA = "api/petstore.yaml";
/** What all begin with. */
const BASE = "openapi: 3.1.0\ninfo:\n  title: Petstore\n  version: 1.0.0\npaths: {}\n";
const patient = { timeout: 40_000, interval: 50 };

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let sandbox: RunningSandbox;
let scenes = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-clones-"));
  sandbox = await sandboxIn(folder);
}, 90_000);

afterAll(async () => {
  await sandbox.dispose();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Person extends Clone {
  readonly folder: string;
}

/** A repository of its own, and the API that its schema is linked to. */
interface Scene {
  readonly ann: Person;
  readonly bob: Person;
  /** The version's address. */
  readonly version: string;
}

async function aScene(): Promise<Scene> {
  const name = `pets-${(scenes += 1)}`;
  const [annsFolder, bobsFolder] = [join(folder, `${name}-ann`), join(folder, `${name}-bob`)];
  const ann = await aRepository(sandbox, { name, files: { [SCHEMA]: BASE }, folder: annsFolder });
  const bob = await clone(`${sandbox.githubUrl}/acme/${name}.git`, bobsFolder);
  const from = { repository: `acme/${name}`, path: SCHEMA };
  const api = await sandbox.call("POST", "apis", { name, from });
  expect(api.status, api.text).toBe(201);
  return {
    ann: { ...ann, folder: annsFolder },
    bob: { ...bob, folder: bobsFolder },
    version: `apis/${name}/versions/1.0.0`,
  };
}

/** Commits on what the clone knows, and pushes as people do: where others were first, on top of theirs. */
async function pushOnTop(person: Person, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(person.folder, path)), { recursive: true });
  await writeFile(join(person.folder, path), text);
  await person.git("add", path);
  await person.git("commit", "-qm", `Write ${path}`);
  await vi.waitFor(async () => {
    await person.git("pull", "-q", "--rebase");
    await person.git("push", "-q");
  }, patient);
}

function save({ version }: Scene, text: string): Promise<Answered> {
  return sandbox.call("PUT", `${version}/schema`, text, {
    "content-type": "application/yaml",
    "if-match": "*",
    prefer: "wait=20",
  });
}

const linkOf = ({ version }: Scene): Promise<Answered> => sandbox.call("GET", `${version}/link`);
const schemaOf = async ({ version }: Scene): Promise<string> =>
  (await sandbox.call("GET", `${version}/schema`)).text;

async function rested(scene: Scene, states: readonly string[]): Promise<Answered> {
  return vi.waitFor(async () => {
    const link = await linkOf(scene);
    expect(states, link.text).toContain(link.at("state"));
    return link;
  }, patient);
}

async function textOf(blob: unknown): Promise<string> {
  return (await sandbox.call("GET", `blobs/${String(blob)}`)).text;
}

async function revisionBlobs({ version }: Scene): Promise<readonly unknown[]> {
  const { text } = await sandbox.call("GET", `${version}/revisions?limit=100`);
  const { items }: { readonly items: readonly { readonly blob: string }[] } = JSON.parse(text);
  return items.map(({ blob }) => blob);
}

const blobOf = (text: string): string => blobIdOf(Buffer.from(text));

/** Every commit that was there is there: nothing was forced. */
async function expectKept(person: Person, commits: readonly string[]): Promise<void> {
  for (const commit of commits) await person.git("merge-base", "--is-ancestor", commit, "origin/main");
}

/** Ann's edit is pushed, and nobody is told; then the store saves another. */
async function inConflict(): Promise<
  Scene & { readonly anns: string; readonly stores: string; readonly pushed: string }
> {
  const scene = await aScene();
  const { ann } = scene;
  const anns = BASE.replace(/^ {2}title: .*$/m, "  title: Ann's petstore");
  const stores = `${BASE}# saved in the store\n`;
  expect(anns).not.toBe(BASE);
  await sandbox.control("POST", "faults", { webhooks: { lost: 1 } });
  const pushed = await ann.commitAndPush(SCHEMA, anns, "Ann's title");
  await sandbox.control("DELETE", "faults");
  const saved = await save(scene, stores);
  expect(saved.status, saved.text).toBeLessThan(300);
  return { ...scene, anns, stores, pushed };
}

test.each(["store", "github", "merged"] as const)(
  "a save onto a push is a conflict with all three texts; resolved by %s, both sides hold one text and every other is kept",
  async (way) => {
    const scene = await inConflict();
    const { ann, bob, anns, stores, pushed } = scene;
    const link = await rested(scene, ["conflict"]);
    const address = `links/${String(link.at("id"))}`;
    const shown = await sandbox.call("GET", `${address}/conflict`);
    expect(await textOf(shown.at("base"))).toBe(BASE);
    expect(await textOf(shown.at("store"))).toBe(stores);
    expect(await textOf(shown.at("remote"))).toBe(anns);

    // Bob writes the same file on top of Ann's before the choice is made: it was made for what is there no longer.
    const bobs = `${anns}# and Bob's\n`;
    await bob.pull();
    const bobPushed = await bob.commitAndPush(SCHEMA, bobs, "Bob's line");
    await vi.waitFor(async () => expect((await linkOf(scene)).at("remote")).toBe(blobOf(bobs)), patient);
    const merged = `${bobs}# saved in the store\n`;
    const choice = way === "merged" ? { content: merged } : { keep: way };
    const outdated = await sandbox.call("POST", `${address}/resolution`, {
      expected: shown.at("expected"),
      ...choice,
    });
    expect(outdated.status).toBe(409);
    expect(outdated.at("code")).toBe("outdated");
    expect(await textOf((await linkOf(scene)).at("store"))).toBe(stores);

    const now = await sandbox.call("GET", `${address}/conflict`);
    const expected = now.at("expected");
    const resolved = await sandbox.call("POST", `${address}/resolution`, { expected, ...choice });
    expect(resolved.status, resolved.text).toBe(200);
    await rested(scene, ["in_sync"]);
    const result = { store: stores, github: bobs, merged }[way];
    await ann.pull();
    expect((await ann.read(SCHEMA)).toString()).toBe(result);
    expect(await schemaOf(scene)).toBe(result);
    const commits = await ann.git("log", "--format=%an", `${bobPushed}..origin/main`);
    expect(commits === "" ? 0 : commits.split("\n").length).toBe(way === "github" ? 0 : 1);
    await expectKept(ann, [pushed, bobPushed]);
    const blobs = await revisionBlobs(scene);
    for (const text of [BASE, stores, bobs, result]) expect(blobs).toContain(blobOf(text));
  },
);

test("a conflict that a person solves in a clone, by pushing the store's text, ends by itself", async () => {
  const scene = await inConflict();
  const { ann, stores } = scene;
  await rested(scene, ["conflict"]);
  await ann.commitAndPush(SCHEMA, stores, "Take the store's");
  await rested(scene, ["in_sync"]);
  expect(await schemaOf(scene)).toBe(stores);
});

// At once: mostly they wait for lanes to rest between commits.
describe.concurrent("races", () => {
  test("two clones push other files while the store saves: all of both histories, and no conflict", async () => {
    const scene = await aScene();
    const { ann, bob } = scene;
    const rounds = [1, 2, 3];
    const texts = rounds.map((round) => `${BASE}# save ${round}\n`);
    const pushing = async (person: Person, name: string): Promise<void> => {
      for (const round of rounds) await pushOnTop(person, `notes/${name}-${round}.md`, `${name} ${round}\n`);
    };
    const saving = async (): Promise<void> => {
      for (const text of texts) {
        const saved = await save(scene, text);
        expect(saved.status, saved.text).toBeLessThan(300);
      }
    };
    await Promise.all([pushing(ann, "ann"), pushing(bob, "bob"), saving()]);
    await rested(scene, ["in_sync"]);
    await ann.git("pull", "-q", "--rebase");
    expect((await ann.read(SCHEMA)).toString()).toBe(texts.at(-1));
    const files = await ann.git("ls-files", "notes");
    expect(files.split("\n")).toHaveLength(2 * rounds.length);
    const subjects = await ann.subjects();
    for (const name of ["ann", "bob"]) {
      for (const round of rounds) expect(subjects).toContain(`Write notes/${name}-${round}.md`);
    }
    const blobs = await revisionBlobs(scene);
    for (const text of texts) expect(blobs).toContain(blobOf(text));
  });

  test("a clone and the store write one file at once: whoever loses the race is told, and each text is kept", async () => {
    const scene = await aScene();
    const { ann } = scene;
    const rounds = [1, 2, 3];
    const pushed: string[] = [];
    for (const round of rounds) {
      const anns = `${BASE}# push ${round}\n`;
      const stores = `${BASE}# save ${round}\n`;
      const [commit, saved] = await Promise.all([
        ann.commitAndPush(SCHEMA, anns, `Push ${round}`).catch(() => null),
        save(scene, stores),
      ]);
      expect(saved.status, saved.text).toBeLessThan(300);
      const link = await rested(scene, ["in_sync", "conflict"]);
      if (link.at("state") === "conflict") await keepStore(link);
      // A push that came second was refused by git, as any would be: Ann begins anew from what is there.
      if (commit !== null) pushed.push(commit);
      await rested(scene, ["in_sync"]);
      await ann.git("fetch", "-q");
      await ann.git("reset", "-q", "--hard", "origin/main");
      expect(await revisionBlobs(scene)).toContain(blobOf(stores));
      if (commit !== null) expect(await revisionBlobs(scene)).toContain(blobOf(anns));
      expect(await schemaOf(scene)).toBe((await ann.read(SCHEMA)).toString());
    }
    await expectKept(ann, pushed);
  });
});

async function keepStore(link: Answered): Promise<void> {
  const address = `links/${String(link.at("id"))}`;
  const shown = await sandbox.call("GET", `${address}/conflict`);
  const choice = { expected: shown.at("expected"), keep: "store" };
  const resolved = await sandbox.call("POST", `${address}/resolution`, choice);
  expect(resolved.status, resolved.text).toBe(200);
}
