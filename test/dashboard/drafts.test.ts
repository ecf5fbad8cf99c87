import { beforeEach, expect, test, vi } from "vitest";
import { draftOwner } from "../../src/dashboard/drafts/draft-owner.ts";
import { dropDraft, dropDraftsOfOthers, keepDraft, readDraft } from "../../src/dashboard/drafts/drafts.ts";
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
])("what one wrote is not shown to %s, and is gone when they have signed in", (_who, other) => {
  const mine = { owner: user(1), name: NAME };
  keepDraft(mine, DRAFT);
  keepDraft({ ...mine, name: "merge/acme/7" }, DRAFT);
  expect(readDraft({ owner: other, name: NAME })).toBeNull();
  dropDraftsOfOthers(other);
  expect([readDraft(mine), readDraft({ ...mine, name: "merge/acme/7" })]).toEqual([null, null]);
});

test("one's own are there when one has signed in again, and nothing else of the browser is touched", () => {
  const mine = { owner: user(1), name: NAME };
  keepDraft(mine, DRAFT);
  localStorage.setItem("lockstep.draft:acme/pets/1.0", JSON.stringify(DRAFT));
  localStorage.setItem("colorMode", "dark");
  dropDraftsOfOthers(user(1));
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
