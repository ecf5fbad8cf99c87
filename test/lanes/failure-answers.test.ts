import { expect, test } from "vitest";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import type { FaultEffect } from "../../src/sandbox/faults.ts";
import {
  aBackup,
  aLinkedSchema,
  linkOf,
  type Linked,
  requestsTo,
  revisionsOf,
  settle,
} from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  type ATimedLockstep,
  headlines,
  saveCollection,
  strike,
  writesTo,
} from "../support/a-timed-lockstep.ts";

const HOUR_MS = 3_600_000;

function status(code: number): FaultEffect {
  return { kind: "status", status: code };
}

interface Outcome {
  readonly state: "pending" | "error";
  readonly code: string;
}

const pending = (code: string): Outcome => ({ state: "pending", code });
const error = (code: string): Outcome => ({ state: "error", code });

const READS: readonly (readonly [string, FaultEffect, Outcome])[] = [
  ["403", status(403), error("permission_missing")],
  ["404", status(404), error("repository_not_accessible")],
  ["409", status(409), pending("retrying")],
  ["422", status(422), pending("retrying")],
  ["429", status(429), pending("rate_limited")],
  ["500", status(500), pending("retrying")],
  ["502", status(502), pending("retrying")],
  ["a secondary limit", { kind: "secondary-limit", retryAfterSeconds: null }, pending("rate_limited")],
  ["a reset connection", { kind: "reset" }, pending("host_unreachable")],
];

const WRITES: readonly (readonly [string, FaultEffect, Outcome])[] = [
  ["403", status(403), error("permission_missing")],
  ["404", status(404), error("repository_not_accessible")],
  ["409", status(409), error("content_blocked")],
  ["422", status(422), error("content_blocked")],
  ["429", status(429), pending("rate_limited")],
  ["500", status(500), pending("retrying")],
  ["502", status(502), pending("retrying")],
  ["a secondary limit", { kind: "secondary-limit", retryAfterSeconds: null }, pending("rate_limited")],
  ["a reset connection", { kind: "reset" }, pending("retrying")],
];

interface Scene {
  readonly lockstep: ATimedLockstep;
  readonly backup: Linked & { readonly id: string };
}

async function aRestingBackup(silenceMs?: number): Promise<Scene> {
  const lockstep = await aTimedLockstep(silenceMs === undefined ? {} : { silenceMs });
  const backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  lockstep.sandbox.requests.clear();
  return { lockstep, backup };
}

function someonePushes(lockstep: ATimedLockstep): Promise<unknown> {
  return lockstep.repository("petstore").commit({ files: { "README.md": `${lockstep.clock.now()}\n` } });
}

async function expectShown(
  { lockstep, backup }: Pick<Scene, "lockstep"> & { readonly backup: Linked },
  outcome: Outcome,
): Promise<void> {
  const link = await linkOf(lockstep, backup);
  expect(link).toMatchObject(outcome);
  expect(link.message).not.toBe("");
  if (outcome.state === "error") expect(link.nextAttemptAt).toBeNull();
  else expect(Date.parse(link.nextAttemptAt ?? "")).toBeGreaterThan(lockstep.clock.now());
}

/** GitHub answers again: what heals by itself does so when its wait is over, the rest at a sweep. */
async function expectHealed({ lockstep, backup }: Scene): Promise<void> {
  lockstep.sandbox.faults.clear();
  await lockstep.sweeper.sweep();
  await lockstep.pass(2 * HOUR_MS);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "in_sync", code: null, nextAttemptAt: null });
}

test.each(READS)(
  "looks answered by %s: said on the link, few requests, healed by itself",
  async (_name, effect, outcome) => {
    const scene = await aRestingBackup();
    const { lockstep } = scene;
    strike(lockstep, { on: "graphql-query", effect });
    await someonePushes(lockstep);
    await lockstep.pass(30_000);
    await expectShown(scene, outcome);
    await lockstep.pass(HOUR_MS);
    expect(requestsTo(lockstep).length).toBeLessThanOrEqual(70);
    expect(writesTo(lockstep)).toEqual([]);
    await expectHealed(scene);
  },
);

test.each(WRITES)(
  "commits answered by %s: said on the link, few requests, nothing lost",
  async (_name, effect, outcome) => {
    const scene = await aRestingBackup();
    const { lockstep, backup } = scene;
    strike(lockstep, { on: "graphql-mutation", effect });
    await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
    await lockstep.pass(30_000);
    await expectShown(scene, outcome);
    await lockstep.pass(HOUR_MS);
    expect(writesTo(lockstep).length).toBeLessThanOrEqual(30);
    if (outcome.code === "content_blocked") {
      lockstep.sandbox.faults.clear();
      await someonePushes(lockstep);
    }
    await expectHealed(scene);
    expect((await headlines(lockstep)).filter((line) => line === "Pets: updated")).toHaveLength(1);
  },
);

