/** What a target that was forced back has left on the rolling branch: nobody's edit, and not the present target's. */
import { expect, test } from "vitest";
import { aLinkedSchema, type Linked, linkOf, requestsOf, saveText } from "../support/a-linked-document.ts";
import { type AProposal, aProtectedSchema, aText, onBranch, ROLLING, save } from "../support/a-proposal.ts";

const ORDERS = "api/orders.yaml";

interface Former extends AProposal {
  readonly orders: Linked;
}

/** Two links; what one has proposed began at a head that held `orders former`, and the target has been forced back from it. */
async function aForcedTarget(): Promise<Former> {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  const repository = lockstep.repository("petstore");
  const before = await repository.commit({ files: { [ORDERS]: aText("orders one") } });
  const orders = await aLinkedSchema(lockstep, { name: "Orders", file: ORDERS });
  await repository.commit({ files: { [ORDERS]: aText("orders former") } });
  await lockstep.pass(120_000);
  await save(proposal, aText("two"));
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders former"));
  await repository.force("main", before);
  await lockstep.pass(120_000);
  expect((await linkOf(lockstep, orders)).state).toBe("in_sync");
  return { ...proposal, orders };
}

async function saveOrders({ lockstep, orders }: Former, title: string): Promise<void> {
  await saveText(lockstep, orders.document, aText(title));
  await lockstep.pass(180_000);
}

test("the first save goes on top of the target's former text", async () => {
  const former = await aForcedTarget();
  await saveOrders(former, "orders two");
  const { lockstep, orders } = former;
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
});

test("a target that has moved on since leaves its former text all the same", async () => {
  const former = await aForcedTarget();
  const { lockstep, orders } = former;
  for (const text of ["1", "2"]) {
    await lockstep.repository("petstore").commit({ files: { "other.txt": text } });
    await lockstep.pass(120_000);
    await save(former, aText(`three ${text}`));
  }
  await saveOrders(former, "orders two");
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders two"));
});

test("a save of the former text is proposed without a commit: the branch holds it", async () => {
  const former = await aForcedTarget();
  const { lockstep, orders } = former;
  const repository = lockstep.repository("petstore");
  const before = await repository.log(ROLLING);
  await saveOrders(former, "orders former");
  expect((await linkOf(lockstep, orders)).state).toBe("awaiting_merge");
  expect(await repository.log(ROLLING)).toEqual(before);
  expect(repository.pulls.list()).toMatchObject([{ state: "open", body: expect.stringContaining(ORDERS) }]);
});

test("a text that the target held before, without being forced back, is a reviewer's", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [ORDERS]: aText("orders one") } });
  const orders = await aLinkedSchema(lockstep, { name: "Orders", file: ORDERS });
  await lockstep.pass(120_000);
  await save(proposal, aText("two"));
  await repository.commit({ files: { [ORDERS]: aText("orders next") } });
  await lockstep.pass(120_000);
  await save(proposal, aText("three"));
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders next"));
  await repository.commit({ branch: ROLLING, files: { [ORDERS]: aText("orders one") } });
  await lockstep.pass(120_000);
  await saveOrders({ ...proposal, orders }, "orders two");
  expect((await linkOf(lockstep, orders)).state).toBe("conflict");
  expect(await onBranch(lockstep, ROLLING, ORDERS)).toBe(aText("orders one"));
});

test("the first save costs one query more, with all former heads in it", async () => {
  const former = await aForcedTarget();
  const { lockstep, orders } = former;
  const requests = await requestsOf(lockstep, () => saveText(lockstep, orders.document, aText("orders two")));
  // The branch is found to contain the target's head; what is there; the commit; the request's text.
  expect(requests).toEqual(["rest", "graphql-query", "graphql-mutation", "rest"]);
});
