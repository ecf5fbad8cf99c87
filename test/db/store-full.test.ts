/** A database that cannot grow: what is refused is not written, what was acknowledged stays, and it goes on once there is room. */
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { Store, Tx } from "../../src/db/store.ts";
import { aStore } from "../support/a-store.ts";

const LARGE_BYTES = 100_000;

async function addHost({ query }: Tx, hostname: string): Promise<void> {
  await query.insertInto("hosts").values({ hostname, isFirst: 0 }).execute();
}

const addLarge = (tx: Tx, name: string): Promise<void> =>
  addHost(tx, `${name} ${randomBytes(LARGE_BYTES / 2).toString("hex")}`);

async function names(store: Store): Promise<readonly string[]> {
  const rows = await store.read.selectFrom("hosts").select("hostname").orderBy("id").execute();
  return rows.map(({ hostname }) => hostname.split(" ")[0] ?? "");
}

/** Room for one large row, which its index holds once more, and some small ones. */
async function aNearlyFullStore(): Promise<Store> {
  const store = await aStore();
  const pages = Number(store.pragma("page_count"));
  store.pragma(`max_page_count = ${pages + Math.ceil((3 * LARGE_BYTES) / 4096)}`);
  return store;
}

test("a write that does not fit fails as such, and leaves nothing", async () => {
  const store = await aNearlyFullStore();
  await store.write((tx) => addLarge(tx, "first"));
  const failed = store.write(async (tx) => {
    await addHost(tx, "before");
    await addLarge(tx, "second");
  });
  await expect(failed).rejects.toMatchObject({ code: "SQLITE_FULL" });
  expect(await names(store)).toEqual(["first"]);
});

test("of writes that share a transaction none is acknowledged that is not there", async () => {
  const store = await aNearlyFullStore();
  const writes = ["a", "b", "c", "d"].map((name) => store.write((tx) => addLarge(tx, name)).then(() => name));
  const outcomes = await Promise.allSettled(writes);
  const acknowledged = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(await names(store)).toEqual(acknowledged);
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [Object(one.reason).code] : []));
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set(["SQLITE_FULL"]));
});

test("goes on once there is room", async () => {
  const store = await aNearlyFullStore();
  await expect(store.write((tx) => addLarge(tx, "x").then(() => addLarge(tx, "y")))).rejects.toMatchObject({
    code: "SQLITE_FULL",
  });
  store.pragma("max_page_count = 100000");
  await store.write((tx) => addLarge(tx, "y"));
  await Promise.all([store.write((tx) => addHost(tx, "z")), store.write((tx) => addHost(tx, "w"))]);
  expect(await names(store)).toEqual(["y", "z", "w"]);
});
