import { expect, test } from "vitest";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import {
  aBackup,
  aLinkedSchema,
  blobOf,
  linkOf,
  requestsTo,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  type ATimedLockstep,
  headlines,
  saveCollection,
} from "../support/a-timed-lockstep.ts";

const PATH = "api/new.yaml";
const aText = (title: string): string => `openapi: 3.1.0\ninfo: {title: ${title}, version: "1"}\npaths: {}\n`;

async function nobodyPushes(): Promise<unknown> {
  return undefined;
}

interface Race {
  readonly lockstep: ATimedLockstep;
  /** Somebody pushes right before each of the next commits arrives. */
  readonly raceFor: (commits: number, files?: Readonly<Record<string, string>>) => void;
}

async function aRace(): Promise<Race> {
  let left = 0;
  let pushed: Readonly<Record<string, string>> = {};
  let push = nobodyPushes;
  const raced = (real: GitHubPort): GitHubPort => ({
    ...real,
    async commit(request) {
      if (left > 0) {
        left -= 1;
        await push();
      }
      return real.commit(request);
    },
  });
  const lockstep = await aTimedLockstep({ github: raced });
  let pushes = 0;
  push = () => {
    pushes += 1;
    const files = { "README.md": `push ${pushes}\n`, ...pushed };
    return lockstep.repository("petstore").commit({ files, message: `Push ${pushes}`, silent: true });
  };
  return {
    lockstep,
    raceFor(commits, files = {}) {
      left = commits;
      pushed = files;
    },
  };
}

test.each([1, 2, 3])(
  "a head that moved %i times while we commit is looked at again at once",
  async (times) => {
    const { lockstep, raceFor } = await aRace();
    const backup = await aBackup(lockstep, { name: "Pets" });
    await lockstep.pass(120_000);
    raceFor(times);
    lockstep.sandbox.requests.clear();
    await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
    await settle(lockstep);
    expect(await linkOf(lockstep, backup)).toMatchObject({ state: "in_sync", code: null });
    const again = Array.from({ length: times }, () => ["graphql-query", "graphql-mutation"]).flat();
    expect(requestsTo(lockstep).map(({ kind }) => kind)).toEqual(["graphql-mutation", ...again]);
    const pushes = Array.from({ length: times }, (_, index) => `Push ${times - index}`);
    expect((await headlines(lockstep)).slice(0, times + 1)).toEqual(["Pets: updated", ...pushes]);
  },
);

test("a branch that moves faster waits as busy, shows when it goes on, and is no error", async () => {
  const { lockstep, raceFor } = await aRace();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  raceFor(6);
  lockstep.sandbox.requests.clear();
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await settle(lockstep);
  const busy = await linkOf(lockstep, backup);
  expect(busy).toMatchObject({ state: "pending", code: "branch_busy" });
  const waitMs = Date.parse(busy.nextAttemptAt ?? "") - lockstep.clock.now();
  expect(waitMs).toBeGreaterThanOrEqual(500);
  expect(waitMs).toBeLessThanOrEqual(60_000);
  expect(requestsTo(lockstep)).toHaveLength(7);
  await lockstep.pass(waitMs - 1);
  expect(requestsTo(lockstep)).toHaveLength(7);
  await lockstep.pass(1);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "in_sync", code: null, nextAttemptAt: null });
  expect((await headlines(lockstep)).slice(0, 2)).toEqual(["Pets: updated", "Push 6"]);
  expect(await lockstep.repository("petstore").read("main", "README.md")).toEqual(Buffer.from("push 6\n"));
});

test("a push that changes the same schema while we commit is a conflict, and both texts are kept", async () => {
  const { lockstep, raceFor } = await aRace();
  const schema = await aLinkedSchema(lockstep, { file: PATH, text: aText("one") });
  await lockstep.pass(120_000);
  raceFor(1, { [PATH]: aText("theirs") });
  await saveText(lockstep, schema.document, aText("ours"));
  await settle(lockstep);
  expect(await linkOf(lockstep, schema)).toMatchObject({
    state: "conflict",
    store: blobOf(aText("ours")),
    remote: blobOf(aText("theirs")),
  });
  expect((await headlines(lockstep))[0]).toBe("Push 1");
});

test("a push that changes the same backup while we commit is replaced, and its text kept as a revision", async () => {
  const { lockstep, raceFor } = await aRace();
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  const { path } = await linkOf(lockstep, backup);
  const theirs = '{\n\t"info": {\n\t\t"name": "Theirs"\n\t}\n}\n';
  raceFor(1, { [path]: theirs });
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await settle(lockstep);
  const [head, before] = await lockstep.repository("petstore").log();
  expect(head?.message).toContain(before?.sha);
  expect((await revisionsOf(lockstep, backup)).map(({ blob }) => blob)).toContain(blobOf(theirs));
});

test("lanes of other branches go first while a branch is busy", async () => {
  const { lockstep, raceFor } = await aRace();
  const busy = await aBackup(lockstep, { name: "Busy" });
  const other = await aBackup(lockstep, { name: "Other", repository: "catalog" });
  await lockstep.pass(120_000);
  raceFor(4);
  await saveCollection(lockstep, { id: busy.id, name: "Busy", note: "second" });
  await settle(lockstep);
  await saveCollection(lockstep, { id: other.id, name: "Other", note: "second" });
  await settle(lockstep);
  expect((await linkOf(lockstep, busy)).code).toBe("branch_busy");
  expect((await linkOf(lockstep, other)).state).toBe("in_sync");
});
