/** One text in several tabs: none takes another's away. */
import { afterEach, expect, test, vi } from "vitest";
import { afterSave } from "../../src/dashboard/drafts/after-save.ts";
import { DraftHold } from "../../src/dashboard/drafts/draft-hold.ts";
import { aBrowser } from "./a-storage.ts";

afterEach(() => vi.unstubAllGlobals());

const PLACE = { owner: "github.com:1", name: "schema/acme/pets/1.0" };
const draft = (text: string) => ({ text, over: "blob" });

/** Two tabs that were opened before anything was written. */
function twoTabs() {
  const browser = aBrowser();
  browser.tab("one");
  const one = new DraftHold(PLACE);
  browser.tab("two");
  const two = new DraftHold(PLACE);
  return { browser, one, two };
}

test("what another tab wrote is neither written over nor removed", () => {
  const { browser, one, two } = twoTabs();
  browser.tab("one");
  one.keep(draft("two hundred lines"));
  browser.tab("two");
  two.keep(draft("a letter"));
  expect(two.others()).toEqual([draft("two hundred lines")]);
  two.drop();
  two.drop();
  expect(new DraftHold(PLACE).read()).toEqual(draft("two hundred lines"));
});

test("each tab finds its own again after a reload, and a new one finds what was kept first", () => {
  const { browser, one, two } = twoTabs();
  browser.tab("one");
  one.keep(draft("one"));
  browser.tab("two");
  two.keep(draft("two"));
  const texts = ["one", "two", "three"].map((tab) => {
    browser.tab(tab);
    return new DraftHold(PLACE).read()?.text;
  });
  expect(texts).toEqual(["one", "two", "one"]);
});

test("two tabs that found the same text part where both go on", () => {
  const { browser, one } = twoTabs();
  browser.tab("one");
  one.keep(draft("found"));
  browser.tab("three");
  const three = new DraftHold(PLACE);
  three.keep(draft("found by three"));
  browser.tab("one");
  one.keep(draft("found by one"));
  expect([one.others(), three.others()]).toEqual([[draft("found by three")], [draft("found by one")]]);
});

test("the other text is gone on with, or thrown away, and the own one stays", () => {
  const { browser, one, two } = twoTabs();
  browser.tab("one");
  one.keep(draft("one"));
  browser.tab("two");
  two.keep(draft("two"));
  expect(two.takeOther()).toEqual(draft("one"));
  expect(two.others()).toEqual([draft("two")]);
  two.dropOther();
  expect([two.others(), two.read()]).toEqual([[], draft("one")]);
});

test("says where there is no room, and keeps what was kept before", () => {
  const { browser, one } = twoTabs();
  one.keep(draft("short"));
  vi.spyOn(browser.local, "setItem").mockImplementation(() => {
    throw new Error("QuotaExceededError");
  });
  expect(one.keep(draft("long"))).toBe(false);
  expect(new DraftHold(PLACE).read()).toEqual(draft("short"));
});

test.each([
  ["nothing where nothing was written since", "sent", null],
  ["what was written since, as a change of what was saved", "sent, and more", "sent, and more"],
])("a save leaves %s", (_what, text, left) => {
  expect(afterSave({ text, over: "old" }, { text: "sent", blob: "new" })).toEqual(
    left === null ? null : { text: left, over: "new" },
  );
});
