import { expect, test } from "vitest";
import type { RepositoryRules } from "../../src/sandbox/state.ts";
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
  type ATimedLockstep,
  backUpMany,
  headlines,
  linkStates,
  saveCollection,
  strike,
  writesTo,
} from "../support/a-timed-lockstep.ts";

const SECRET = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

/** Fifty collections that wait for one commit, the one at `culprit` with a text that scanning takes for a secret. */
async function fifty(culprit: number): Promise<ATimedLockstep> {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setRules({ secrets: [SECRET] });
  const text = (index: number): string => (index === culprit ? SECRET : "harmless");
  lockstep.sandbox.requests.clear();
  await backUpMany(lockstep, 50, { text });
  await lockstep.pass(300_000);
  return lockstep;
}

test.each([0, 24, 49])(
  "one refused text of fifty (at %i) rests, the others go through, in few requests",
  async (culprit) => {
    const lockstep = await fifty(culprit);
    expect(await linkStates(lockstep)).toEqual({ in_sync: 49, "error content_blocked": 1 });
    expect(writesTo(lockstep).length).toBeLessThanOrEqual(16);
    const { items } = (await lockstep.call("GET", "links?state=error")).json();
    expect(items[0].message).toContain("Secret detected");
  },
);

test("while nothing moves, a refused text is not sent again: neither for echoes, nor sweeps, nor others' saves", async () => {
  const lockstep = await fifty(3);
  lockstep.sandbox.requests.clear();
  await lockstep.sweeper.sweep();
  await lockstep.pass(3_600_000);
  expect(writesTo(lockstep)).toEqual([]);
  const { items } = (await lockstep.call("GET", "collections?limit=100")).json();
  await saveCollection(lockstep, { id: items[10].id, name: items[10].name, note: "second" });
  await lockstep.pass(60_000);
  expect(writesTo(lockstep)).toHaveLength(1);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 49, "error content_blocked": 1 });
});

test("somebody's push tries it once more", async () => {
  const lockstep = await fifty(3);
  lockstep.sandbox.requests.clear();
  await lockstep.repository("petstore").commit({ files: { "README.md": "moved\n" } });
  await lockstep.pass(60_000);
  expect(writesTo(lockstep)).toHaveLength(1);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 49, "error content_blocked": 1 });
});

test("the rule is gone and somebody pushes: the text goes through", async () => {
  const lockstep = await fifty(3);
  lockstep.repository("petstore").setRules({ secrets: [] });
  await lockstep.repository("petstore").commit({ files: { "README.md": "moved\n" } });
  await lockstep.pass(60_000);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 50 });
});

test("another save of the document tries again", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setRules({ secrets: [SECRET] });
  const backup = await aBackup(lockstep, { name: "Pets", note: SECRET });
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "error", code: "content_blocked" });
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "harmless" });
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
});

const RULES: readonly (readonly [string, Partial<RepositoryRules>, string, string])[] = [
  ["classic protection", { protectedBranches: ["main"] }, "branch_protected", "protected branch"],
  ["a ruleset for pull requests", { rulesetBranches: ["main"] }, "branch_protected", "pull request"],
  [
    "a push rule on paths",
    { blockedPaths: ["Postman Collections/"] },
    "content_blocked",
    "File path restricted",
  ],
  [
    "a push rule on file endings",
    { blockedExtensions: [".json"] },
    "content_blocked",
    "File extension restricted",
  ],
  ["a push rule on sizes", { maxFileBytes: 10 }, "content_blocked", "File size limit exceeded"],
  ["a found secret", { secrets: ["first"] }, "content_blocked", "Secret detected"],
];

test.each(RULES)(
  "%s: the link says so in GitHub's words, after one request",
  async (_name, rules, code, words) => {
    const lockstep = await aTimedLockstep();
    lockstep.repository("petstore").setRules(rules);
    lockstep.sandbox.requests.clear();
    const backup = await aBackup(lockstep, { name: "Pets", note: "first", mode: "commit" });
    await lockstep.pass(3_600_000);
    const link = await linkOf(lockstep, backup);
    expect(link).toMatchObject({ state: "error", code });
    expect(link.message).toContain(words);
    expect(writesTo(lockstep)).toHaveLength(1);
    expect(await headlines(lockstep)).toHaveLength(1);
  },
);

test.each(RULES)(
  "%s on the first file of an empty repository: the same, and nothing is sent again",
  async (_name, rules, code) => {
    const lockstep = await aTimedLockstep();
    lockstep.repository("blank").setRules(rules);
    lockstep.sandbox.requests.clear();
    const backup = await aBackup(lockstep, {
      name: "Pets",
      note: "first",
      repository: "blank",
      mode: "commit",
    });
    await lockstep.sweeper.sweep();
    await lockstep.pass(3_600_000);
    expect(await linkOf(lockstep, backup)).toMatchObject({ state: "error", code });
    expect(writesTo(lockstep)).toHaveLength(1);
  },
);

test("a failed look in between changes neither the state nor GitHub's words", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setRules({ secrets: [SECRET] });
  const backup = await aBackup(lockstep, { name: "Pets", note: SECRET });
  const before = await linkOf(lockstep, backup);
  strike(lockstep, { on: "graphql-query", effect: { kind: "status", status: 502 }, times: 3 });
  await lockstep.call("POST", `links/${backup.link}/sync`);
  await settle(lockstep);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: before.state, message: before.message });
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: before.state, message: before.message });
});

test("a protected branch does not keep pushes from coming in", async () => {
  const lockstep = await aTimedLockstep();
  const schema = await aLinkedSchema(lockstep, { file: "api/petstore.yaml", mode: "commit" });
  lockstep.repository("petstore").protect("main");
  await lockstep.repository("petstore").commit({ files: { "api/petstore.yaml": "openapi: 3.1.0\n" } });
  await settle(lockstep);
  expect((await linkOf(lockstep, schema)).state).toBe("in_sync");
  await saveText(lockstep, schema.document, "openapi: 3.1.1\n");
  await settle(lockstep);
  expect((await linkOf(lockstep, schema)).code).toBe("branch_protected");
  const kinds = await requestsOf(lockstep, async () => undefined);
  expect(kinds).toEqual([]);
});
