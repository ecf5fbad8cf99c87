/** What reviewers put on the rolling branch at places that we have proposed nothing for. */
import { expect, test } from "vitest";
import {
  aLinkedSchema,
  blobOf,
  contentOf,
  type Linked,
  linkOf,
  requestsOf,
  revisionsOf,
  saveText,
} from "../support/a-linked-document.ts";
import {
  type AProposal,
  aProposal,
  aProtectedSchema,
  aText,
  onBranch,
  PETS,
  ROLLING,
  save,
} from "../support/a-proposal.ts";

const ORDERS = "api/orders.yaml";

/** A link in step with its file, beside a request that holds another's. */
async function aLinkBeside(): Promise<AProposal & { readonly orders: Linked }> {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  await lockstep.repository("petstore").commit({ files: { [ORDERS]: aText("orders one") } });
  const orders = await aLinkedSchema(lockstep, { name: "Orders", file: ORDERS });
  await lockstep.pass(120_000);
  expect((await linkOf(lockstep, orders)).state).toBe("in_sync");
  await save(proposal, aText("two"));
  return { ...proposal, orders };
}

async function saveOrders({ lockstep, orders }: AProposal & { readonly orders: Linked }): Promise<void> {
  await saveText(lockstep, orders.document, aText("orders two"));
  await lockstep.pass(180_000);
}

async function aConflictBeside() {
  const beside = await aLinkBeside();
  const { lockstep, orders } = beside;
  await lockstep
    .repository("petstore")
    .commit({ branch: ROLLING, files: { [ORDERS]: aText("orders reviewed") } });
  await lockstep.pass(60_000);
  await saveOrders(beside);
  expect((await linkOf(lockstep, orders)).state).toBe("conflict");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders reviewed"));
  const shown = (await lockstep.call("GET", `links/${orders.link}/conflict`)).json();
  const choose = async (choice: object): Promise<void> => {
    const { expected } = shown;
    const answer = await lockstep.call("POST", `links/${orders.link}/resolution`, { expected, ...choice });
    expect(answer.statusCode).toBe(200);
    await lockstep.pass(180_000);
  };
  return { ...beside, shown, choose };
}

test("a file that nobody has edited there is proposed with the first save", async () => {
  const beside = await aLinkBeside();
  await saveOrders(beside);
  const { lockstep, orders } = beside;
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
});

test("a reviewer's text is a conflict with the first save, shown with all three", async () => {
  const { lockstep, shown } = await aConflictBeside();
  const texts = await Promise.all(
    [shown.base, shown.store, shown.remote].map((it) => contentOf(lockstep, it)),
  );
  expect(texts).toEqual([aText("orders one"), aText("orders two"), aText("orders reviewed")]);
});

test("the store's text chosen goes on top of a reviewer's, which is in the history", async () => {
  const { lockstep, orders, choose } = await aConflictBeside();
  await choose({ keep: "store" });
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
  const blobs = (await revisionsOf(lockstep, orders)).map(({ blob }) => blob);
  expect(blobs).toContain(blobOf(aText("orders reviewed")));
});

test("a reviewer's text chosen is the store's, and waits to be merged", async () => {
  const { lockstep, orders, choose } = await aConflictBeside();
  await choose({ keep: "github" });
  const reviewed = blobOf(aText("orders reviewed"));
  expect(await linkOf(lockstep, orders)).toMatchObject({ state: "awaiting_merge", store: reviewed });
  await lockstep.repository("petstore").pulls.merge(1);
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, orders)).toMatchObject({ state: "in_sync", store: reviewed });
});

test("a reviewer who takes the edit back lets the save through", async () => {
  const { lockstep, orders } = await aConflictBeside();
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [ORDERS]: aText("orders one") } });
  await lockstep.pass(180_000);
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
});

test("while nobody else has written to the branch, a first save costs its commit and the request's text", async () => {
  const { lockstep, orders } = await aLinkBeside();
  const requests = await requestsOf(lockstep, () => saveText(lockstep, orders.document, aText("orders two")));
  expect(requests).toEqual(["graphql-mutation", "rest"]);
});

test("a file that a reviewer deleted is a conflict with the first save, and made again where the store's is chosen", async () => {
  const beside = await aLinkBeside();
  const { lockstep, orders } = beside;
  await lockstep.repository("petstore").commit({ branch: ROLLING, files: { [ORDERS]: null } });
  await lockstep.pass(60_000);
  await saveOrders(beside);
  expect(await linkOf(lockstep, orders)).toMatchObject({ state: "conflict" });
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBeNull();
  const { expected } = (await lockstep.call("GET", `links/${orders.link}/conflict`)).json();
  expect(expected.remote).toBeNull();
  await lockstep.call("POST", `links/${orders.link}/resolution`, { expected, keep: "store" });
  await lockstep.pass(180_000);
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
});

test("a reviewer's file at the place of a new link is not replaced, and the request names what is proposed only", async () => {
  const { lockstep } = await aProposal();
  const repository = lockstep.repository("petstore");
  await repository.commit({ branch: ROLLING, files: { [ORDERS]: aText("orders reviewed") } });
  await lockstep.pass(60_000);
  const wish = { name: "Orders", file: ORDERS, text: aText("orders two"), mode: "pull_request" } as const;
  const orders = await aLinkedSchema(lockstep, wish);
  await lockstep.pass(180_000);
  expect((await linkOf(lockstep, orders)).state).toBe("conflict");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders reviewed"));
  expect(repository.pulls.list()).toMatchObject([
    { state: "open", body: expect.not.stringContaining(ORDERS) },
  ]);
});

test("where a reviewer wrote what the store holds, it waits to be merged without a commit", async () => {
  const beside = await aLinkBeside();
  const { lockstep, orders } = beside;
  const repository = lockstep.repository("petstore");
  await repository.commit({ branch: ROLLING, files: { [ORDERS]: aText("orders two") } });
  await lockstep.pass(60_000);
  const before = await repository.log(ROLLING);
  await saveOrders(beside);
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await repository.log(ROLLING)).toEqual(before);
  await repository.pulls.merge(1);
  await lockstep.pass(60_000);
  expect((await linkOf(lockstep, orders)).state).toBe("in_sync");
});

test("a reviewer's edit of a link's file stays in the request when the link goes", async () => {
  const beside = await aLinkBeside();
  await saveOrders(beside);
  const { lockstep, schema } = beside;
  const repository = lockstep.repository("petstore");
  await repository.commit({ branch: ROLLING, files: { [PETS]: aText("reviewed") } });
  await repository.commit({ files: { "README.md": "moved on\n" } });
  await lockstep.pass(60_000);
  const before = await repository.log(ROLLING);
  await lockstep.call("DELETE", `links/${schema.link}`);
  await lockstep.pass(180_000);
  expect(await repository.log(ROLLING)).toEqual(before);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("reviewed"));
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
});
