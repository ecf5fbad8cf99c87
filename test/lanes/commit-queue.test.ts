import { describe, expect, test, vi } from "vitest";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import { claimLane, holdsLease, nextLaneDueAt } from "../../src/db/lane-claim.ts";
import { freeAllLeases, renewLease } from "../../src/db/leases.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import type { Store } from "../../src/db/store.ts";
import { type Mark, markDirty } from "../../src/db/units.ts";
import { aBackup, linkOf, revisionsOf, settle } from "../support/a-linked-document.ts";
import { aStore } from "../support/a-store.ts";
import {
  aTimedLockstep,
  type ATimedLockstep,
  headlines,
  saveCollection,
} from "../support/a-timed-lockstep.ts";
import { aRepository, aWorkspace, type AWorkspace } from "../support/a-workspace.ts";

const NOW = 1_000_000;

async function aDirtyLane(store: Store, workspace: AWorkspace, since: number): Promise<number> {
  const repository = await aRepository(store, workspace);
  return store.write(async (tx) => {
    const lane = await ensureLane(tx, { workspaceId: workspace.id, repository, branch: "main" });
    await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], since);
    return lane;
  });
}

const claim = (store: Store, now = NOW, busyInstallations: readonly number[] = []) =>
  store.write((tx) => claimLane(tx, { owner: "one", now, busyInstallations }));

describe("the table of lanes", () => {
  test("gives the longest-waiting lane first, each to one run at a time", async () => {
    const store = await aStore();
    const acme = await aWorkspace(store);
    const lanes = [
      await aDirtyLane(store, acme, 30),
      await aDirtyLane(store, acme, 10),
      await aDirtyLane(store, acme, 20),
    ];
    const [third, first, second] = lanes;
    expect((await claim(store))?.lane).toBe(first);
    expect((await claim(store))?.lane).toBe(second);
    expect((await claim(store))?.lane).toBe(third);
    expect(await claim(store)).toBeNull();
  });

  test("does not let a lane that is marked again wait anew", async () => {
    const store = await aStore();
    const acme = await aWorkspace(store);
    const first = await aDirtyLane(store, acme, 10);
    await aDirtyLane(store, acme, 20);
    await store.write((tx) => markDirty(tx, [{ unit: "lanes", id: first, look: false }], 30));
    expect((await claim(store))?.lane).toBe(first);
  });

  test("passes over installations that have their share", async () => {
    const store = await aStore();
    const acme = await aWorkspace(store, "acme");
    const globex = await aWorkspace(store, "globex");
    await aDirtyLane(store, acme, 10);
    const other = await aDirtyLane(store, globex, 20);
    expect(await nextLaneDueAt(store.read, [acme.installation, globex.installation])).toBeNull();
    expect((await claim(store, NOW, [acme.installation]))?.lane).toBe(other);
  });

  test.each(["installations", "hosts"] as const)(
    "holds lanes back while their %s are blocked, and knows until when",
    async (table) => {
      const store = await aStore();
      await aDirtyLane(store, await aWorkspace(store), 10);
      await store.write(({ query }) =>
        query
          .updateTable(table)
          .set({ blockedUntil: NOW + 5 })
          .execute(),
      );
      expect(await claim(store)).toBeNull();
      expect(await nextLaneDueAt(store.read, [])).toBe(NOW + 5);
      expect(await claim(store, NOW + 5)).not.toBeNull();
    },
  );

  test("keeps back-off and attempts whatever is marked", async () => {
    const store = await aStore();
    const lane = await aDirtyLane(store, await aWorkspace(store), 10);
    const waits = { runAt: NOW + 5, attempts: 3 };
    await store.write(({ query }) => query.updateTable("lanes").set(waits).execute());
    const marks = [
      { unit: "lanes", id: lane, look: false },
      { unit: "lanes", id: lane, look: true, head: null },
    ] as const;
    await store.write((tx) => markDirty(tx, marks, NOW));
    expect(await claim(store)).toBeNull();
    expect(await store.read.selectFrom("lanes").select(["runAt", "attempts"]).executeTakeFirst()).toEqual(
      waits,
    );
  });

  test("gives a lane whose run is no longer heard of to another, and the first run then holds nothing", async () => {
    const store = await aStore();
    await aDirtyLane(store, await aWorkspace(store), 10);
    const first = await claim(store);
    if (first === null) throw new Error("The lane is due.");
    const held = { unit: "lanes", id: first.lane, epoch: first.epoch } as const;
    await store.write((tx) => renewLease(tx, held, NOW + 30_000));
    expect(await claim(store, NOW + 80_000)).toBeNull();
    expect(await nextLaneDueAt(store.read, [])).toBe(NOW + 90_001);
    const second = await claim(store, NOW + 90_001);
    expect(second?.epoch).toBe(first.epoch + 1);
    expect(await store.write((tx) => holdsLease(tx, first))).toBe(false);
    await store.write((tx) => renewLease(tx, held, NOW + 500_000));
    expect(await claim(store, NOW + 200_000)).not.toBeNull();
  });

  test("is freed of a dead process's leases", async () => {
    const store = await aStore();
    await aDirtyLane(store, await aWorkspace(store), 10);
    await claim(store);
    expect(await claim(store)).toBeNull();
    await store.write((tx) => freeAllLeases(tx));
    expect(await claim(store)).not.toBeNull();
  });
});

