import { describe, expect, test } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import {
  aBackup,
  aLinkedSchema,
  blobOf,
  contentOf,
  linkOf,
  revisionsOf,
} from "../support/a-linked-document.ts";
import {
  type AProposal,
  aProposal,
  aProtectedSchema,
  aText,
  linkIn,
  onBranch,
  PETS,
  pullsIn,
  ROLLING,
  save,
} from "../support/a-proposal.ts";
import {
  aTimedLockstep,
  backUpMany,
  headlines,
  linkStates,
  saveCollection,
  writesTo,
} from "../support/a-timed-lockstep.ts";

async function choose(proposal: AProposal, choice: object): Promise<number> {
  const { lockstep, schema } = proposal;
  const { expected } = (await lockstep.call("GET", `links/${schema.link}/conflict`)).json();
  const answer = await lockstep.call("POST", `links/${schema.link}/resolution`, { expected, ...choice });
  await lockstep.pass(120_000);
  return answer.statusCode;
}

async function aDeclined(): Promise<AProposal> {
  const proposal = await aProposal();
  await proposal.lockstep.repository("petstore").pulls.close(1);
  await proposal.lockstep.pass(60_000);
  return proposal;
}

async function aReviewConflict(): Promise<AProposal> {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: aText("reviewed") } });
  await lockstep.pass(60_000);
  await save(proposal, aText("three"));
  expect((await linkIn(proposal)).state).toBe("conflict");
  return proposal;
}

test("declined, the store's text chosen once more is proposed on a new branch", async () => {
  const proposal = await aDeclined();
  expect(await choose(proposal, { keep: "store" })).toBe(200);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(pullsIn(proposal.lockstep).at(-1)).toMatchObject({
    number: 2,
    head: "lockstep/main-2",
    state: "open",
  });
});

test("declined, GitHub's text chosen is the store's again, and nothing is sent", async () => {
  const proposal = await aDeclined();
  proposal.lockstep.sandbox.requests.clear();
  expect(await choose(proposal, { keep: "github" })).toBe(200);
  expect(await linkIn(proposal)).toMatchObject({ state: "in_sync", store: blobOf(aText("one")) });
  expect(writesTo(proposal.lockstep)).toEqual([]);
});

test("a choice by what was shown before the target moved is outdated", async () => {
  const proposal = await aDeclined();
  const { lockstep, schema } = proposal;
  const { expected } = (await lockstep.call("GET", `links/${schema.link}/conflict`)).json();
  await lockstep.repository("petstore").commit({ files: { [PETS]: aText("theirs") } });
  await lockstep.pass(60_000);
  const answer = await lockstep.call("POST", `links/${schema.link}/resolution`, { expected, keep: "store" });
  expect(answer.json()).toMatchObject({ status: 409, code: "outdated" });
});

test("a conflict with a reviewer shows what was proposed, the store's text and theirs", async () => {
  const { lockstep, schema } = await aReviewConflict();
  const shown = (await lockstep.call("GET", `links/${schema.link}/conflict`)).json();
  const texts = await Promise.all(
    [shown.base, shown.store, shown.remote].map((it) => contentOf(lockstep, it)),
  );
  expect(texts).toEqual([aText("two"), aText("three"), aText("reviewed")]);
});

test("the store's text chosen goes on top of theirs, which is kept in both histories", async () => {
  const proposal = await aReviewConflict();
  const { lockstep, schema } = proposal;
  expect(await choose(proposal, { keep: "store" })).toBe(200);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
  expect((await revisionsOf(lockstep, schema)).map(({ blob }) => blob)).toContain(blobOf(aText("reviewed")));
  expect((await lockstep.repository("petstore").log(ROLLING)).map(({ message }) => message)).toContain(
    "Edit",
  );
});

test("their text chosen is the store's, and waits to be merged", async () => {
  const proposal = await aReviewConflict();
  const { lockstep } = proposal;
  lockstep.sandbox.requests.clear();
  expect(await choose(proposal, { keep: "github" })).toBe(200);
  expect(await linkIn(proposal)).toMatchObject({ state: "awaiting_merge", store: blobOf(aText("reviewed")) });
  expect(writesTo(lockstep)).toEqual([]);
  await lockstep.repository("petstore").pulls.merge(1);
  await lockstep.pass(60_000);
  expect((await linkIn(proposal)).state).toBe("in_sync");
});

test("where a reviewer deleted the file, the store's text chosen makes it again", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: null } });
  await lockstep.pass(60_000);
  await save(proposal, aText("three"));
  expect(await linkIn(proposal)).toMatchObject({ state: "conflict" });
  expect(await choose(proposal, { keep: "store" })).toBe(200);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(pullsIn(lockstep)).toMatchObject([{ number: 1, state: "open" }]);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
});

