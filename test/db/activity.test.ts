import { expect, test } from "vitest";
import { pruneActivity, recordActivity } from "../../src/db/activity.ts";
import { aStore } from "../support/a-store.ts";

test("old activity is forgotten, and the newest stays, however old, so that its number does not come back", async () => {
  const store = await aStore();
  await store.write(async (tx) => {
    for (const at of [1, 2, 3]) await recordActivity(tx, { workspaceId: null, at, type: "host.added" });
  });
  expect(await store.write((tx) => pruneActivity(tx, 1000, 10))).toBe(false);
  expect(await store.read.selectFrom("activity").select(["id", "at"]).execute()).toEqual([{ id: 3, at: 3 }]);
});
