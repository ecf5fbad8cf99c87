/** Somebody sets the machine's clock, forward or back, while the server runs or while it does not. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { pino } from "pino";
import { recordActivity } from "../../src/db/activity.ts";
import { AHEAD, mendWaits } from "../../src/db/clock-jump.ts";
import { Retention } from "../../src/lanes/retention.ts";
import { aClock } from "../support/a-clock.ts";
import { aBackup, settle } from "../support/a-linked-document.ts";
import {
  type ATimedLockstep,
  aTimedLockstep,
  headlines,
  linkStates,
  saveCollection,
} from "../support/a-timed-lockstep.ts";
import { aStore } from "../support/a-store.ts";

const HOUR = 3_600_000;
const YEARS = 4 * 365 * 24 * HOUR;
const HEARTBEAT = 20_000;

async function aSavedBackup(): Promise<{ readonly lockstep: ATimedLockstep; readonly id: string }> {
  const lockstep = await aTimedLockstep();
  const { id } = await aBackup(lockstep, { name: "Pets" });
  expect(await linkStates(lockstep)).toEqual({ in_sync: 1 });
  return { lockstep, id };
}

test("a lane that backs off waits no longer because the clock was set back", async () => {
  const { lockstep, id } = await aSavedBackup();
  lockstep.sandbox.faults.set({ outage: true });
  await saveCollection(lockstep, { id, name: "Pets", note: "two" });
  await lockstep.pass(10_000);
  expect(await linkStates(lockstep)).toEqual({ "pending retrying": 1 });
  lockstep.sandbox.faults.clear();
  lockstep.clock.jump(-YEARS);
  await lockstep.pass(HEARTBEAT);
  await lockstep.pass(60_000);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 1 });
  expect(await headlines(lockstep)).toEqual(["Pets: updated", "Pets: created", "Initial commit"]);
});

test("the pace of commits is kept after the clock was set back, and no longer", async () => {
  const { lockstep, id } = await aSavedBackup();
  lockstep.clock.jump(-YEARS);
  await saveCollection(lockstep, { id, name: "Pets", note: "two" });
  await lockstep.pass(HEARTBEAT);
  await lockstep.pass(60_000);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 1 });
});

test("a rate limit waits no longer because the clock was set back", async () => {
  const { lockstep, id } = await aSavedBackup();
  lockstep.sandbox.faults.set({
    requests: [
      { on: "graphql-mutation", effect: { kind: "secondary-limit", retryAfterSeconds: 600 }, times: 1 },
    ],
  });
  await lockstep.pass(10_000);
  await saveCollection(lockstep, { id, name: "Pets", note: "two" });
  await settle(lockstep);
  expect(await linkStates(lockstep)).toEqual({ "pending rate_limited": 1 });
  lockstep.clock.jump(-2 * HOUR);
  await lockstep.pass(HEARTBEAT);
  expect(await linkStates(lockstep)).toEqual({ "pending rate_limited": 1 });
  await lockstep.pass(620_000);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 1 });
});

test("what is due once the clock is set forward is done at the next heartbeat", async () => {
  const { lockstep, id } = await aSavedBackup();
  lockstep.sandbox.faults.set({
    requests: [
      { on: "graphql-mutation", effect: { kind: "secondary-limit", retryAfterSeconds: 3600 }, times: 1 },
    ],
  });
  await lockstep.pass(10_000);
  await saveCollection(lockstep, { id, name: "Pets", note: "two" });
  await settle(lockstep);
  lockstep.clock.jump(2 * HOUR);
  await lockstep.pass(HEARTBEAT);
  expect(await linkStates(lockstep)).toEqual({ in_sync: 1 });
});

test("waits of years are none: a start after the clock was put right goes on at once", async () => {
  const { lockstep } = await aSavedBackup();
  const { store, clock } = lockstep;
  const ahead = clock.now() + YEARS;
  await store.write(async ({ query }) => {
    await query.updateTable("lanes").set({ runAt: ahead, commitAt: ahead }).execute();
    await query
      .updateTable("installations")
      .set({ blockedUntil: clock.now() + HOUR })
      .execute();
    await query.updateTable("hosts").set({ blockedUntil: ahead }).execute();
  });
  await store.write((tx) => mendWaits(tx, { now: clock.now(), setBackMs: 0 }));
  const lane = await store.read.selectFrom("lanes").select(["runAt", "commitAt"]).executeTakeFirst();
  expect(lane).toEqual({ runAt: clock.now(), commitAt: clock.now() });
  const blocks = await store.read.selectFrom("installations").select("blockedUntil").execute();
  expect(blocks.map(({ blockedUntil }) => blockedUntil)).toContain(clock.now() + HOUR);
});

test("every time that something waits for is known to it", async () => {
  const store = await aStore();
  const { rows } = await sql<{ name: string }>`select t.name || '.' || c.name as name
    from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table'`.execute(store.read);
  const waits = rows
    .map(({ name }) => name)
    .filter((name) => /\.(?:runAt|commitAt|nextAttemptAt|\w+Until)$/.test(name));
  const known = Object.entries(AHEAD).flatMap(([table, columns]) =>
    columns.map((column) => `${table}.${column}`),
  );
  expect(waits.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !rows.some((row) => row.name === name))).toEqual([]);
});

async function someActivity(at: number) {
  const store = await aStore();
  await store.write((tx) => recordActivity(tx, { workspaceId: null, at, type: "setup.opened" }));
  // The last row stays whatever its age, so that numbers are not given again.
  await store.write((tx) =>
    recordActivity(tx, { workspaceId: null, at: at + YEARS * 10, type: "setup.opened" }),
  );
  const count = async (): Promise<number> =>
    (await store.read.selectFrom("activity").select("id").execute()).length;
  return { store, count };
}

test("nothing is forgotten by a clock that was set forward, before somebody had an hour to put it right", async () => {
  const clock = aClock();
  const { store, count } = await someActivity(clock.now());
  const retention = new Retention({ store, clock, log: pino({ level: "silent" }) }, 2 * 24 * HOUR);
  const settled = async (): Promise<void> => {
    // More than one look at all that may be forgotten takes.
    for (let writes = 0; writes < 20; writes++) await store.write(async () => undefined);
  };
  retention.start();
  clock.jump(YEARS);
  await clock.pass(HOUR - 1, settled);
  expect(await count()).toBe(2);
  clock.jump(-YEARS);
  await clock.pass(3 * HOUR, settled);
  expect(await count()).toBe(2);
  await clock.pass(2 * 24 * HOUR, settled);
  expect(await count()).toBe(1);
  await retention.stop();
});
