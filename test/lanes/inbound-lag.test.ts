import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { SandboxRepository } from "../../src/sandbox/sandbox.ts";
import {
  blobOf,
  requestsOf,
  requestsTo,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";

const PATH = "a.yaml";

/** As if the webhook were lost, and the App's log of deliveries had nothing of it either. */
function forceUnheard(repository: SandboxRepository, commit: string): void {
  execFileSync("git", ["-C", repository.gitDir, "update-ref", "refs/heads/main", commit]);
}
const textOf = (number: number): string => `a: ${number}\n`;

async function inStep() {
  const scene = await aSchemaInStep({ path: PATH, text: textOf(1) });
  const push = (number: number): Promise<string> =>
    scene.repository.commit({ files: { [PATH]: textOf(number) } });
  return { ...scene, push };
}

test("a replica that still shows the head before a push is asked again 30 s later, for nothing where it was right", async () => {
  const { lockstep, push, link } = await inStep();
  lockstep.sandbox.faults.set({ lag: { reads: 1 } });
  const two = await push(2);
  await settle(lockstep);
  expect(await link()).toMatchObject({ store: blobOf(textOf(1)) });
  await lockstep.pass(31_000);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(2)), head: two });
  expect(await requestsOf(lockstep, () => lockstep.pass(120_000))).toEqual([]);
});

test("a late delivery of a push that the lane never saw is looked into once, and then checked once for nothing", async () => {
  const { lockstep, push, link } = await inStep();
  const { webhooks } = lockstep.sandbox;
  webhooks.hold();
  await push(2);
  await push(3);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  webhooks.drop();
  await webhooks.release();
  const lost = webhooks.deliveries().find(({ state }) => state === "lost");
  lockstep.sandbox.requests.clear();
  await webhooks.redeliver(lost?.id ?? 0);
  await lockstep.pass(120_000);
  expect(requestsTo(lockstep)).toMatchObject([{ kind: "graphql-query" }, { kind: "rest", status: 304 }]);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(3)) });
});

test("a late delivery of a push that the next one has left again is looked into once, and not checked", async () => {
  const { lockstep, push, link } = await inStep();
  const { webhooks } = lockstep.sandbox;
  webhooks.hold();
  await push(2);
  webhooks.drop();
  await webhooks.release();
  await push(3);
  await settle(lockstep);
  const lost = webhooks.deliveries().find(({ state }) => state === "lost");
  lockstep.sandbox.requests.clear();
  await webhooks.redeliver(lost?.id ?? 0);
  await lockstep.pass(120_000);
  expect(requestsTo(lockstep)).toMatchObject([{ kind: "graphql-query" }]);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(3)) });
});

/** The lane has passed over the second text without seeing it. */
async function passedOver() {
  const scene = await inStep();
  const { lockstep, push } = scene;
  lockstep.sandbox.webhooks.hold();
  const two = await push(2);
  const three = await push(3);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  return { ...scene, two, three };
}

const isAt = (number: number, head: string) => ({ state: "in_sync", store: blobOf(textOf(number)), head });

test("a replica that shows a head which the lane has passed over does not roll the store back", async () => {
  const { lockstep, repository, linked, link, two, three } = await passedOver();
  forceUnheard(repository, two);
  await lockstep.call("POST", `links/${linked.link}/sync`);
  await settle(lockstep);
  expect(await link()).toMatchObject(isAt(3, three));
  forceUnheard(repository, three);
  await lockstep.pass(31_000);
  expect(await link()).toMatchObject(isAt(3, three));
  expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
});

test.each(["as-made", "reversed"] as const)(
  "late deliveries (%s) of pushes that were passed over do not vouch for a replica that lags",
  async (order) => {
    const { lockstep, repository, linked, link, two, three } = await passedOver();
    forceUnheard(repository, two);
    await lockstep.sandbox.webhooks.release(order);
    await settle(lockstep);
    expect(await link()).toMatchObject(isAt(3, three));
    forceUnheard(repository, three);
    await lockstep.pass(31_000);
    expect(await link()).toMatchObject(isAt(3, three));
    expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
  },
);

