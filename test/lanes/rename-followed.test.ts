import { expect, test } from "vitest";
import type { SandboxRepository } from "../../src/sandbox/sandbox.ts";
import {
  aBackup,
  blobOf,
  linkOf,
  requestsOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";
import { aTimedLockstep, type ATimedLockstep, saveCollection } from "../support/a-timed-lockstep.ts";

const OLD = "api/old.yaml";
const NEW = "schemas/new.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";

const inStep = () => aSchemaInStep({ path: OLD, text: ONE });

async function rename(
  lockstep: ATimedLockstep,
  repository: SandboxRepository,
  to: Readonly<Record<string, string>> = { [NEW]: ONE },
): Promise<void> {
  await repository.commit({ files: { [OLD]: null, ...to }, message: "Rename" });
  await settle(lockstep);
}

async function follow(lockstep: ATimedLockstep, link: number, file: string) {
  const answer = await lockstep.call("PATCH", `links/${link}`, { directory: "", file });
  await settle(lockstep);
  return answer;
}

test("a renamed file is offered, and followed on request without a choice, a commit or a revision", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await rename(lockstep, repository);
  expect(await link()).toMatchObject({
    state: "missing",
    path: OLD,
    renamedTo: NEW,
    store: blobOf(ONE),
    remote: null,
  });
  const conflict = await lockstep.call("GET", `links/${linked.link}/conflict`);
  expect(conflict.json()).toMatchObject({ remote: null, renamedTo: NEW });
  const head = await repository.head();
  expect((await follow(lockstep, linked.link, NEW)).statusCode).toBe(200);
  expect(await link()).toMatchObject({
    state: "in_sync",
    path: NEW,
    renamedTo: null,
    agreed: { store: blobOf(ONE), remote: blobOf(ONE) },
  });
  expect(await repository.head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("a followed file goes both ways at its new path, and the old one is nobody's", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await rename(lockstep, repository);
  await follow(lockstep, linked.link, NEW);
  await repository.commit({ files: { [NEW]: TWO, [OLD]: "other: 1\n" } });
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(TWO) });
  await saveText(lockstep, linked.document, "a: 3\n");
  await lockstep.pass(60_000);
  expect(String(await repository.read("main", NEW))).toBe("a: 3\n");
  expect(String(await repository.read("main", OLD))).toBe("other: 1\n");
});

test("an edit pushed between the offer and its acceptance is taken as an edit of the same file", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await rename(lockstep, repository);
  await repository.commit({ files: { [NEW]: TWO } });
  await settle(lockstep);
  await follow(lockstep, linked.link, NEW);
  expect(await link()).toMatchObject({ state: "in_sync", path: NEW, store: blobOf(TWO) });
  expect((await revisionsOf(lockstep, linked)).map(({ origin }) => origin)).toEqual(["github", "github"]);
});

test("a rename and a save at the same time is a conflict with an offer; followed, the save goes to the new path", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  lockstep.sandbox.webhooks.hold();
  await repository.commit({ files: { [OLD]: null, [NEW]: ONE } });
  await saveText(lockstep, linked.document, TWO);
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "conflict", renamedTo: NEW, store: blobOf(TWO) });
  await follow(lockstep, linked.link, NEW);
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ state: "in_sync", path: NEW, store: blobOf(TWO) });
  expect(String(await repository.read("main", NEW))).toBe(TWO);
  expect(await repository.read("main", OLD)).toBeNull();
});

test("a file that went with another one, or whose name changed in case alone, is offered too", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await repository.commit({ files: { [OLD]: null, "api/Old.yaml": ONE, "api/else.yaml": null } });
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "missing", renamedTo: "api/Old.yaml" });
  expect((await follow(lockstep, linked.link, "api/Old.yaml")).statusCode).toBe(200);
  expect(await link()).toMatchObject({ state: "in_sync", path: "api/Old.yaml" });
});

test("a name in another normal form is followed by its exact bytes", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  const decomposed = "api/u\u0308ber.yaml";
  await rename(lockstep, repository, { [decomposed]: ONE });
  expect(await link()).toMatchObject({ renamedTo: decomposed });
  await follow(lockstep, linked.link, decomposed);
  expect(await link()).toMatchObject({ state: "in_sync", path: decomposed });
});

test("a file that was renamed again before it was followed is offered at its newest place", async () => {
  const { lockstep, repository, linked, link } = await inStep();
  await rename(lockstep, repository);
  await repository.commit({ files: { [NEW]: null, "newest.yaml": ONE } });
  await settle(lockstep);
  await follow(lockstep, linked.link, NEW);
  expect(await link()).toMatchObject({ state: "missing", path: NEW, renamedTo: "newest.yaml" });
  await follow(lockstep, linked.link, "newest.yaml");
  expect(await link()).toMatchObject({ state: "in_sync", path: "newest.yaml" });
});

test("a renamed backup is followed with the style of its file, and its next save goes there", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const { id, link } = await aBackup(lockstep, { name: "Pets", note: "first" });
  const { path } = await linkOf(lockstep, { link });
  const spaced = String(await repository.read("main", path)).replaceAll("\t", "  ");
  await repository.commit({ files: { [path]: spaced } });
  await settle(lockstep);
  await repository.commit({ files: { [path]: null, "pets.json": spaced } });
  await settle(lockstep);
  expect(await linkOf(lockstep, { link })).toMatchObject({ state: "missing", renamedTo: "pets.json" });
  await follow(lockstep, link, "pets.json");
  expect(await linkOf(lockstep, { link })).toMatchObject({ state: "in_sync", path: "pets.json" });
  await saveCollection(lockstep, { id, name: "Pets", note: "second" });
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, { link })).toMatchObject({ state: "in_sync" });
  expect(String(await repository.read("main", "pets.json"))).toBe(spaced.replace("first", "second"));
  expect(await repository.read("main", path)).toBeNull();
});

test("costs one request more, once: neither later pushes nor sweeps look again", async () => {
  const { lockstep, repository } = await inStep();
  expect(await requestsOf(lockstep, () => rename(lockstep, repository))).toEqual(["graphql-query", "rest"]);
  const later = () => repository.commit({ files: { "else.yaml": TWO } });
  expect(await requestsOf(lockstep, later)).toEqual(["graphql-query"]);
});
