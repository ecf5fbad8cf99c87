import { beforeEach, describe, expect, test } from "vitest";
import {
  aBackup,
  aLinkedSchema,
  linkOf,
  requestsTo,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  type ATimedLockstep,
  headlines,
  saveCollection,
  writesTo,
} from "../support/a-timed-lockstep.ts";

const PATH = "api/petstore.yaml";
const HOUR_MS = 3_600_000;

let lockstep: ATimedLockstep;
let backup: Awaited<ReturnType<typeof aBackup>>;
let installation: number;

const shown = () => linkOf(lockstep, backup);
const save = async (note: string): Promise<void> => {
  await saveCollection(lockstep, { id: backup.id, name: "Pets", note });
  await lockstep.pass(60_000);
};

async function expectRest(code: string): Promise<void> {
  expect(await shown()).toMatchObject({ state: "error", code, nextAttemptAt: null });
  expect((await shown()).message).not.toBe("");
}

async function expectCommitted(): Promise<void> {
  expect(await shown()).toMatchObject({ state: "in_sync", code: null });
  expect(await headlines(lockstep)).toHaveLength(3);
}

beforeEach(async () => {
  lockstep = await aTimedLockstep();
  backup = await aBackup(lockstep, { name: "Pets" });
  await lockstep.pass(120_000);
  installation = lockstep.sandbox.installations.list()[0]?.id ?? 0;
  lockstep.sandbox.requests.clear();
});

describe("the App", () => {
  test("suspended: said at once, nothing asked of GitHub for the links, and lifted: the waiting save goes out", async () => {
    lockstep.sandbox.installations.suspend(installation);
    await settle(lockstep);
    await expectRest("app_suspended");
    lockstep.sandbox.requests.clear();
    await save("second");
    await lockstep.sweeper.sweep();
    await lockstep.pass(HOUR_MS);
    await expectRest("app_suspended");
    expect(requestsTo(lockstep).filter(({ path }) => !path.startsWith("/api/v3/app/"))).toEqual([]);
    lockstep.sandbox.installations.unsuspend(installation);
    await lockstep.pass(60_000);
    await expectCommitted();
  });

  test("suspended and lifted without a webhook: the work finds out, the sweep repairs", async () => {
    lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
    lockstep.sandbox.installations.suspend(installation);
    await save("second");
    await expectRest("app_suspended");
    await lockstep.sweeper.sweep();
    await lockstep.pass(60_000);
    await expectRest("app_suspended");
    lockstep.sandbox.installations.unsuspend(installation);
    await lockstep.sweeper.sweep();
    await lockstep.pass(60_000);
    await expectCommitted();
  });

  test("uninstalled: what is there is kept; installed anew, the same workspace goes on with its links", async () => {
    const { agreed } = await shown();
    lockstep.sandbox.installations.uninstall(installation);
    await settle(lockstep);
    await expectRest("app_uninstalled");
    await save("second");
    await expectRest("app_uninstalled");
    expect((await shown()).agreed).toEqual(agreed);
    lockstep.sandbox.installations.create("acme");
    await lockstep.pass(60_000);
    await expectCommitted();
    const workspaces = (await lockstep.call("GET", "/api/v1/workspaces")).json();
    expect(workspaces.items).toHaveLength(1);
  });

  test("uninstalled and installed anew, both webhooks lost: the sweep repairs", async () => {
    lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
    lockstep.sandbox.installations.uninstall(installation);
    await save("second");
    await expectRest("app_uninstalled");
    lockstep.sandbox.installations.create("acme");
    await lockstep.sweeper.sweep();
    await lockstep.pass(60_000);
    await expectCommitted();
  });

  test("uninstalled and installed anew, the webhooks the wrong way round: the new installation holds", async () => {
    lockstep.sandbox.webhooks.hold();
    lockstep.sandbox.installations.uninstall(installation);
    lockstep.sandbox.installations.create("acme");
    await lockstep.sandbox.webhooks.release("reversed");
    await save("second");
    await expectCommitted();
  });

  test.each(["as-made", "reversed"] as const)(
    "installed anew without the repository, webhooks %s: that is said, and it heals when the repository is added",
    async (order) => {
      lockstep.sandbox.webhooks.hold();
      lockstep.sandbox.installations.uninstall(installation);
      const { id } = lockstep.sandbox.installations.create("acme", { repositories: ["catalog"] });
      await lockstep.sandbox.webhooks.release(order);
      await save("second");
      await expectRest("repository_not_accessible");
      lockstep.sandbox.installations.addRepository(id, "acme/petstore");
      await lockstep.pass(60_000);
      await expectCommitted();
    },
  );
});