test.each(["graphql-query", "graphql-mutation"] as const)(
  "nothing heard at all (%s) is given up in time and tried again",
  async (on) => {
    const scene = await aRestingBackup(1_000);
    const { lockstep, backup } = scene;
    strike(lockstep, { on, effect: { kind: "silent" }, times: 2 });
    if (on === "graphql-query") await someonePushes(lockstep);
    else await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
    await settle(lockstep);
    await expectShown(scene, pending(on === "graphql-query" ? "host_unreachable" : "retrying"));
    await lockstep.pass(600_000);
    expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
    expect(requestsTo(lockstep).filter(({ status: answered }) => answered === 0)).toHaveLength(2);
  },
);

test.each(["observe", "commit"] as const)(
  "credentials refused (%s) block the installation, heal when set right, and cost few requests",
  async (method) => {
    let [isRefused, refusals] = [false, 0];
    const guarded = (real: GitHubPort): GitHubPort => ({
      ...real,
      [method]: async (request: Parameters<GitHubPort[typeof method]>[0]) => {
        if (!isRefused) return real[method](request as never);
        refusals += 1;
        throw new GitHubFailure({ kind: "unauthorized" });
      },
    });
    const lockstep = await aTimedLockstep({ github: guarded });
    const backup = await aBackup(lockstep, { name: "Pets" });
    await lockstep.pass(120_000);
    isRefused = true;
    if (method === "observe") await someonePushes(lockstep);
    else await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
    await settle(lockstep);
    await expectShown({ lockstep, backup }, pending("retrying"));
    await lockstep.pass(HOUR_MS);
    expect(refusals).toBeLessThanOrEqual(12);
    isRefused = false;
    await expectHealed({ lockstep, backup });
  },
);

test("an outage of an hour costs a bounded number of requests, and everything saved meanwhile arrives in one commit", async () => {
  const scene = await aRestingBackup();
  const { lockstep, backup } = scene;
  lockstep.sandbox.faults.set({ outage: true });
  for (let save = 0; save < 60; save += 1) {
    await saveCollection(lockstep, { id: backup.id, name: "Pets", note: `save ${save}` });
    await lockstep.pass(60_000);
  }
  expect(requestsTo(lockstep).length).toBeLessThanOrEqual(80);
  await expectHealed(scene);
  expect((await headlines(lockstep)).slice(0, 2)).toEqual(["Pets: updated (60 saves)", "Pets: created"]);
});

test("the installation's own reads are tried again too: what the webhook said is not lost", async () => {
  const { lockstep, backup } = await aRestingBackup();
  strike(lockstep, { on: "rest", match: "/app/installations/", effect: status(502), times: 6 });
  const [installation] = lockstep.sandbox.installations.list();
  lockstep.sandbox.installations.suspend(installation?.id ?? 0);
  await settle(lockstep);
  expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, backup)).toMatchObject(error("app_suspended"));
});

test.each([
  ["a secondary limit", { kind: "secondary-limit", retryAfterSeconds: 120 }, 120],
  ["a secondary limit by 429", { kind: "secondary-limit", retryAfterSeconds: 120, status: 429 }, 120],
  ["the hourly limit", { kind: "primary-limit", resetAfterSeconds: 900 }, 900],
] as const)("the time that GitHub names with %s is kept to", async (_name, effect, seconds) => {
  const { lockstep, backup } = await aRestingBackup();
  // GitHub counts by the machine's time, and the test's is ahead of it.
  const aheadMs = lockstep.clock.now() - Date.now();
  strike(lockstep, { on: "graphql-mutation", effect, times: 1 });
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
  await settle(lockstep);
  const link = await linkOf(lockstep, backup);
  expect(link).toMatchObject(pending("rate_limited"));
  const waitSeconds = (Date.parse(link.nextAttemptAt ?? "") - lockstep.clock.now() + aheadMs) / 1000;
  expect(waitSeconds).toBeGreaterThan(seconds - 10);
  expect(waitSeconds).toBeLessThan(seconds + 10);
});

test("a binary file is not taken for a text after a failed look", async () => {
  const lockstep = await aTimedLockstep();
  const file = "api/image.yaml";
  await lockstep.repository("petstore").commit({ files: { [file]: Buffer.from([0, 255, 254, 1]) } });
  const schema = await aLinkedSchema(lockstep, { file });
  await expectShown({ lockstep, backup: schema }, error("not_text"));
  strike(lockstep, { on: "graphql-query", effect: status(502), times: 3 });
  await someonePushes(lockstep);
  await settle(lockstep);
  expect((await linkOf(lockstep, schema)).state).toBe("pending");
  await lockstep.pass(600_000);
  await expectShown({ lockstep, backup: schema }, error("not_text"));
  expect(await revisionsOf(lockstep, schema)).toEqual([]);
});