interface Gate {
  readonly lockstep: ATimedLockstep;
  /** From now on requests of this method wait. */
  readonly close: (method: "observe" | "commit" | "installationRepositories") => void;
  readonly open: () => void;
  /** Repositories of the requests that wait. */
  readonly waiting: () => readonly string[];
}

async function aGate(): Promise<Gate> {
  let closed = "";
  let waiting: { readonly name: string; readonly go: () => void }[] = [];
  const pass = async (method: string, name: string): Promise<void> => {
    if (method === closed) await new Promise<void>((go) => waiting.push({ name, go }));
  };
  const gated = (real: GitHubPort): GitHubPort => ({
    ...real,
    async observe(request) {
      await pass("observe", request.repository.name);
      return real.observe(request);
    },
    async commit(request) {
      const outcome = await real.commit(request);
      await pass("commit", request.repository.name);
      return outcome;
    },
    async installationRepositories(hostname, installationId) {
      await pass("installationRepositories", "");
      return real.installationRepositories(hostname, installationId);
    },
  });
  const lockstep = await aTimedLockstep({ github: gated });
  return {
    lockstep,
    close: (method) => {
      closed = method;
    },
    open: () => {
      closed = "";
      for (const { go } of waiting) go();
      waiting = [];
    },
    waiting: () => waiting.map(({ name }) => name),
  };
}

/** Ten lanes of acme, and one of another account's installation. */
async function manyLanes(gate: Gate): Promise<void> {
  const { lockstep } = gate;
  for (let index = 0; index < 10; index += 1) {
    await lockstep.repository("petstore").createBranch(`b${index}`);
    await aBackup(lockstep, { name: `Pets ${index}`, branch: `b${index}` });
  }
  lockstep.sandbox.accounts.create("globex");
  await lockstep.sandbox.repositories.create({
    owner: "globex",
    name: "other",
    files: { "README.md": "other\n" },
  });
  lockstep.sandbox.installations.create("globex");
  await settle(lockstep);
  const at = "/api/v1/workspaces/globex";
  await lockstep.call("POST", `${at}/apis`, { name: "Other" });
  await lockstep.call("POST", `${at}/apis/other/versions`, { name: "1" });
  const linked = await lockstep.call("PUT", `${at}/apis/other/versions/1/link`, {
    repository: "other",
    file: "a.yaml",
  });
  expect(linked.statusCode, linked.body).toBeLessThan(300);
  await lockstep.pass(120_000);
}

async function pushEverywhere({ lockstep }: Gate): Promise<void> {
  for (let index = 0; index < 10; index += 1) {
    await lockstep
      .repository("petstore")
      .commit({ branch: `b${index}`, files: { "README.md": `${index}\n` } });
  }
  await lockstep.sandbox.webhooks.idle();
}

