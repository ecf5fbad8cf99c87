import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import {
  aBackup,
  aLinkedSchema,
  linkOf,
  requestsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  backUpMany,
  headlines,
  linkStates,
  saveCollection,
  strike,
  writesTo,
} from "../support/a-timed-lockstep.ts";

const aText = (title: string): string => `openapi: 3.1.0\ninfo: {title: ${title}, version: "1"}\npaths: {}\n`;

test("201 files are three commits, of 100, 100 and 1", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  lockstep.repository("petstore").archive();
  await lockstep.sweeper.sweep();
  await backUpMany(lockstep, 201);
  await settle(lockstep);
  lockstep.repository("petstore").archive(false);
  lockstep.sandbox.requests.clear();
  await lockstep.clock.pass(3_600_000);
  await lockstep.sweeper.sweep();
  await lockstep.pass(60_000);
  const log = await lockstep.repository("petstore").log();
  expect(log.slice(0, 3).map(({ files }) => files.length)).toEqual([1, 100, 100]);
  expect(writesTo(lockstep)).toHaveLength(3);
  const rows = await lockstep.store.read.selectFrom("links").select("state").distinct().execute();
  expect(rows).toEqual([{ state: "in_sync" }]);
});

test("a lost answer to the second of two chunks is settled: three commits, each file once", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").archive();
  await settle(lockstep);
  await backUpMany(lockstep, 150);
  await settle(lockstep);
  strike(
    lockstep,
    { on: "graphql-mutation", effect: { kind: "latency", delayMs: 1 }, times: 1 },
    { on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 },
  );
  lockstep.repository("petstore").archive(false);
  await lockstep.pass(120_000);
  const log = await lockstep.repository("petstore").log();
  expect(log.map(({ files }) => files.length).slice(0, -1)).toEqual([50, 100]);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 100 });
});

test("more than 25 MB are several commits", async () => {
  const lockstep = await aTimedLockstep();
  const big = randomBytes(4_500_000).toString("hex");
  for (const name of ["One", "Two", "Three"]) {
    await aLinkedSchema(lockstep, { name, file: `${name}.yaml`, text: aText(name) });
  }
  await lockstep.pass(600_000);
  const before = (await headlines(lockstep)).length;
  lockstep.sandbox.requests.clear();
  const documents = await lockstep.store.read.selectFrom("versions").select("document").execute();
  lockstep.sandbox.faults.set({ outage: true });
  for (const { document } of documents) await saveText(lockstep, document, `# ${big}\n`);
  await settle(lockstep);
  lockstep.sandbox.faults.clear();
  await lockstep.pass(600_000);
  const log = await lockstep.repository("petstore").log();
  expect(log.slice(0, log.length - before).map(({ files }) => files.length)).toEqual([1, 2]);
});

test("an executable file stays executable, and its commit lands on the observed head or not at all", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const file = "api/run.yaml";
  await repository.commit({ files: { [file]: { content: aText("one"), executable: true } } });
  await lockstep.quiet();
  const schema = await aLinkedSchema(lockstep, { file });
  await saveText(lockstep, schema.document, aText("two"));
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, schema)).state).toBe("in_sync");
  expect((await repository.read("main", file))?.toString()).toBe(aText("two"));
  expect(await repository.mode("main", file)).toBe("100755");
  expect(await requestsOf(lockstep, async () => undefined)).toEqual([]);
});

test("an executable file's commit whose answer was lost is there once", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const file = "api/run.yaml";
  await repository.commit({ files: { [file]: { content: aText("one"), executable: true } } });
  await lockstep.quiet();
  const schema = await aLinkedSchema(lockstep, { file });
  strike(lockstep, {
    on: "rest",
    method: "PATCH",
    match: "/git/refs",
    effect: { kind: "lost-answer" },
    times: 1,
  });
  const before = (await headlines(lockstep)).length;
  await saveText(lockstep, schema.document, aText("two"));
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, schema)).state).toBe("in_sync");
  expect((await headlines(lockstep)).length).toBe(before + 1);
});

test("a branch that does not exist is said so and not created; made by somebody, it is used", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets", branch: "nowhere" });
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "error", code: "branch_not_found" });
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await lockstep.sweeper.sweep();
  await lockstep.pass(3_600_000);
  expect(await lockstep.repository("petstore").branches()).toEqual(["main"]);
  expect(writesTo(lockstep)).toEqual([]);
  await lockstep.repository("petstore").createBranch("nowhere");
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
  expect((await headlines(lockstep, "petstore", "nowhere"))[0]).toBe("Pets: created (2 saves)");
});
