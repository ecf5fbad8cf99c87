import { expect, test } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import {
  aBackup,
  aLinkedSchema,
  linkOf,
  requestsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aTimedLockstep, headlines, saveCollection } from "../support/a-timed-lockstep.ts";
import { prepareSaving, saveAtOnce, saveOver } from "../support/many-saves.ts";

const onGitHub = async (lockstep: Awaited<ReturnType<typeof aTimedLockstep>>, name: string) =>
  String(
    await lockstep.repository("petstore").read("main", `Postman Collections/${name}.postman_collection.json`),
  );

test("50 saves of 50 collections at once are at most two commits, one request each", async () => {
  const lockstep = await aTimedLockstep();
  const saving = await prepareSaving(lockstep, lockstep.clock, 50);
  const cost = await saveAtOnce(saving, "all at once");
  expect(cost.commits).toBeLessThanOrEqual(2);
  expect(cost).toEqual({ commits: cost.commits, writes: cost.commits, reads: 0 });
  for (let index = 0; index < 50; index += 1) {
    expect(await onGitHub(lockstep, `Collection ${index}`)).toContain("all at once");
  }
}, 60_000);

test("1,000 saves over ten minutes are at most 20 commits, and the last one is there", async () => {
  const lockstep = await aTimedLockstep();
  const saving = await prepareSaving(lockstep, lockstep.clock, 2);
  const cost = await saveOver(saving, { count: 1000, durationMs: 600_000 });
  expect(cost.commits).toBeLessThanOrEqual(20);
  expect(cost.commits).toBeGreaterThan(5);
  expect(cost).toEqual({ commits: cost.commits, writes: cost.commits, reads: 0 });
  expect(await onGitHub(lockstep, "Collection 0")).toContain("save 998");
  expect(await onGitHub(lockstep, "Collection 1")).toContain("save 999");
}, 120_000);

test("the first save goes at once; while saves go on the rests double to a minute, and a quiet time ends that", async () => {
  const lockstep = await aTimedLockstep();
  const { id } = await aBackup(lockstep);
  await lockstep.pass(600_000);
  const times: number[] = [];
  const startedAt = lockstep.clock.now();
  let commits = (await headlines(lockstep)).length;
  for (let second = 0; second < 200; second += 1) {
    await saveCollection(lockstep, { id, note: `second ${second}` });
    await lockstep.engine.idle();
    const now = (await lockstep.repository("petstore").log()).length;
    if (now > commits) times.push((lockstep.clock.now() - startedAt) / 1000);
    commits = now;
    await lockstep.clock.pass(1000, () => lockstep.engine.idle());
  }
  expect(times[0]).toBe(0);
  const rests = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(rests).toEqual([2, 4, 8, 16, 32, 60, 60].slice(0, rests.length));
  expect(rests.length).toBeGreaterThanOrEqual(6);
  await lockstep.pass(600_000);
  const before = (await headlines(lockstep)).length;
  await saveCollection(lockstep, { id, note: "much later" });
  await lockstep.engine.idle();
  expect(await headlines(lockstep)).toHaveLength(before + 1);
}, 60_000);

test("a save that waits for its lane's rest says so, and is told in the commit with the others", async () => {
  const lockstep = await aTimedLockstep();
  const linked = await aBackup(lockstep);
  await saveCollection(lockstep, { id: linked.id, note: "one" });
  await saveCollection(lockstep, { id: linked.id, note: "two" });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "pending", code: "saving" });
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  expect(await headlines(lockstep)).toMatchObject({ 0: "Pets: updated (2 saves)", 1: "Pets: created" });
});

test("`quiet` of a link holds its commits back, and nobody else's", async () => {
  const lockstep = await aTimedLockstep();
  const slow = await aBackup(lockstep, { name: "Slow", quiet: "1h" });
  const quick = await aBackup(lockstep, { name: "Quick" });
  await lockstep.pass(600_000);
  const put = (id: string, name: string, note: string) =>
    lockstep.call("PUT", `collections/${id}`, aCollection({ id, name, note }).body);
  await put(slow.id, "Slow", "later");
  await settle(lockstep);
  // A push makes the lane look, and find that nothing may be committed yet.
  await lockstep.repository("petstore").commit({ files: { "README.md": "more\n" } });
  await settle(lockstep);
  await put(quick.id, "Quick", "now");
  await settle(lockstep);
  expect(await onGitHub(lockstep, "Quick")).toContain("now");
  expect(await onGitHub(lockstep, "Slow")).not.toContain("later");
  const waiting = await requestsOf(lockstep, () => lockstep.pass(40 * 60_000));
  expect(waiting).toEqual([]);
  await lockstep.pass(20 * 60_000);
  expect(await onGitHub(lockstep, "Slow")).toContain("later");
  expect(await linkOf(lockstep, slow)).toMatchObject({ state: "in_sync" });
});

test("a push is taken at once while a lane rests between its commits", async () => {
  const lockstep = await aTimedLockstep();
  const { id } = await aBackup(lockstep);
  for (const note of ["one", "two", "three"]) {
    await saveCollection(lockstep, { id, note });
    await lockstep.engine.idle();
  }
  const made = await lockstep.call("POST", "apis", {
    name: "Pets",
    from: { repository: "petstore", path: "api/petstore.yaml" },
  });
  expect(made.statusCode, made.body).toBe(201);
  await lockstep.repository("petstore").commit({ files: { "api/petstore.yaml": "title: pushed\n" } });
  await settle(lockstep);
  const schema = await lockstep.call("GET", "apis/pets/versions/1.0.0/schema");
  expect(schema.body).toBe("title: pushed\n");
});

test("commits beside an open pull request rest between each other like any others", async () => {
  const lockstep = await aTimedLockstep();
  await aLinkedSchema(lockstep, { name: "Asked", file: "asked.yaml", text: "a: 1\n", mode: "pull_request" });
  const direct = await aLinkedSchema(lockstep, { name: "Direct", file: "direct.yaml", text: "d: 0\n" });
  await lockstep.pass(600_000);
  const before = (await headlines(lockstep)).length;
  for (let number = 1; number <= 60; number += 1) {
    await saveText(lockstep, direct.document, `d: ${number}\n`);
    await settle(lockstep);
    await lockstep.pass(1000);
  }
  expect((await headlines(lockstep)).length - before).toBeLessThanOrEqual(7);
  await lockstep.pass(120_000);
  expect(String(await lockstep.repository("petstore").read("main", "direct.yaml"))).toBe("d: 60\n");
}, 60_000);
