/** Everything goes wrong at once, by chance, and repeatably: when it is over, all is as if nothing had happened. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import type { FaultEffect } from "../../src/sandbox/faults.ts";
import type { SandboxRepository } from "../../src/sandbox/sandbox.ts";
import {
  aBackup,
  aLinkedSchema,
  blobOf,
  linkOf,
  revisionsOf,
  saveText,
} from "../support/a-linked-document.ts";
import { aTimedLockstep, type ATimedLockstep, saveCollection } from "../support/a-timed-lockstep.ts";

vi.setConfig({ testTimeout: 60_000 });

const git = promisify(execFile);
const OURS = "api/ours.yaml";
const THEIRS = "api/theirs.yaml";
const aText = (title: string): string => `openapi: 3.1.0\ninfo: {title: ${title}, version: "1"}\npaths: {}\n`;

const EFFECTS: readonly FaultEffect[] = [
  { kind: "lost-answer" },
  { kind: "reset" },
  { kind: "status", status: 500 },
  { kind: "status", status: 502 },
  { kind: "secondary-limit", retryAfterSeconds: null },
  { kind: "errors-beside-data" },
];

function dice(seed: number): (below: number) => number {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function storm(lockstep: ATimedLockstep, seed: number): void {
  lockstep.sandbox.faults.set({
    seed,
    requests: EFFECTS.map((effect) => ({
      on: ["graphql-mutation", "graphql-query", "rest"],
      effect,
      rate: 0.08,
    })),
    webhooks: { lost: 0.2, doubled: 0.2, reordered: true },
    lag: { reads: 1 },
  });
}

/** Every text that the file has had, oldest first. */
async function historyOf(repository: SandboxRepository, path: string): Promise<readonly string[]> {
  const run = (...args: string[]) =>
    git("git", ["-C", repository.gitDir, ...args]).then(({ stdout }) => stdout);
  const commits = (await run("rev-list", "--reverse", "main", "--", path)).trim().split("\n");
  return Promise.all(commits.map((commit) => run("show", `${commit}:${path}`)));
}

function isInOrder(texts: readonly string[], saved: readonly string[]): boolean {
  const places = texts.map((text) => saved.findIndex((note) => text.includes(note)));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}

test.each([1, 2, 3])(
  "a storm of failures (%i) loses nothing, doubles nothing, and invents no conflict",
  async (seed) => {
    const lockstep = await aTimedLockstep();
    const repository = lockstep.repository("petstore");
    await repository.commit({ files: { [THEIRS]: aText("theirs-000") } });
    const backup = await aBackup(lockstep, { name: "Pets", note: "pets-000" });
    const ours = await aLinkedSchema(lockstep, { name: "Ours", file: OURS, text: aText("ours-000") });
    const theirs = await aLinkedSchema(lockstep, { name: "Theirs", file: THEIRS });
    await lockstep.pass(300_000);
    const roll = dice(seed);
    const notes = { pets: ["pets-000"], ours: ["ours-000"], theirs: ["theirs-000"] };
    const next = (kind: keyof typeof notes): string => {
      const note = `${kind}-${String(notes[kind].length).padStart(3, "0")}`;
      notes[kind].push(note);
      return note;
    };
    storm(lockstep, seed);
    const deeds = [
      () => saveCollection(lockstep, { id: backup.id, name: "Pets", note: next("pets") }),
      () => saveText(lockstep, ours.document, aText(next("ours"))),
      () => repository.commit({ files: { [THEIRS]: aText(next("theirs")) } }),
      () => repository.commit({ files: { "README.md": `${notes.theirs.length} ${roll(1000)}\n` } }),
      () => lockstep.pass(roll(90_000)),
      () => lockstep.sweeper.sweep(),
    ];
    for (let step = 0; step < 40; step += 1) {
      await deeds[roll(deeds.length)]?.();
      if (roll(3) === 0) await lockstep.pass(roll(5_000));
    }
    lockstep.sandbox.faults.clear();
    await lockstep.pass(2 * 3_600_000);
    await lockstep.sweeper.sweep();
    await lockstep.pass(3_600_000);

    const [pets, store, github] = [
      await linkOf(lockstep, backup),
      await linkOf(lockstep, ours),
      await linkOf(lockstep, theirs),
    ];
    expect([pets.state, store.state, github.state]).toEqual(["in_sync", "in_sync", "in_sync"]);
    expect(store.remote).toBe(blobOf(aText(notes.ours.at(-1) ?? "")));
    expect(github.store).toBe(blobOf(aText(notes.theirs.at(-1) ?? "")));
    const petTexts = await historyOf(repository, pets.path);
    expect(petTexts.at(-1)).toContain(notes.pets.at(-1));
    expect(isInOrder(petTexts, notes.pets)).toBe(true);
    expect(isInOrder(await historyOf(repository, OURS), notes.ours)).toBe(true);
    for (const { files } of await repository.log()) expect(files.length).toBeGreaterThan(0);
    expect(await revisionsOf(lockstep, backup)).toHaveLength(notes.pets.length);
    expect(await revisionsOf(lockstep, ours)).toHaveLength(notes.ours.length);
    const taken = (await revisionsOf(lockstep, theirs)).map(({ blob }) => blob);
    const pushed = notes.theirs.map((note) => blobOf(aText(note)));
    const places = taken.toReversed().map((blob) => pushed.findIndex((it) => it === blob));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
  },
);
