import { expect, test } from "vitest";
import { blobOf, linkOf, requestsOf, revisionsOf, saveText, settle } from "../support/a-linked-document.ts";
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
import { headlines, strike, writesTo } from "../support/a-timed-lockstep.ts";

test("a save onto a protected branch becomes a pull request, and the branch is as it was", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  const before = await lockstep.repository("petstore").head();
  await save(proposal, aText("two"));
  expect(await linkIn(proposal)).toMatchObject({ state: "awaiting_merge", code: null });
  expect(pullsIn(lockstep)).toMatchObject([
    { number: 1, head: ROLLING, base: "main", state: "open", body: expect.stringContaining(`\`${PETS}\``) },
  ]);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("two"));
  expect(await lockstep.repository("petstore").head()).toBe(before);
});

test("a later save goes to the same request: one commit, and nothing else", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  const kinds = await requestsOf(lockstep, () => saveText(lockstep, schema.document, aText("three")));
  expect(kinds).toEqual(["graphql-mutation"]);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
  expect(pullsIn(lockstep)).toHaveLength(1);
  await lockstep.pass(3_600_000);
  expect(writesTo(lockstep)).toHaveLength(1);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
});

test("the refused commit is not tried before every save, and once more after a day without an open request", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").pulls.merge(1);
  await lockstep.pass(60_000);
  lockstep.sandbox.requests.clear();
  await save(proposal, aText("three"));
  expect(lockstep.sandbox.requests.list({ kind: "graphql-mutation" })).toHaveLength(1);
  await lockstep.repository("petstore").pulls.merge(2);
  lockstep.repository("petstore").unprotect("main");
  await lockstep.pass(25 * 3_600_000);
  await save(proposal, aText("four"));
  expect(await onBranch(lockstep, "main")).toBe(aText("four"));
  expect((await linkIn(proposal)).state).toBe("in_sync");
});

test.each(["merge", "squash", "rebase"] as const)(
  "merged by %s, both sides agree, and nothing echoes",
  async (method) => {
    const proposal = await aProposal();
    const { lockstep, schema } = proposal;
    await lockstep.repository("petstore").pulls.merge(1, method);
    await lockstep.pass(60_000);
    const text = blobOf(aText("two"));
    expect(await linkIn(proposal)).toMatchObject({ state: "in_sync", agreed: { store: text, remote: text } });
    expect((await revisionsOf(lockstep, schema)).map(({ origin }) => origin)).toEqual(["store", "github"]);
    lockstep.sandbox.requests.clear();
    await lockstep.pass(3_600_000);
    expect(writesTo(lockstep)).toEqual([]);
    await save(proposal, aText("three"));
    expect(pullsIn(lockstep).at(-1)).toMatchObject({ number: 2, head: "lockstep/main-2", state: "open" });
    expect((await headlines(lockstep, "petstore", "lockstep/main-2"))[1]).toBe(
      (await headlines(lockstep))[0],
    );
  },
);

test("closed, the text is declined, stays declined, and a newer save is proposed on a new branch", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").pulls.close(1);
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("declined");
  lockstep.sandbox.requests.clear();
  await lockstep.pass(26 * 3_600_000);
  await lockstep.sweeper.sweep();
  await lockstep.pass(60_000);
  expect(writesTo(lockstep)).toEqual([]);
  expect((await linkIn(proposal)).state).toBe("declined");
  await save(proposal, aText("three"));
  expect(pullsIn(lockstep).map(({ head, state }) => [head, state])).toEqual([
    [ROLLING, "closed"],
    ["lockstep/main-2", "open"],
  ]);
});

test("reopened, it waits for a merge again", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").pulls.close(1);
  await lockstep.pass(60_000);
  await lockstep.repository("petstore").pulls.reopen(1);
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
});

test("its branch deleted, the text is declined", async () => {
  const proposal = await aProposal();
  await proposal.lockstep.repository("petstore").deleteBranch(ROLLING);
  await proposal.lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("declined");
});

test("where the webhook was lost, the next sweep finds out", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  lockstep.sandbox.webhooks.hold();
  await lockstep.repository("petstore").pulls.close(1);
  lockstep.sandbox.webhooks.drop();
  // Not found in the log of deliveries, either.
  strike(lockstep, { on: "rest", match: "/app/hook/deliveries", effect: { kind: "status", status: 502 } });
  await lockstep.sweeper.sweep();
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("declined");
});

test("edited by a reviewer and merged: their text is the store's, ours stays in its history", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: aText("reviewed") } });
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  await lockstep.repository("petstore").pulls.merge(1, "squash");
  await lockstep.pass(60_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "in_sync", store: blobOf(aText("reviewed")) });
  expect((await revisionsOf(lockstep, schema)).map(({ blob }) => blob)).toEqual(
    ["reviewed", "two", "one"].map((title) => blobOf(aText(title))),
  );
});