describe("the engine", () => {
  test("gives no installation more than half of the workers; another's lane is run meanwhile", async () => {
    const gate = await aGate();
    await manyLanes(gate);
    gate.close("observe");
    await pushEverywhere(gate);
    await vi.waitFor(() => expect(gate.waiting()).toHaveLength(4));
    await gate.lockstep.sandbox.repositories
      .get("globex/other")
      ?.commit({ files: { "README.md": "moved\n" } });
    await vi.waitFor(() =>
      expect(gate.waiting()).toEqual([...Array.from({ length: 4 }, () => "petstore"), "other"]),
    );
    gate.open();
    await settle(gate.lockstep);
    expect(
      await gate.lockstep.store.read
        .selectFrom("lanes")
        .select("id")
        .where("waitingSince", "is not", null)
        .execute(),
    ).toEqual([]);
  });

  test("wakes for a lane whose wait is over while another installation's lanes queue", async () => {
    const gate = await aGate();
    const { lockstep } = gate;
    await manyLanes(gate);
    const other = await lockstep.store.read
      .selectFrom("lanes")
      .innerJoin("repositories", "repositories.id", "lanes.repository")
      .select("lanes.id")
      .where("repositories.name", "=", "other")
      .executeTakeFirstOrThrow();
    gate.close("observe");
    await pushEverywhere(gate);
    await vi.waitFor(() => expect(gate.waiting()).toHaveLength(4));
    const runAt = lockstep.clock.now() + 5_000;
    await lockstep.store.write(async (tx) => {
      await tx.query.updateTable("lanes").set({ runAt }).where("id", "=", other.id).execute();
      await markDirty(tx, [{ unit: "lanes", id: other.id, look: true, head: null }], lockstep.clock.now());
    });
    await vi.waitFor(async () => {
      await lockstep.clock.pass(1_000);
      expect(gate.waiting()).toContain("other");
    });
    gate.open();
    await settle(lockstep);
  });

  test("a run that lost its lane while it looked changes nothing; the next one takes the push once", async () => {
    const gate = await aGate();
    const { lockstep } = gate;
    const backup = await aBackup(lockstep, { name: "Pets" });
    await lockstep.pass(120_000);
    const before = await linkOf(lockstep, backup);
    gate.close("observe");
    await lockstep.repository("petstore").commit({ files: { [before.path]: "{}\n" } });
    await vi.waitFor(() => expect(gate.waiting()).toHaveLength(1));
    await lockstep.store.write(({ query }) =>
      query
        .updateTable("lanes")
        .set((eb) => ({ epoch: eb("epoch", "+", 1) }))
        .execute(),
    );
    gate.open();
    await settle(lockstep);
    expect(await linkOf(lockstep, backup)).toMatchObject({
      state: "in_sync",
      head: before.head,
      remote: before.remote,
    });
    await lockstep.store.write((tx) => freeAllLeases(tx));
    lockstep.engine.wake();
    await settle(lockstep);
    expect((await linkOf(lockstep, backup)).state).toBe("edited_on_github");
  });

  test("a run that lost its lane while it committed records nothing; the commit is found by the next one, and is there once", async () => {
    const gate = await aGate();
    const { lockstep } = gate;
    const backup = await aBackup(lockstep, { name: "Pets" });
    await lockstep.pass(120_000);
    const { agreed } = await linkOf(lockstep, backup);
    gate.close("commit");
    await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
    await vi.waitFor(() => expect(gate.waiting()).toHaveLength(1));
    await lockstep.store.write(({ query }) =>
      query
        .updateTable("lanes")
        .set((eb) => ({ epoch: eb("epoch", "+", 1) }))
        .execute(),
    );
    gate.open();
    await settle(lockstep);
    expect((await linkOf(lockstep, backup)).agreed).toEqual(agreed);
    await lockstep.store.write((tx) => freeAllLeases(tx));
    lockstep.engine.wake();
    await lockstep.pass(60_000);
    expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
    expect((await headlines(lockstep)).slice(0, 2)).toEqual(["Pets: updated", "Pets: created"]);
    expect((await revisionsOf(lockstep, backup))[0]?.commit).toBe(
      await lockstep.repository("petstore").head(),
    );
  });

  test("takes up what a dead process held", async () => {
    const { lockstep } = await aGate();
    const backup = await aBackup(lockstep, { name: "Pets" });
    await lockstep.pass(120_000);
    await lockstep.engine.stop();
    const forever = { leaseOwner: "dead", leaseUntil: Number.MAX_SAFE_INTEGER };
    await lockstep.store.write(({ query }) => query.updateTable("lanes").set(forever).execute());
    await saveCollection(lockstep, { id: backup.id, name: "Pets", note: "second" });
    await lockstep.engine.start();
    await settle(lockstep);
    expect((await linkOf(lockstep, backup)).state).toBe("in_sync");
  });

  test("a long read of an installation is not begun a second time", async () => {
    const gate = await aGate();
    const { lockstep } = gate;
    gate.close("installationRepositories");
    const { id } = await lockstep.store.read
      .selectFrom("installations")
      .select("id")
      .executeTakeFirstOrThrow();
    const other = await lockstep.store.read.selectFrom("repositories").select("id").executeTakeFirstOrThrow();
    const isDone = async (): Promise<void> => {
      const row = await lockstep.store.read
        .selectFrom("repositories")
        .select("waitingSince")
        .where("id", "=", other.id)
        .executeTakeFirst();
      expect(row).toEqual({ waitingSince: null });
    };
    const mark = (...marks: readonly Mark[]) =>
      lockstep.store.write((tx) => markDirty(tx, marks, lockstep.clock.now()));
    await mark({ unit: "installations", id });
    await vi.waitFor(() => expect(gate.waiting()).toHaveLength(1));
    for (let minute = 0; minute < 3; minute += 1) {
      await lockstep.clock.pass(60_000, () => lockstep.store.write(async () => undefined));
      // What is marked later is done: so nothing earlier is left to be begun.
      await mark({ unit: "installations", id }, { unit: "repositories", id: other.id });
      await vi.waitFor(isDone);
    }
    expect(gate.waiting()).toHaveLength(1);
    gate.open();
    await settle(lockstep);
    expect(
      await lockstep.store.read.selectFrom("installations").select("waitingSince").executeTakeFirst(),
    ).toEqual({ waitingSince: null });
  });
});
