import { expect, test } from "vitest";
import type { RequestFault } from "../../src/sandbox/faults.ts";
import { blobOf, linkOf, saveText, settle } from "../support/a-linked-document.ts";
import {
  aProposal,
  aProtectedSchema,
  aRequestOfTwo,
  aText,
  linkIn,
  onBranch,
  PETS,
  pullsIn,
  ROLLING,
  save,
} from "../support/a-proposal.ts";
import { headlines, strike } from "../support/a-timed-lockstep.ts";

const lost = { kind: "lost-answer" } as const;
const notDone = { kind: "reset" } as const;

/** Each request on the way to an open pull request; the first mutation is the refused commit. */
const STEPS: readonly (readonly [name: string, fault: Omit<RequestFault, "effect">])[] = [
  ["the branch is made", { on: "rest", method: "POST", match: "/git/refs", times: 1 }],
  ["the request is opened", { on: "rest", method: "POST", match: "/pulls", times: 1 }],
];

for (const effect of [lost, notDone]) {
  test.each(STEPS)(
    `where the answer is missing when %s (${effect.kind}), there is one branch and one request`,
    async (_, fault) => {
      const proposal = await aProtectedSchema();
      const { lockstep } = proposal;
      strike(lockstep, { ...fault, effect });
      await save(proposal, aText("two"));
      await lockstep.pass(600_000);
      expect((await linkIn(proposal)).state).toBe("awaiting_merge");
      expect(pullsIn(lockstep)).toMatchObject([{ number: 1, head: ROLLING, state: "open" }]);
      expect(await lockstep.repository("petstore").branches()).toEqual([ROLLING, "main"]);
      expect(await onBranch(lockstep, ROLLING)).toBe(aText("two"));
      expect((await headlines(lockstep, "petstore", ROLLING)).slice(0, 2)).toEqual([
        "Petstore 1.0: updated",
        (await headlines(lockstep))[0],
      ]);
    },
  );

  test(`where the first commit's answer is missing (${effect.kind}), it is there once`, async () => {
    const proposal = await aProtectedSchema({ mode: "pull_request" });
    const { lockstep } = proposal;
    strike(lockstep, { on: "graphql-mutation", times: 1, effect });
    await save(proposal, aText("two"));
    await lockstep.pass(600_000);
    expect((await linkIn(proposal)).state).toBe("awaiting_merge");
    expect(await headlines(lockstep, "petstore", ROLLING)).toHaveLength(
      (await headlines(lockstep)).length + 1,
    );
    expect(pullsIn(lockstep)).toHaveLength(1);
  });

  test(`where a later commit's answer is missing (${effect.kind}), it is there once`, async () => {
    const proposal = await aProposal();
    const { lockstep } = proposal;
    const before = (await headlines(lockstep, "petstore", ROLLING)).length;
    strike(lockstep, { on: "graphql-mutation", times: 1, effect });
    await save(proposal, aText("three"));
    await lockstep.pass(600_000);
    expect((await linkIn(proposal)).state).toBe("awaiting_merge");
    expect(await headlines(lockstep, "petstore", ROLLING)).toHaveLength(before + 1);
    expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
  });

  test(`where the answer is missing when the target is merged in (${effect.kind}), it is merged once`, async () => {
    const proposal = await aProposal();
    const { lockstep } = proposal;
    await lockstep.repository("petstore").commit({ files: { "README.md": "moved\n" } });
    await lockstep.pass(60_000);
    strike(lockstep, { on: "rest", method: "POST", match: "/merges", times: 1, effect });
    await save(proposal, aText("three"));
    await lockstep.pass(600_000);
    expect((await linkIn(proposal)).state).toBe("awaiting_merge");
    const merges = (await headlines(lockstep, "petstore", ROLLING)).filter((it) =>
      it.startsWith("Merge main"),
    );
    expect(merges).toHaveLength(1);
    expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
  });

  test(`where the answer is missing when a document is taken back (${effect.kind}), its next save is proposed again`, async () => {
    const { lockstep, schema, other } = await aRequestOfTwo();
    strike(lockstep, { on: "graphql-mutation", times: 1, effect });
    await saveText(lockstep, schema.document, aText("one"));
    await settle(lockstep);
    await saveText(lockstep, schema.document, aText("three"));
    await lockstep.pass(600_000);
    expect((await linkOf(lockstep, schema)).state).toBe("awaiting_merge");
    expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
    expect((await linkOf(lockstep, other)).state).toBe("awaiting_merge");
  });

  test(`where the answer is missing when the request is closed (${effect.kind}), it is closed, and nothing is declined`, async () => {
    const proposal = await aProposal();
    const { lockstep } = proposal;
    strike(lockstep, { on: "rest", method: "PATCH", match: "/pulls/", times: 1, effect });
    await save(proposal, aText("one"));
    await lockstep.pass(600_000);
    expect((await linkIn(proposal)).state).toBe("in_sync");
    expect(pullsIn(lockstep)).toMatchObject([{ state: "closed" }]);
  });
}

test("a save that was on its way while the request was merged is proposed on a new branch, nothing is lost", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  lockstep.sandbox.webhooks.hold();
  await lockstep.repository("petstore").pulls.merge(1, "squash");
  await saveText(lockstep, schema.document, aText("three"));
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await lockstep.pass(120_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "awaiting_merge", store: blobOf(aText("three")) });
  expect(await onBranch(lockstep, "main")).toBe(aText("two"));
  expect(pullsIn(lockstep).at(-1)).toMatchObject({ head: "lockstep/main-2", state: "open" });
  expect(await onBranch(lockstep, "lockstep/main-2")).toBe(aText("three"));
});

test("a save that was on its way while the request was closed was never declined: it is proposed on a new branch", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  lockstep.sandbox.webhooks.hold();
  await lockstep.repository("petstore").pulls.close(1);
  await saveText(lockstep, schema.document, aText("three"));
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await lockstep.pass(120_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "awaiting_merge" });
  expect(pullsIn(lockstep).at(-1)).toMatchObject({ head: "lockstep/main-2", state: "open" });
});

test("a branch of our name that somebody else made is left alone", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").commit({ files: { "theirs.md": "theirs\n" }, branch: "theirs" });
  await lockstep
    .repository("petstore")
    .createBranch(ROLLING, (await lockstep.repository("petstore").head("theirs")) ?? "");
  await save(proposal, aText("two"));
  expect(pullsIn(lockstep)).toMatchObject([{ head: "lockstep/main-2", state: "open" }]);
  expect(await onBranch(lockstep, ROLLING, PETS)).toBeNull();
});

test("a request that somebody opened for our branch meanwhile is taken up", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  strike(lockstep, {
    on: "rest",
    method: "POST",
    match: "/pulls",
    times: 1,
    effect: { kind: "status", status: 502 },
  });
  await save(proposal, aText("two"));
  await lockstep.pass(600_000);
  expect(pullsIn(lockstep)).toHaveLength(1);
  expect((await linkOf(lockstep, proposal.schema)).state).toBe("awaiting_merge");
});
