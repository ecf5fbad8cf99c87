import { beforeEach, describe, expect, test, vi } from "vitest";
import { draftOwner } from "../../src/dashboard/drafts/draft-owner.ts";
import { boundDraftsOfOthers, dropDraft, keepDraft, readDraft } from "../../src/dashboard/drafts/drafts.ts";
import { moveDrafts } from "../../src/dashboard/drafts/move-drafts.ts";
import { aStorage } from "./a-storage.ts";

const NAME = "schema/acme/pets/1.0";
const DRAFT = { text: "openapi: 3.1.0", over: null };

const user = (accountId: number, host = "github.com") =>
  draftOwner({
    kind: "user",
    accountId,
    host,
    login: "mona",
    name: null,
    avatarUrl: null,
    serverAdmin: false,
  });

beforeEach(() => {
  vi.stubGlobal("localStorage", aStorage());
  return () => vi.unstubAllGlobals();
});

test.each([
  ["another account", user(2)],
  ["an account whose id begins the same", user(11)],
  ["an account of another host", user(1, "ghe.test")],
  ["the admin", draftOwner({ kind: "admin" })],
])("what one wrote is not shown to %s, and is there when one comes back after them", (_who, other) => {
  const mine = { owner: user(1), name: NAME };
  keepDraft(mine, DRAFT);
  keepDraft({ ...mine, name: "merge/acme/7" }, DRAFT);
  expect(readDraft({ owner: other, name: NAME })).toBeNull();
  boundDraftsOfOthers(other, Date.now());
  expect(readDraft({ owner: other, name: NAME })).toBeNull();
  expect([readDraft(mine), readDraft({ ...mine, name: "merge/acme/7" })]).toEqual([DRAFT, DRAFT]);
});

const placed = (number: number) => ({ owner: user(1), name: `schema/acme/pets/${number}` });

const keepAt = (at: number, number: number, text = DRAFT.text): void => {
  vi.setSystemTime(at);
  keepDraft(placed(number), { text, over: null });
};
const areKept = (...numbers: readonly number[]) =>
  numbers.map((number) => readDraft(placed(number)) !== null);

describe("what others left", () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
    return () => vi.useRealTimers();
  });

  test("goes after 30 days, and one's own never does", () => {
    keepAt(0, 1);
    keepAt(DAY_MS, 2);
    boundDraftsOfOthers(user(1), 31 * DAY_MS);
    expect(areKept(1, 2)).toEqual([true, true]);
    boundDraftsOfOthers(user(2), 31 * DAY_MS);
    expect(areKept(1, 2)).toEqual([false, true]);
  });

  test("goes where there is too much of it, the oldest first", () => {
    for (let number = 1; number <= 52; number += 1) keepAt(number, number);
    boundDraftsOfOthers(user(2), DAY_MS);
    expect(areKept(1, 2, 3, 52)).toEqual([false, false, true, true]);
    const long = "a".repeat(999_000);
    keepAt(100, 100, long);
    keepAt(101, 101, long);
    boundDraftsOfOthers(user(2), DAY_MS);
    expect(areKept(100, 101, 52, 3)).toEqual([true, true, true, false]);
  });
});

test("one's own are there when one has signed in again, and nothing else of the browser is touched", () => {
  const mine = { owner: user(1), name: NAME };
  keepDraft(mine, DRAFT);
  localStorage.setItem("lockstep.draft:acme/pets/1.0", JSON.stringify(DRAFT));
  localStorage.setItem("colorMode", "dark");
  boundDraftsOfOthers(user(1), Date.now());
  expect(readDraft(mine)).toEqual(DRAFT);
  expect(localStorage.getItem("lockstep.draft:acme/pets/1.0")).toBeNull();
  expect(localStorage.getItem("colorMode")).toBe("dark");
  dropDraft(mine);
  expect(readDraft(mine)).toBeNull();
});

test("what was written goes with a version, or an API, to its new name, and over nothing that is kept there", () => {
  const place = (name: string) => ({ owner: user(1), name });
  const another = { text: "another", over: null };
  for (const name of [NAME, `${NAME}\n2`, "schema/acme/pets/1.0.0"]) keepDraft(place(name), DRAFT);
  moveDrafts(user(1), NAME, "schema/acme/pets/2.0");
  const moved = ["schema/acme/pets/2.0", "schema/acme/pets/2.0\n2", "schema/acme/pets/1.0.0"];
  for (const name of moved) expect(readDraft(place(name)), name).toEqual(DRAFT);
  expect(readDraft(place(NAME))).toBeNull();
  keepDraft(place("schema/acme/animals/2.0"), another);
  moveDrafts(user(1), "schema/acme/pets", "schema/acme/animals");
  expect(readDraft(place("schema/acme/animals/1.0.0"))).toEqual(DRAFT);
  expect(readDraft(place("schema/acme/animals/2.0"))).toEqual(another);
  expect(readDraft(place("schema/acme/pets/2.0"))).toEqual(DRAFT);
});
