import { expect, test } from "vitest";
import { configureHosts, firstOf } from "../../src/db/hosts.ts";
import type { Store } from "../../src/db/store.ts";
import { aStore } from "../support/a-store.ts";
import { aWorkspace } from "../support/a-workspace.ts";

async function firsts(store: Store): Promise<readonly string[]> {
  const rows = await store.read.selectFrom("hosts").select("hostname").where("isFirst", "=", 1).execute();
  return rows.map(({ hostname }) => hostname);
}

test("the first of those configured at the beginning is the first, and rows come in their order", async () => {
  const store = await aStore();
  const rows = await store.write((tx) => configureHosts(tx, ["ghe.test", "github.com"]));
  expect(rows.map(({ hostname, isFirst }) => [hostname, isFirst])).toEqual([
    ["ghe.test", true],
    ["github.com", false],
  ]);
});

test("stays the first whatever is added before or behind it", async () => {
  const store = await aStore();
  const [made] = await store.write((tx) => configureHosts(tx, ["ghe.test"]));
  const rows = await store.write((tx) => configureHosts(tx, ["github.com", "ghe.test", "other.test"]));
  expect(await firsts(store)).toEqual(["ghe.test"]);
  expect(rows[1]).toEqual(made);
});

test("a first host that is left out stays the first once it has workspaces, and makes room before", async () => {
  const store = await aStore();
  await store.write((tx) => configureHosts(tx, ["github.com"]));
  expect(await firstOf(store.read, ["ghe.test"])).toBe("ghe.test");
  await aWorkspace(store);
  expect(await firstOf(store.read, ["ghe.test"])).toBe("github.com");
  const [row] = await store.write((tx) => configureHosts(tx, ["ghe.test"]));
  expect(row?.isFirst).toBe(false);
  expect(await firsts(store)).toEqual(["github.com"]);
});

test("of several firsts one is left: the one that is configured", async () => {
  const store = await aStore();
  await store.write(({ query }) =>
    query
      .insertInto("hosts")
      .values([
        { hostname: "github.com", isFirst: 1 },
        { hostname: "ghe.test", isFirst: 1 },
      ])
      .execute(),
  );
  await store.write((tx) => configureHosts(tx, ["ghe.test"]));
  expect(await firsts(store)).toEqual(["ghe.test"]);
});

test("without a host configured nothing is changed", async () => {
  const store = await aStore();
  await aWorkspace(store);
  expect(await store.write((tx) => configureHosts(tx, []))).toEqual([]);
  expect(await firsts(store)).toEqual(["github.com"]);
});