test("where a reviewer deleted the file, GitHub's side chosen disconnects the link; the store keeps its text", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: null } });
  await lockstep.pass(60_000);
  await save(proposal, aText("three"));
  await choose(proposal, { keep: "github" });
  expect((await lockstep.call("GET", `links/${schema.link}`)).statusCode).toBe(404);
  expect((await revisionsOf(lockstep, schema))[0]).toMatchObject({ blob: blobOf(aText("three")) });
});

test("a text made of both goes to the request", async () => {
  const proposal = await aReviewConflict();
  expect(await choose(proposal, { content: aText("both") })).toBe(200);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(await onBranch(proposal.lockstep, ROLLING)).toBe(aText("both"));
});

test("their collection chosen gives the store its name too", async () => {
  const lockstep = await aTimedLockstep();
  const { id, address, link } = await aBackup(lockstep, { name: "Pets", note: "first", file: "pets.json" });
  lockstep.repository("petstore").protect("main");
  await lockstep.pass(120_000);
  await saveCollection(lockstep, { id, name: "Pets", note: "second" });
  await lockstep.pass(120_000);
  const { path } = await linkOf(lockstep, { link });
  const renamed = JSON.stringify(aCollection({ id, name: "Cats", note: "reviewed" }).body);
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [path]: renamed } });
  await lockstep.pass(60_000);
  await saveCollection(lockstep, { id, name: "Pets", note: "third" });
  await lockstep.pass(120_000);
  const { expected } = (await lockstep.call("GET", `links/${link}/conflict`)).json();
  await lockstep.call("POST", `links/${link}/resolution`, { expected, keep: "github" });
  await lockstep.pass(120_000);
  expect((await linkOf(lockstep, { link })).state).toBe("awaiting_merge");
  expect((await lockstep.call("GET", address)).json()).toMatchObject({ name: "Cats" });
  await saveCollection(lockstep, { id, name: "Pets", note: "fourth" });
  await lockstep.pass(120_000);
  expect((await lockstep.call("GET", address)).json()).toMatchObject({ name: "Pets" });
});

test("their schema chosen gives the version its kind too", async () => {
  const proposal = await aReviewConflict();
  const { lockstep, schema } = proposal;
  const swagger = 'swagger: "2.0"\ninfo: {title: reviewed, version: "1"}\npaths: {}\n';
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [PETS]: swagger } });
  await lockstep.pass(120_000);
  expect(await choose(proposal, { keep: "github" })).toBe(200);
  expect((await lockstep.call("GET", schema.address)).json()).toMatchObject({ kind: "openapi-2.0" });
});

test("the link names its request", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  const url = `${lockstep.sandbox.url}/acme/petstore/pull/1`;
  expect((await lockstep.call("GET", `links/${schema.link}`)).json().proposed).toEqual({ number: 1, url });
  await lockstep.repository("petstore").pulls.merge(1);
  await lockstep.pass(60_000);
  expect((await lockstep.call("GET", `links/${schema.link}`)).json().proposed).toBeNull();
});

test("without the permission nothing is made, and the link says what is missing; once granted, it goes on", async () => {
  const { lockstep, schema } = await aProtectedSchema();
  const id = lockstep.sandbox.installations.list()[0]?.id ?? 0;
  const { pull_requests: _, ...permissions } = lockstep.sandbox.installations.get(id)?.permissions ?? {};
  lockstep.sandbox.installations.setPermissions(id, permissions);
  await lockstep.pass(60_000);
  await save({ lockstep, schema }, aText("two"));
  const link = await linkIn({ lockstep, schema });
  expect(link).toMatchObject({ state: "error", code: "permission_missing" });
  expect(link.message).toContain("Pull requests: write");
  expect(await lockstep.repository("petstore").branches()).toEqual(["main"]);
  lockstep.sandbox.installations.setPermissions(id, { ...permissions, pull_requests: "write" });
  await lockstep.pass(120_000);
  expect((await linkIn({ lockstep, schema })).state).toBe("awaiting_merge");
});

