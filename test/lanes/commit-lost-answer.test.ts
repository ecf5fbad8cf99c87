import { expect, test } from "vitest";
import {
  aBackup,
  aLinkedSchema,
  blobOf,
  linkOf,
  requestsOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aTimedLockstep, headlines, saveCollection, strike, writesTo } from "../support/a-timed-lockstep.ts";

const LOST = { on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 } as const;
const NOT_DONE = { on: "graphql-mutation", effect: { kind: "reset" }, times: 1 } as const;
const PATH = "api/new.yaml";
const aText = (title: string): string => `openapi: 3.1.0\ninfo: {title: ${title}, version: "1"}\npaths: {}\n`;

test("a commit whose answer was lost is there once, and is what is agreed on", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  strike(lockstep, LOST);
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await settle(lockstep);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "pending", code: "retrying" });
  await lockstep.pass(60_000);
  const link = await linkOf(lockstep, backup);
  expect(link.state).toBe("in_sync");
  expect(link.agreed).toEqual({ store: link.store, remote: link.remote });
  expect((await headlines(lockstep)).slice(0, 2)).toEqual(["Pets: updated", "Pets: created"]);
  expect(await revisionsOf(lockstep, backup)).toHaveLength(2);
});

test("the settled commit is named on its revision, as one whose answer came", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  strike(lockstep, LOST);
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await settle(lockstep);
  await lockstep.pass(60_000);
  const [newest] = await revisionsOf(lockstep, backup);
  expect(newest?.commit).toBe(await lockstep.repository("petstore").head());
});

test("a request that never arrived is sent again, once", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  strike(lockstep, NOT_DONE);
  lockstep.sandbox.requests.clear();
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await lockstep.pass(60_000);
  expect(writesTo(lockstep).map(({ status }) => status)).toEqual([0, 200]);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
  expect(await headlines(lockstep)).toHaveLength(3);
});

test("a save that came after the lost answer is a commit of its own on top", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  strike(lockstep, LOST);
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await settle(lockstep);
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "third" });
  await lockstep.pass(120_000);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
  expect((await headlines(lockstep)).slice(0, 3)).toEqual([
    "Pets: updated",
    "Pets: updated",
    "Pets: created",
  ]);
  expect((await revisionsOf(lockstep, backup)).map(({ origin }) => origin)).not.toContain("github");
});

test("somebody's edit on top of the lost commit is an edit of theirs, not a conflict", async () => {
  const lockstep = await aTimedLockstep();
  const schema = await aLinkedSchema(lockstep, { file: PATH, text: aText("one") });
  await lockstep.pass(120_000);
  strike(lockstep, LOST);
  await saveText(lockstep, schema.document, aText("two"));
  await settle(lockstep);
  await lockstep.repository("petstore").commit({ files: { [PATH]: aText("three") } });
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, schema)).toMatchObject({ state: "in_sync", store: blobOf(aText("three")) });
  expect((await revisionsOf(lockstep, schema)).map(({ blob }) => blob)).toEqual(
    ["three", "two", "one"].map((title) => blobOf(aText(title))),
  );
});

test("so it is where a replica still showed the old head when it was first looked for", async () => {
  const lockstep = await aTimedLockstep();
  const schema = await aLinkedSchema(lockstep, { file: PATH, text: aText("one") });
  await lockstep.pass(120_000);
  lockstep.sandbox.webhooks.hold();
  lockstep.sandbox.faults.set({ requests: [LOST], lag: { reads: 4 } });
  await saveText(lockstep, schema.document, aText("two"));
  await settle(lockstep);
  await lockstep.pass(1_500);
  expect(await linkOf(lockstep, schema)).toMatchObject({ state: "pending", code: "branch_busy" });
  lockstep.sandbox.faults.clear();
  await lockstep.repository("petstore").commit({ files: { [PATH]: aText("three") } });
  await lockstep.sandbox.webhooks.release();
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, schema)).toMatchObject({ state: "in_sync", store: blobOf(aText("three")) });
});

test("an edit where the lost request had not landed is a conflict, with nothing lost", async () => {
  const lockstep = await aTimedLockstep();
  const schema = await aLinkedSchema(lockstep, { file: PATH, text: aText("one") });
  await lockstep.pass(120_000);
  strike(lockstep, NOT_DONE);
  await saveText(lockstep, schema.document, aText("two"));
  await settle(lockstep);
  await lockstep.repository("petstore").commit({ files: { [PATH]: aText("three") } });
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, schema)).toMatchObject({
    state: "conflict",
    store: blobOf(aText("two")),
    remote: blobOf(aText("three")),
  });
});

test("an answer that carries an error beside the commit's id has landed: no look, no second commit", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  strike(lockstep, { on: "graphql-mutation", effect: { kind: "errors-beside-data" } });
  const kinds = await requestsOf(lockstep, () =>
    saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" }),
  );
  expect(kinds).toEqual(["graphql-mutation"]);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
});