describe("the repository", () => {
  test("removed from the installation, then added again", async () => {
    lockstep.sandbox.installations.removeRepository(installation, "acme/petstore");
    await settle(lockstep);
    await expectRest("repository_not_accessible");
    const { agreed } = await shown();
    expect(agreed).not.toBeNull();
    lockstep.sandbox.requests.clear();
    await save("second");
    expect(writesTo(lockstep)).toEqual([]);
    lockstep.sandbox.installations.addRepository(installation, "acme/petstore");
    await lockstep.pass(60_000);
    await expectCommitted();
  });

  test("removed without a webhook: the work finds out; added without one: the hourly look at the installation repairs", async () => {
    lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
    lockstep.sandbox.installations.removeRepository(installation, "acme/petstore");
    await save("second");
    await lockstep.pass(60_000);
    await expectRest("repository_not_accessible");
    lockstep.sandbox.installations.addRepository(installation, "acme/petstore");
    await lockstep.pass(2 * HOUR_MS);
    await lockstep.sweeper.sweep();
    await lockstep.pass(60_000);
    await expectCommitted();
  });

  test("archived: pushes that came before are kept, saves wait and say why; unarchived: they go out", async () => {
    lockstep.repository("petstore").archive();
    await settle(lockstep);
    expect((await shown()).state).toBe("in_sync");
    await save("second");
    await expectRest("repository_archived");
    lockstep.sandbox.requests.clear();
    await lockstep.sweeper.sweep();
    await lockstep.pass(HOUR_MS);
    expect(writesTo(lockstep)).toEqual([]);
    lockstep.repository("petstore").archive(false);
    await lockstep.pass(60_000);
    await expectCommitted();
  });

  test("archived without a webhook: GitHub's refusal says so", async () => {
    lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
    lockstep.repository("petstore").archive();
    await save("second");
    await expectRest("repository_archived");
    lockstep.repository("petstore").archive(false);
    await lockstep.sweeper.sweep();
    await lockstep.pass(60_000);
    await expectCommitted();
  });
});

describe("a permission", () => {
  test("to write is missing: said, while pushes still come in; granted: the save goes out", async () => {
    const schema = await aLinkedSchema(lockstep, { file: PATH });
    const permissions = { contents: "read", metadata: "read" };
    lockstep.sandbox.installations.setPermissions(installation, permissions);
    await settle(lockstep);
    expect((await shown()).state).toBe("in_sync");
    await save("second");
    await expectRest("permission_missing");
    await lockstep.repository("petstore").commit({ files: { [PATH]: "openapi: 3.1.0\n" } });
    await lockstep.pass(60_000);
    expect((await linkOf(lockstep, schema)).state).toBe("in_sync");
    expect((await revisionsOf(lockstep, schema))[0]?.origin).toBe("github");
    await expectRest("permission_missing");
    lockstep.sandbox.installations.setPermissions(installation, { contents: "write", metadata: "read" });
    await lockstep.pass(60_000);
    expect(await shown()).toMatchObject({ state: "in_sync", code: null });
  });

  test("to read is missing: no file looks deleted, nothing is written; granted: it goes on", async () => {
    const schema = await aLinkedSchema(lockstep, { file: PATH });
    const before = await linkOf(lockstep, schema);
    lockstep.sandbox.requests.clear();
    lockstep.sandbox.installations.setPermissions(installation, { metadata: "read" });
    await lockstep.pass(120_000);
    const link = await linkOf(lockstep, schema);
    expect(link).toMatchObject({ state: "error", agreed: before.agreed, store: before.store });
    expect(["permission_missing", "repository_not_accessible"]).toContain(link.code);
    expect(writesTo(lockstep)).toEqual([]);
    lockstep.sandbox.installations.setPermissions(installation, { contents: "write", metadata: "read" });
    await lockstep.pass(60_000);
    expect((await linkOf(lockstep, schema)).state).toBe("in_sync");
    await saveText(lockstep, schema.document, "openapi: 3.1.1\n");
    await lockstep.pass(60_000);
    expect((await linkOf(lockstep, schema)).state).toBe("in_sync");
  });
});