test("a branch forced back to what was passed over is taken at once where a delivery names it", async () => {
  const { lockstep, repository, link, two } = await passedOver();
  lockstep.sandbox.webhooks.drop();
  await lockstep.sandbox.webhooks.release();
  const forced = await requestsOf(lockstep, () => repository.force("main", two));
  expect(forced).toEqual(["graphql-query"]);
  expect(await link()).toMatchObject(isAt(2, two));
});

test("a head in doubt is taken as soon as a delivery names it", async () => {
  const { lockstep, repository, first, push, link } = await inStep();
  const two = await push(2);
  await settle(lockstep);
  lockstep.sandbox.webhooks.hold();
  await repository.force("main", first);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await link()).toMatchObject(isAt(2, two));
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  expect(await link()).toMatchObject(isAt(1, first));
});

test("a lane that could not be looked at for a time is not rolled back by a replica either", async () => {
  const { lockstep, repository, linked, first, push, link } = await inStep();
  const two = await push(2);
  await settle(lockstep);
  const { installations } = lockstep.sandbox;
  const id = installations.list()[0]?.id ?? 0;
  installations.suspend(id);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "error", code: "app_suspended" });
  forceUnheard(repository, first);
  installations.unsuspend(id);
  await settle(lockstep);
  expect(await link()).toMatchObject({ store: blobOf(textOf(2)) });
  forceUnheard(repository, two);
  await lockstep.pass(31_000);
  expect(await link()).toMatchObject(isAt(2, two));
  expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
});

test("a replica that shows the head before our own commit does not roll the store back", async () => {
  const { lockstep, linked, link } = await inStep();
  lockstep.sandbox.faults.set({ lag: { reads: 1 } });
  await saveText(lockstep, linked.document, textOf(2));
  await settle(lockstep);
  const ours = await lockstep.repository("petstore").head();
  await lockstep.call("POST", `links/${linked.link}/sync`);
  await settle(lockstep);
  expect(await link()).toMatchObject({ store: blobOf(textOf(2)), head: ours });
  const second = await requestsOf(lockstep, () => lockstep.pass(31_000));
  expect(second).toEqual(["graphql-query"]);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(2)), head: ours });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
});

test("a replica that goes on lagging is not believed before the second look, 30 s after the first", async () => {
  const { lockstep, linked, link } = await inStep();
  lockstep.sandbox.faults.set({ lag: { reads: 3 } });
  await saveText(lockstep, linked.document, textOf(2));
  await settle(lockstep);
  for (let look = 0; look < 3; look += 1) {
    await lockstep.call("POST", `links/${linked.link}/sync`);
    await lockstep.pass(9_000);
    expect(await link()).toMatchObject({ store: blobOf(textOf(2)) });
  }
  await lockstep.pass(31_000);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(2)) });
});

test("a branch forced back to an old commit is taken at once where a delivery names it", async () => {
  const { lockstep, repository, linked, first, push, link } = await inStep();
  await push(2);
  await settle(lockstep);
  const forced = await requestsOf(lockstep, () => repository.force("main", first));
  expect(forced).toEqual(["graphql-query"]);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(1)), head: first });
  expect((await revisionsOf(lockstep, linked)).map(({ blob }) => blob)).toEqual(
    [1, 2, 1].map((number) => blobOf(textOf(number))),
  );
});

test("a branch forced back without a word is taken after the second look", async () => {
  const { lockstep, repository, first, push, link } = await inStep();
  const two = await push(2);
  await settle(lockstep);
  forceUnheard(repository, first);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await link()).toMatchObject({ store: blobOf(textOf(2)), head: two });
  await lockstep.pass(29_000);
  expect(await link()).toMatchObject({ head: two });
  await lockstep.pass(2_000);
  expect(await link()).toMatchObject({ state: "in_sync", store: blobOf(textOf(1)), head: first });
});

test("a save while a head is in doubt is not made on it, and lands once it is certain", async () => {
  const { lockstep, repository, linked, first, push, link } = await inStep();
  await push(2);
  await settle(lockstep);
  forceUnheard(repository, first);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  await saveText(lockstep, linked.document, textOf(3));
  await settle(lockstep);
  expect(await repository.head()).toBe(first);
  await lockstep.pass(60_000);
  // GitHub went back to text 1, the store on to text 3: a person decides.
  expect(await link()).toMatchObject({ state: "conflict", remote: blobOf(textOf(1)) });
  expect(await repository.head()).toBe(first);
});
