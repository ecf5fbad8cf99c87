import { expect, test } from "vitest";
import type { RepositoryRules } from "../../src/sandbox/state.ts";
import { aBackup, linkOf } from "../support/a-linked-document.ts";
import { aTimedLockstep, headlines, saveCollection, strike, writesTo } from "../support/a-timed-lockstep.ts";

type Rules = Partial<RepositoryRules>;

const RULES: readonly (readonly [string, Rules, Rules, string])[] = [
  ["a protected branch", { protectedBranches: ["main"] }, { protectedBranches: [] }, "branch_protected"],
  ["a found secret", { secrets: ["first"] }, { secrets: [] }, "content_blocked"],
];

test.each(RULES)(
  "%s: a sync tries once more, and once the rule is gone the save goes out",
  async (...row) => {
    const [, rules, lifted, code] = row;
    const lockstep = await aTimedLockstep();
    lockstep.repository("petstore").setRules(rules);
    const backup = await aBackup(lockstep, { name: "Pets", note: "first", mode: "commit" });
    await lockstep.pass(120_000);
    lockstep.sandbox.requests.clear();
    await lockstep.call("POST", `links/${backup.link}/sync`);
    await lockstep.pass(3_600_000);
    expect(await linkOf(lockstep, backup)).toMatchObject({ state: "error", code });
    expect(writesTo(lockstep)).toHaveLength(1);
    lockstep.repository("petstore").setRules(lifted);
    await lockstep.call("POST", `links/${backup.link}/sync`);
    await lockstep.pass(120_000);
    expect(await linkOf(lockstep, backup)).toMatchObject({ state: "in_sync", code: null, message: null });
    expect((await headlines(lockstep))[0]).toBe("Pets: created");
  },
);

test("a save behind a limit that another lane met says what it waits for, and until when", async () => {
  const lockstep = await aTimedLockstep();
  const first = await aBackup(lockstep, { name: "First" });
  const second = await aBackup(lockstep, { name: "Second", repository: "catalog" });
  await lockstep.pass(120_000);
  strike(lockstep, { effect: { kind: "primary-limit", resetAfterSeconds: 1800 } });
  await saveCollection(lockstep, { id: first.id, name: "First", note: "two" });
  await lockstep.pass(1000);
  lockstep.sandbox.requests.clear();
  await saveCollection(lockstep, { id: second.id, name: "Second", note: "two" });
  await lockstep.pass(1000);
  expect(await linkOf(lockstep, second)).toMatchObject({
    state: "pending",
    code: "rate_limited",
    nextAttemptAt: expect.stringMatching(/Z$/),
  });
  expect(lockstep.sandbox.requests.list()).toEqual([]);
  lockstep.sandbox.faults.clear();
  await lockstep.pass(3 * 3_600_000);
  expect(await linkOf(lockstep, second)).toMatchObject({ state: "in_sync", nextAttemptAt: null });
});
