import { expect, test, vi } from "vitest";
import { nextMessageAt } from "../../../src/db/outbox.ts";
import { aToldLockstep, aTroubledLink, MINUTE_MS, payloadsOf, until } from "./a-told-lockstep.ts";

const OPENAPI = (paths: string): string =>
  `openapi: 3.1.0\ninfo: {title: Pets, version: '1.0'}\npaths:\n${paths}`;
const OPERATION = "{responses: {'200': {description: ok}}}";
const TWO = OPENAPI(`  /pets: {get: ${OPERATION}}\n  /owners: {get: ${OPERATION}}\n`);
const ONE = OPENAPI(`  /pets: {get: ${OPERATION}}\n`);

test("tells of every revision, and of what one breaks; signed, each once", async () => {
  const { lockstep, receiver } = await aToldLockstep();
  await lockstep.call("POST", "apis", { name: "Pets" });
  await lockstep.call("POST", "apis/pets/versions", { name: "1.0" });
  const save = async (text: string): Promise<void> => {
    const headers = { "content-type": "application/yaml", "if-match": "*" };
    const url = "apis/pets/versions/1.0/schema";
    const saved = await lockstep.call("PUT", url, text, headers);
    expect(saved.statusCode, saved.body).toBeLessThan(300);
  };
  await save(TWO);
  await until(lockstep, () => expect(payloadsOf(receiver, "revision.added")).toHaveLength(1));
  await save(ONE);
  await until(lockstep, () => expect(payloadsOf(receiver, "revision.breaking")).toHaveLength(1));
  await lockstep.pass(10 * MINUTE_MS);
  expect(payloadsOf(receiver, "revision.added")).toMatchObject([
    {
      workspace: "acme",
      document: { api: "pets", version: "1.0" },
      revision: { number: 1, origin: "store" },
    },
    { revision: { number: 2 }, changes: { levels: { breaking: 1 } } },
  ]);
  expect(payloadsOf(receiver, "revision.breaking")).toMatchObject([
    { revision: { number: 2 }, count: 1, changes: [{ part: expect.stringContaining("/owners") }] },
  ]);
  expect(receiver.received.map(({ isSigned }) => isSigned)).toEqual([true, true, true]);
  const guids = receiver.received.map(({ headers }) => headers["x-lockstep-delivery"]);
  expect(new Set(guids).size).toBe(3);
});

test("what a receiver did not take is sent again under its id, ever more slowly, and then no more", async () => {
  const { lockstep, receiver } = await aToldLockstep();
  await aTroubledLink(lockstep);
  receiver.answer(503);
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(receiver.received).toHaveLength(1));
  const waits = async (): Promise<number> =>
    ((await nextMessageAt(lockstep.store.read)) ?? 0) - lockstep.clock.now();
  for (const [attempts, leastMs] of [
    [2, 10_000],
    [3, 20_000],
    [4, 40_000],
  ] as const) {
    await lockstep.pass(await waits());
    await vi.waitFor(() => expect(receiver.received).toHaveLength(attempts));
    await vi.waitFor(async () => expect(await waits()).toBeGreaterThanOrEqual(leastMs));
  }
  receiver.answer(200);
  await lockstep.pass(await waits());
  await vi.waitFor(async () => expect(await nextMessageAt(lockstep.store.read)).toBeNull());
  const guids = receiver.received.map(({ headers }) => headers["x-lockstep-delivery"]);
  expect([guids.length, new Set(guids).size]).toEqual([5, 1]);
});

test("is given up after three days", async () => {
  const { lockstep, receiver } = await aToldLockstep();
  const { store, clock } = lockstep;
  await aTroubledLink(lockstep);
  receiver.answer(503);
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(receiver.received).toHaveLength(1));
  await vi.waitFor(async () => expect(await nextMessageAt(store.read)).toBeGreaterThan(clock.now()));
  await store.write(({ query }) => query.updateTable("outbox").set({ createdAt: 0 }).execute());
  await lockstep.pass(2 * MINUTE_MS);
  await vi.waitFor(async () => expect(await nextMessageAt(store.read)).toBeNull());
  expect(receiver.received).toHaveLength(1);
});
