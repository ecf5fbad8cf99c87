import { expect, test } from "vitest";
import { outgrownQuota, roomAfterMs } from "../../../src/core/access/quotas.ts";

const none = { storedBytes: 0, documents: 0, savesPerMinute: 0 };
const some = { storedBytes: 100, documents: 10, savesPerMinute: 5 };

test.each([
  ["up to the limit", some, some, null],
  ["beyond it, by this save", { ...some, storedBytes: 90 }, { ...some, storedBytes: 101 }, "storedBytes"],
  ["beyond it, by something else", { ...some, storedBytes: 150 }, { ...some, storedBytes: 150 }, null],
  ["one document more", some, { ...some, documents: 11 }, "documents"],
  ["fewer documents, still too many", { ...some, documents: 13 }, { ...some, documents: 12 }, null],
  ["one save more", some, { ...some, savesPerMinute: 6 }, "savesPerMinute"],
] as const)("%s", (_case, before, after, quota) => {
  expect(outgrownQuota(some, before, after)).toBe(quota);
  expect(outgrownQuota(none, before, after)).toBeNull();
});

test("saves find room in the next minute, the rest when somebody makes some", () => {
  const now = Date.parse("2026-01-02T03:04:45.250Z");
  expect(roomAfterMs("savesPerMinute", now)).toBe(14_750);
  expect(roomAfterMs("storedBytes", now)).toBe(3_600_000);
});
