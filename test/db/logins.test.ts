import { expect, test } from "vitest";
import { makeLogin, takeLogin } from "../../src/db/logins.ts";
import type { Store } from "../../src/db/store.ts";
import { aStore } from "../support/a-store.ts";

const LOGIN = {
  browserHash: "b",
  hostname: "github.com",
  codeVerifier: "v",
  returnTo: "/",
  expiresAt: 1000,
};

function begin(store: Store, stateHash: string, now = 0): Promise<void> {
  return store.write((tx) => makeLogin(tx, { ...LOGIN, stateHash }, now));
}

function take(store: Store, stateHash: string): Promise<string | null> {
  return store.write(async (tx) => (await takeLogin(tx, stateHash))?.hostname ?? null);
}

test("a sign-in is taken out once, by one of many who try at once", async () => {
  const store = await aStore();
  await begin(store, "state");
  const taken = await Promise.all(Array.from({ length: 10 }, () => take(store, "state")));
  expect(taken.filter((hostname) => hostname !== null)).toEqual(["github.com"]);
});

test("no more are kept than ten thousand: the oldest are forgotten", async () => {
  const store = await aStore();
  await begin(store, "oldest");
  await begin(store, "second");
  await store.write(({ query }) =>
    query
      .insertInto("logins")
      .values({ ...LOGIN, id: 10_000, stateHash: "latest" })
      .execute(),
  );
  await begin(store, "newest");
  expect(await take(store, "oldest")).toBeNull();
  for (const kept of ["second", "latest", "newest"]) expect(await take(store, kept)).toBe("github.com");
});

test("those that expired are forgotten when another begins", async () => {
  const store = await aStore();
  await begin(store, "first");
  await begin(store, "second", 1000);
  expect(await take(store, "first")).toBeNull();
  expect(await take(store, "second")).toBe("github.com");
});
