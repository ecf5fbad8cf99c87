import { expect, test } from "vitest";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import { aBackup, linkOf, settle } from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  backUpMany,
  headlines,
  linkStates,
  strike,
  writesTo,
} from "../support/a-timed-lockstep.ts";

async function nobodyPushes(): Promise<unknown> {
  return undefined;
}

test("an empty repository gets its first file alone, then the rest in one commit", async () => {
  const lockstep = await aTimedLockstep();
  await backUpMany(lockstep, 20, { repository: "blank" });
  await lockstep.pass(60_000);
  const log = await lockstep.repository("blank").log();
  expect(log.map(({ files }) => files.length)).toEqual([19, 1]);
  expect(writesTo(lockstep).map(({ kind }) => kind)).toEqual(["rest", "graphql-mutation"]);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 20 });
});

test("where the first file is refused, the others go through", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("blank").setRules({ secrets: ["hush"] });
  await backUpMany(lockstep, 5, { repository: "blank", text: (index) => (index < 2 ? "hush" : "fine") });
  await lockstep.pass(60_000);
  expect(await linkStates(lockstep)).toEqual({ "error content_blocked": 2, in_sync: 3 });
  const sent = writesTo(lockstep).length;
  await lockstep.sweeper.sweep();
  await lockstep.pass(3_600_000);
  expect(writesTo(lockstep)).toHaveLength(sent);
});

test("a first file whose answer was lost is there once", async () => {
  const lockstep = await aTimedLockstep();
  strike(lockstep, { on: "rest", method: "PUT", effect: { kind: "lost-answer" }, times: 1 });
  const backup = await aBackup(lockstep, { name: "Pets", repository: "blank" });
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
  expect(await headlines(lockstep, "blank")).toEqual(["Pets: created"]);
});

test("somebody's first commit at the same moment is kept, and ours waits for a choice", async () => {
  let push = nobodyPushes;
  const raced = (real: GitHubPort): GitHubPort => ({
    ...real,
    commitFirst: async (request) => {
      await push();
      return real.commitFirst(request);
    },
  });
  const lockstep = await aTimedLockstep({ github: raced });
  push = () =>
    lockstep
      .repository("blank")
      .commit({ files: { "Postman Collections/Pets.postman_collection.json": "{}\n" }, message: "Theirs" });
  const backup = await aBackup(lockstep, { name: "Pets", repository: "blank" });
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, backup)).state).toBe("choose");
  expect(await headlines(lockstep, "blank")).toEqual(["Theirs"]);
});

test("a branch other than the default one is not created in an empty repository", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets", repository: "blank", branch: "develop" });
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "error", code: "branch_not_found" });
  expect(await lockstep.repository("blank").branches()).toEqual([]);
  await settle(lockstep);
});

test("a repository that was emptied is no deletion: what was agreed is kept, and nothing is written", async () => {
  const lockstep = await aTimedLockstep();
  const backup = await aBackup(lockstep, { name: "Pets", repository: "blank" });
  await lockstep.pass(60_000);
  const { agreed } = await linkOf(lockstep, backup);
  lockstep.sandbox.requests.clear();
  await lockstep.repository("blank").deleteBranch("main");
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "error", code: "branch_not_found", agreed });
  expect(writesTo(lockstep)).toEqual([]);
});