test("a permission that is gone before anybody told of it: the same, and the branch that was made is used later", async () => {
  const { lockstep, schema } = await aProtectedSchema();
  const id = lockstep.sandbox.installations.list()[0]?.id ?? 0;
  const permissions = lockstep.sandbox.installations.get(id)?.permissions ?? {};
  lockstep.sandbox.webhooks.hold();
  const { pull_requests: _, ...others } = permissions;
  lockstep.sandbox.installations.setPermissions(id, others);
  await save({ lockstep, schema }, aText("two"));
  expect(await linkIn({ lockstep, schema })).toMatchObject({ state: "error", code: "permission_missing" });
  lockstep.sandbox.installations.setPermissions(id, permissions);
  await lockstep.sandbox.webhooks.release();
  await lockstep.sweeper.sweep();
  await lockstep.pass(120_000);
  expect((await linkIn({ lockstep, schema })).state).toBe("awaiting_merge");
  expect(await lockstep.repository("petstore").branches()).toEqual([ROLLING, "main"]);
});

describe("a link that leaves an open request", () => {
  test("alone in it closes it", async () => {
    const { lockstep, schema } = await aProposal();
    await lockstep.call("DELETE", `links/${schema.link}`);
    await lockstep.pass(120_000);
    expect(pullsIn(lockstep)).toMatchObject([{ state: "closed" }]);
  });

  test("beside others takes its file out of it", async () => {
    const { lockstep, schema } = await aProposal();
    const other = await aLinkedSchema(lockstep, {
      name: "Orders",
      file: "orders.yaml",
      text: aText("orders"),
    });
    await lockstep.pass(120_000);
    await lockstep.call("DELETE", `links/${schema.link}`);
    await lockstep.pass(120_000);
    expect(pullsIn(lockstep)).toMatchObject([{ state: "open", body: expect.not.stringContaining(PETS) }]);
    expect(await onBranch(lockstep, ROLLING)).toBe(aText("one"));
    expect(await onBranch(lockstep, ROLLING, "orders.yaml")).toBe(aText("orders"));
    expect((await linkOf(lockstep, other)).state).toBe("awaiting_merge");
  });

  test("moved to another path is proposed there, and no longer at the old one", async () => {
    const proposal = await aProposal();
    const { lockstep, schema } = proposal;
    await lockstep.call("PATCH", `links/${schema.link}`, { file: "moved.yaml", directory: "" });
    await lockstep.pass(180_000);
    expect(await linkIn(proposal)).toMatchObject({ state: "awaiting_merge", path: "moved.yaml" });
    expect(await onBranch(lockstep, ROLLING, "moved.yaml")).toBe(aText("two"));
    expect(await onBranch(lockstep, ROLLING)).toBe(aText("one"));
  });

  test("of mode commit from now on goes past it", async () => {
    const proposal = await aProposal();
    const { lockstep, schema } = proposal;
    lockstep.repository("petstore").unprotect("main");
    await lockstep.call("PATCH", `links/${schema.link}`, { mode: "commit" });
    await lockstep.pass(120_000);
    expect((await linkIn(proposal)).state).toBe("in_sync");
    expect(await onBranch(lockstep, "main")).toBe(aText("two"));
    expect(pullsIn(lockstep).filter(({ state }) => state === "open")).toEqual([]);
  });
});

test("mode pull_request proposes where the branch takes commits, too; an empty repository gets its first file", async () => {
  const lockstep = await aTimedLockstep();
  const schema = await aLinkedSchema(lockstep, {
    mode: "pull_request",
    file: "new.yaml",
    text: aText("new"),
  });
  const first = await aLinkedSchema(lockstep, {
    name: "First",
    repository: "blank",
    mode: "pull_request",
    file: "first.yaml",
    text: aText("first"),
  });
  await lockstep.pass(120_000);
  expect((await linkOf(lockstep, schema)).state).toBe("awaiting_merge");
  expect((await linkOf(lockstep, first)).state).toBe("in_sync");
  expect(await onBranch(lockstep, "main", "new.yaml")).toBeNull();
});

test("backups go by request as well, in the style of their file; many saves at once are one commit", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setRules({ rulesetBranches: ["main"] });
  const backup = await aBackup(lockstep, { name: "Pets", note: "first" });
  const others = await backUpMany(lockstep, 20);
  await lockstep.pass(120_000);
  const [request] = pullsIn(lockstep);
  expect(request).toMatchObject({ state: "open", title: "Create 21 documents" });
  expect(await headlines(lockstep, "petstore", ROLLING)).toHaveLength(3);
  await lockstep.repository("petstore").pulls.merge(1, "squash");
  await lockstep.pass(120_000);
  expect(await linkStates(lockstep)).toEqual({ in_sync: others.length + 1 });
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await lockstep.pass(120_000);
  expect(pullsIn(lockstep).at(-1)).toMatchObject({ number: 2, title: "Pets: updated" });
});
