/** Two people with clones of their own push while others save in the store: nothing of anybody is lost. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { type Clone, clone } from "./a-clone.ts";
import { aFolder, aRunningSandbox } from "./a-running-sandbox.ts";
import type { Answered, RunningSandbox } from "./running-sandbox.ts";

const SCHEMA = "api/petstore.yaml";
const VERSION = "apis/petstore/versions/1.0.0";
const patient = { timeout: 20_000, interval: 50 };

vi.setConfig({ testTimeout: 120_000 });

interface Person extends Clone {
  readonly folder: string;
}

interface Scene {
  readonly sandbox: RunningSandbox;
  readonly ann: Person;
  readonly bob: Person;
  /** What all began with. */
  readonly base: string;
}

async function aScene(): Promise<Scene> {
  const sandbox = await aRunningSandbox();
  const from = { repository: "acme/petstore", path: SCHEMA };
  const made = await sandbox.call("POST", "apis", { name: "Petstore", from });
  expect(made.status, made.text).toBe(201);
  const [ann, bob] = [await aPerson(sandbox, "ann"), await aPerson(sandbox, "bob")];
  return { sandbox, ann, bob, base: (await ann.read(SCHEMA)).toString() };
}

async function aPerson(sandbox: RunningSandbox, name: string): Promise<Person> {
  const folder = join(await aFolder(), name);
  return { ...(await clone(`${sandbox.githubUrl}/acme/petstore.git`, folder)), folder };
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

function save(sandbox: RunningSandbox, text: string): Promise<Answered> {
  return sandbox.call("PUT", `${VERSION}/schema`, text, {
    "content-type": "application/yaml",
    "if-match": "*",
    prefer: "wait=20",
  });
}

const linkOf = (sandbox: RunningSandbox): Promise<Answered> => sandbox.call("GET", `${VERSION}/link`);

async function rested(sandbox: RunningSandbox, states: readonly string[]): Promise<Answered> {
  return vi.waitFor(async () => {
    const link = await linkOf(sandbox);
    expect(states, link.text).toContain(link.at("state"));
    return link;
  }, patient);
}

async function textOf(sandbox: RunningSandbox, blob: unknown): Promise<string> {
  return (await sandbox.call("GET", `blobs/${String(blob)}`)).text;
}

async function revisionBlobs(sandbox: RunningSandbox): Promise<readonly unknown[]> {
  const { text } = await sandbox.call("GET", `${VERSION}/revisions?limit=100`);
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
  const { sandbox, ann, base } = scene;
  const anns = base.replace(/^ {2}title: .*$/m, "  title: Ann's petstore");
  const stores = `${base}# saved in the store\n`;
  expect(anns).not.toBe(base);
  await sandbox.control("POST", "faults", { webhooks: { lost: 1 } });
  const pushed = await ann.commitAndPush(SCHEMA, anns, "Ann's title");
  await sandbox.control("DELETE", "faults");
  const saved = await save(sandbox, stores);
  expect(saved.status, saved.text).toBeLessThan(300);
  return { ...scene, anns, stores, pushed };
}

test.each(["store", "github", "merged"] as const)(
  "a save onto a push is a conflict with all three texts; resolved by %s, both sides hold one text and every other is kept",
  async (way) => {
    const { sandbox, ann, bob, base, anns, stores, pushed } = await inConflict();
    const link = await rested(sandbox, ["conflict"]);
    const address = `links/${String(link.at("id"))}`;
    const shown = await sandbox.call("GET", `${address}/conflict`);
    expect(await textOf(sandbox, shown.at("base"))).toBe(base);
    expect(await textOf(sandbox, shown.at("store"))).toBe(stores);
    expect(await textOf(sandbox, shown.at("remote"))).toBe(anns);

    // Bob writes the same file on top of Ann's before the choice is made: it was made for what is there no longer.
    const bobs = `${anns}# and Bob's\n`;
    await bob.pull();
    const bobPushed = await bob.commitAndPush(SCHEMA, bobs, "Bob's line");
    await vi.waitFor(async () => expect((await linkOf(sandbox)).at("remote")).toBe(blobOf(bobs)), patient);
    const merged = `${bobs}# saved in the store\n`;
    const choice = way === "merged" ? { content: merged } : { keep: way };
    const outdated = await sandbox.call("POST", `${address}/resolution`, {
      expected: shown.at("expected"),
      ...choice,
    });
    expect(outdated.status).toBe(409);
    expect(outdated.at("code")).toBe("outdated");
    expect(await textOf(sandbox, (await linkOf(sandbox)).at("store"))).toBe(stores);

    const now = await sandbox.call("GET", `${address}/conflict`);
    const expected = now.at("expected");
    const resolved = await sandbox.call("POST", `${address}/resolution`, { expected, ...choice });
    expect(resolved.status, resolved.text).toBe(200);
    await rested(sandbox, ["in_sync"]);
    const result = { store: stores, github: bobs, merged }[way];
    await ann.pull();
    expect((await ann.read(SCHEMA)).toString()).toBe(result);
    expect((await sandbox.call("GET", `${VERSION}/schema`)).text).toBe(result);
    const commits = await ann.git("log", "--format=%an", `${bobPushed}..origin/main`);
    expect(commits === "" ? 0 : commits.split("\n").length).toBe(way === "github" ? 0 : 1);
    await expectKept(ann, [pushed, bobPushed]);
    const blobs = await revisionBlobs(sandbox);
    for (const text of [base, stores, bobs, result]) expect(blobs).toContain(blobOf(text));
  },
);

test("a conflict that a person solves in a clone, by pushing the store's text, ends by itself", async () => {
  const { sandbox, ann, stores } = await inConflict();
  await rested(sandbox, ["conflict"]);
  await ann.commitAndPush(SCHEMA, stores, "Take the store's");
  await rested(sandbox, ["in_sync"]);
  expect((await sandbox.call("GET", `${VERSION}/schema`)).text).toBe(stores);
});

test("two clones push other files while the store saves: all of both histories, and no conflict", async () => {
  const { sandbox, ann, bob, base } = await aScene();
  const rounds = [1, 2, 3];
  const texts = rounds.map((round) => `${base}# save ${round}\n`);
  const pushing = async (person: Person, name: string): Promise<void> => {
    for (const round of rounds) await pushOnTop(person, `notes/${name}-${round}.md`, `${name} ${round}\n`);
  };
  const saving = async (): Promise<void> => {
    for (const text of texts) {
      const saved = await save(sandbox, text);
      expect(saved.status, saved.text).toBeLessThan(300);
    }
  };
  await Promise.all([pushing(ann, "ann"), pushing(bob, "bob"), saving()]);
  await rested(sandbox, ["in_sync"]);
  await ann.git("pull", "-q", "--rebase");
  expect((await ann.read(SCHEMA)).toString()).toBe(texts.at(-1));
  const files = await ann.git("ls-files", "notes");
  expect(files.split("\n")).toHaveLength(2 * rounds.length);
  const subjects = await ann.subjects();
  for (const name of ["ann", "bob"]) {
    for (const round of rounds) expect(subjects).toContain(`Write notes/${name}-${round}.md`);
  }
  const blobs = await revisionBlobs(sandbox);
  for (const text of texts) expect(blobs).toContain(blobOf(text));
});

test("a clone and the store write one file at once: whoever loses the race is told, and each text is kept", async () => {
  const { sandbox, ann, base } = await aScene();
  const rounds = [1, 2, 3];
  const pushed: string[] = [];
  for (const round of rounds) {
    const anns = `${base}# push ${round}\n`;
    const stores = `${base}# save ${round}\n`;
    const [commit, saved] = await Promise.all([
      ann.commitAndPush(SCHEMA, anns, `Push ${round}`).catch(() => null),
      save(sandbox, stores),
    ]);
    expect(saved.status, saved.text).toBeLessThan(300);
    const link = await rested(sandbox, ["in_sync", "conflict"]);
    if (link.at("state") === "conflict") await keepStore(sandbox, link);
    // A push that came second was refused by git, as any would be: Ann begins anew from what is there.
    if (commit !== null) pushed.push(commit);
    await rested(sandbox, ["in_sync"]);
    await ann.git("fetch", "-q");
    await ann.git("reset", "-q", "--hard", "origin/main");
    expect(await revisionBlobs(sandbox)).toContain(blobOf(stores));
    if (commit !== null) expect(await revisionBlobs(sandbox)).toContain(blobOf(anns));
    expect((await sandbox.call("GET", `${VERSION}/schema`)).text).toBe((await ann.read(SCHEMA)).toString());
  }
  await expectKept(ann, pushed);
});

async function keepStore(sandbox: RunningSandbox, link: Answered): Promise<void> {
  const address = `links/${String(link.at("id"))}`;
  const shown = await sandbox.call("GET", `${address}/conflict`);
  const choice = { expected: shown.at("expected"), keep: "store" };
  const resolved = await sandbox.call("POST", `${address}/resolution`, choice);
  expect(resolved.status, resolved.text).toBe(200);
}
