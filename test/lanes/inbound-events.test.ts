import { expect, test } from "vitest";
import {
  aLinkedSchema,
  blobOf,
  linkOf,
  requestsOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PATH = "a.yaml";
const DAY_MS = 24 * 3_600_000;
const textOf = (number: number): string => `a: ${number}\n`;

async function inStep() {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const first = await repository.commit({ files: { [PATH]: textOf(1) } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: PATH });
  const push = (number: number): Promise<string> => repository.commit({ files: { [PATH]: textOf(number) } });
  const blobs = async (): Promise<readonly string[]> =>
    (await revisionsOf(lockstep, linked)).map(({ blob }) => blob);
  return { lockstep, repository, linked, first, push, blobs };
}

const blobsOf = (...numbers: readonly number[]) => numbers.map((number) => blobOf(textOf(number)));

test("a lost webhook is made up for by the next sweep", async () => {
  const { lockstep, linked, push, blobs } = await inStep();
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  const head = await push(2);
  await settle(lockstep);
  expect(await blobs()).toEqual(blobsOf(1));
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await blobs()).toEqual(blobsOf(2, 1));
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", head });
});

test("a lost webhook of a deleted branch is made up for by the next sweep", async () => {
  const { lockstep, repository } = await inStep();
  await repository.createBranch("v2");
  const linked = await aLinkedSchema(lockstep, { name: "B", file: "b.yaml", branch: "v2", text: "b: 1\n" });
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  await repository.deleteBranch("v2");
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "branch_not_found" });
});

test("the same push delivered three times, and doubled, is one revision", async () => {
  const { lockstep, push, blobs } = await inStep();
  lockstep.sandbox.faults.set({ webhooks: { doubled: 1 } });
  await push(2);
  await settle(lockstep);
  lockstep.sandbox.faults.clear();
  const [delivery] = lockstep.sandbox.webhooks.deliveries({ event: "push" }).slice(-1);
  const again = await requestsOf(lockstep, async () => {
    await lockstep.sandbox.webhooks.redeliver(delivery?.id ?? 0);
    await lockstep.sandbox.webhooks.redeliver(delivery?.id ?? 0);
  });
  expect(again).toEqual([]);
  expect(await blobs()).toEqual(blobsOf(2, 1));
});

test("a delivery three days late costs one look, and changes nothing that has moved on since", async () => {
  const { lockstep, linked, push, blobs } = await inStep();
  const { webhooks } = lockstep.sandbox;
  webhooks.hold();
  await push(2);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  webhooks.drop();
  await webhooks.release();
  const three = await push(3);
  await settle(lockstep);
  await lockstep.clock.pass(3 * DAY_MS);
  const lost = webhooks.deliveries().find(({ state }) => state === "lost");
  const late = await requestsOf(lockstep, () => webhooks.redeliver(lost?.id ?? 0));
  expect(late).toEqual(["graphql-query"]);
  expect(await blobs()).toEqual(blobsOf(3, 2, 1));
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", head: three });
});

test("reordered deliveries end at the present head", async () => {
  const { lockstep, linked, push } = await inStep();
  lockstep.sandbox.webhooks.hold();
  await push(2);
  await push(3);
  const head = await push(4);
  await lockstep.sandbox.webhooks.release("reversed");
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(textOf(4)), head });
});

test("a late delivery of an old push does not take back a save", async () => {
  const { lockstep, linked, push } = await inStep();
  lockstep.sandbox.webhooks.hold();
  await push(2);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  await saveText(lockstep, linked.document, textOf(3));
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    store: blobOf(textOf(3)),
    remote: blobOf(textOf(3)),
  });
});
