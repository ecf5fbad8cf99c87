import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packBlob, keepBlob, readBlob } from "../../src/db/blobs.ts";
import { openStore } from "../../src/db/open-store.ts";
import type { Store, Tx } from "../../src/db/store.ts";
import { aFolder, aStore } from "../support/a-store.ts";

async function addHost(tx: Tx, hostname: string): Promise<number> {
  const row = await tx.query
    .insertInto("hosts")
    .values({ hostname, isFirst: 0 })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function hostnames(store: Store): Promise<string[]> {
  const rows = await store.read.selectFrom("hosts").select("hostname").orderBy("id").execute();
  return rows.map((row) => row.hostname);
}

/** As a server opens it, and nothing of the tests' own. */
async function aServersStore(folder: string): Promise<Store> {
  const opened = await openStore(join(folder, "lockstep.db"));
  onTestFinished(() => opened.close());
  return opened.store;
}

test("commits durably: synchronous is FULL, journal is WAL, foreign keys are on", async () => {
  const store = await aServersStore(aFolder());
  expect(store.pragma("synchronous")).toBe(2);
  expect(store.pragma("journal_mode")).toBe("wal");
  expect(store.pragma("foreign_keys")).toBe(1);
});

test("keeps no more than 8 MB of the database's pages, however large it is", async () => {
  expect((await aServersStore(aFolder())).pragma("cache_size")).toBe(-8000);
});

test("makes the folder and the file for their owner alone", async () => {
  const folder = join(aFolder(), "data");
  await aServersStore(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "lockstep.db")).mode & 0o777).toBe(0o600);
});

test("refuses a second server on the same folder, and lets it in once the first has closed", async () => {
  const folder = aFolder();
  const first = await openStore(join(folder, "lockstep.db"));
  await expect(openStore(join(folder, "lockstep.db"))).rejects.toMatchObject({ code: "locked" });
  await first.close();
  const second = await openStore(join(folder, "lockstep.db"));
  await second.close();
});

test("writes of one turn share a transaction, and one that fails takes nothing of the others", async () => {
  const store = await aStore();
  const results = await Promise.allSettled([
    store.write((tx) => addHost(tx, "a")),
    store.write(async (tx) => {
      await addHost(tx, "b");
      await addHost(tx, "a");
    }),
    store.write((tx) => addHost(tx, "c")),
  ]);
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await hostnames(store)).toEqual(["a", "c"]);
});

test("a read asked for during a write sees only what is committed", async () => {
  const store = await aStore();
  const seen: Promise<string[]>[] = [];
  const failed = store.write(async (tx) => {
    await addHost(tx, "a");
    seen.push(hostnames(store));
    throw new Error("taken back");
  });
  await expect(failed).rejects.toThrow("taken back");
  expect(await Promise.all(seen)).toEqual([[]]);
});

test("tells listeners after the commit, and only of writes that stood", async () => {
  const store = await aStore();
  let told = 0;
  store.listen("units", () => (told += 1));
  await store.write(async (tx) => tx.signal("units"));
  await store
    .write(async (tx) => {
      tx.signal("units");
      throw new Error("no");
    })
    .catch(() => undefined);
  expect(told).toBe(1);
});

test("keeps a content once per workspace, compressed, and gives it back whole", async () => {
  const store = await aStore();
  const workspaceId = await store.write(async (tx) => {
    const hostId = await addHost(tx, "github.com");
    const workspace = {
      hostId,
      accountId: 1,
      accountLogin: "acme",
      accountType: "Organization",
      slug: "acme",
      createdAt: 0,
    } as const;
    return (
      await tx.query.insertInto("workspaces").values(workspace).returning("id").executeTakeFirstOrThrow()
    ).id;
  });
  const content = Buffer.from("openapi: 3.1.0\n".repeat(1000));
  const packed = await packBlob(content);
  expect(packed.content.byteLength).toBeLessThan(content.byteLength / 10);
  await store.write((tx) => keepBlob(tx, workspaceId, packed));
  await store.write((tx) => keepBlob(tx, workspaceId, packed));
  expect(await readBlob(store.read, workspaceId, packed.blob)).toEqual(content);
  expect(await readBlob(store.read, workspaceId + 1, packed.blob)).toBeNull();
});

test("who writes one after the other without end does not keep the event loop from others", async () => {
  const store = await aStore();
  const turn = { isOver: false };
  setImmediate(() => {
    setImmediate(() => (turn.isOver = true));
  });
  let writes = 0;
  for (; !turn.isOver && writes < 1000; writes++) await store.write((tx) => addHost(tx, `host ${writes}`));
  expect(writes).toBeLessThan(1000);
});