test("edited by a reviewer and saved again: a conflict, and their commit is kept", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: aText("reviewed") } });
  await lockstep.pass(60_000);
  lockstep.sandbox.requests.clear();
  await save(proposal, aText("three"));
  expect((await linkIn(proposal)).state).toBe("conflict");
  expect(writesTo(lockstep)).toEqual([]);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("reviewed"));
});

test("merged without the document (taken out in review): declined", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  const files = { [PETS]: aText("one"), "NOTES.md": "kept\n" };
  await lockstep.repository("petstore").commit({ branch: ROLLING, files });
  await lockstep.repository("petstore").pulls.merge(1, "squash");
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("declined");
  expect(await onBranch(lockstep, "main")).toBe(aText("one"));
});

test("taken back in the store, nothing is left: the request is closed, and the link in step", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await save(proposal, aText("one"));
  expect((await linkIn(proposal)).state).toBe("in_sync");
  expect(pullsIn(lockstep)).toMatchObject([{ state: "closed" }]);
  await save(proposal, aText("two"));
  expect(pullsIn(lockstep).at(-1)).toMatchObject({ number: 2, state: "open" });
});

test("two documents share a request; one taken back leaves it, the other stays", async () => {
  const proposal = await aRequestOfTwo();
  const { lockstep, other: created } = proposal;
  expect(pullsIn(lockstep)[0]?.body).toContain("api/orders.yaml");
  await save(proposal, aText("one"));
  expect((await linkIn(proposal)).state).toBe("in_sync");
  expect(pullsIn(lockstep)[0]?.state).toBe("open");
  expect(pullsIn(lockstep)[0]?.body).not.toContain(PETS);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("one"));
  await lockstep.repository("petstore").pulls.merge(1);
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, created)).state).toBe("in_sync");
  expect((await linkIn(proposal)).state).toBe("in_sync");
});

test("a target that moved is merged in before the next commit, never forced", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  const first = await lockstep.repository("petstore").head(ROLLING);
  await lockstep.repository("petstore").commit({ files: { "README.md": "moved\n" } });
  await lockstep.pass(60_000);
  expect(await lockstep.repository("petstore").head(ROLLING)).toBe(first);
  await save(proposal, aText("three"));
  expect(await onBranch(lockstep, ROLLING, "README.md")).toBe("moved\n");
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
  expect((await lockstep.repository("petstore").log(ROLLING)).map(({ sha }) => sha)).toContain(first);
  expect(pullsIn(lockstep)).toHaveLength(1);
});

test("the linked file changed on the target meanwhile: a conflict; the store's text chosen is proposed anew", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  await lockstep.repository("petstore").commit({ files: { [PETS]: aText("theirs") } });
  await lockstep.pass(60_000);
  const link = await linkIn(proposal);
  expect(link.state).toBe("conflict");
  const expected = { store: link.store, remote: link.remote };
  await lockstep.call("POST", `links/${schema.link}/resolution`, { expected, keep: "store" });
  await lockstep.pass(120_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  const open = pullsIn(lockstep).filter(({ state }) => state === "open");
  expect(open).toHaveLength(1);
  await lockstep.repository("petstore").pulls.merge(open[0]?.number ?? 0);
  await settle(lockstep);
  await lockstep.pass(60_000);
  expect(await onBranch(lockstep, "main")).toBe(aText("two"));
  expect((await linkIn(proposal)).state).toBe("in_sync");
});

test("where git could put the target's change and ours together, the text that was chosen is what is proposed", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  await lockstep.repository("petstore").commit({ files: { [PETS]: aText("one", "theirs") } });
  await lockstep.pass(60_000);
  const link = await linkIn(proposal);
  expect(link.state).toBe("conflict");
  const expected = { store: link.store, remote: link.remote };
  await lockstep.call("POST", `links/${schema.link}/resolution`, { expected, keep: "store" });
  await lockstep.pass(180_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(pullsIn(lockstep)).toMatchObject([{ number: 1, state: "open" }]);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("two"));
  await lockstep.repository("petstore").pulls.merge(1);
  await lockstep.pass(60_000);
  expect(await onBranch(lockstep, "main")).toBe(aText("two"));
  expect(await linkIn(proposal)).toMatchObject({ state: "in_sync", store: blobOf(aText("two")) });
});

test("a refused commit of mode commit is what mode auto knows from then on", async () => {
  const proposal = await aProtectedSchema({ mode: "commit" });
  const { lockstep, schema } = proposal;
  await save(proposal, aText("two"));
  expect(await linkIn(proposal)).toMatchObject({ state: "error", code: "branch_protected" });
  await lockstep.call("PATCH", `links/${schema.link}`, { mode: "auto" });
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
});

test("an earlier text of ours that a reviewer puts back is their edit, not our commit", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await save(proposal, aText("three"));
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: aText("two") } });
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  await save(proposal, aText("four"));
  expect((await linkIn(proposal)).state).toBe("conflict");
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("two"));
});
