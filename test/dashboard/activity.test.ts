import { describe, expect, test } from "vitest";
import { ACTIVITY_KINDS, activitySearchIn, filterOf } from "../../src/dashboard/activity/activity-search.ts";
import { meansOf, outsideOf, wordsOf } from "../../src/dashboard/activity/activity-words.ts";
import { type ActivityPages, freshIn, withNewest } from "../../src/dashboard/activity/fresh-activity.ts";
import { freshWords } from "../../src/dashboard/states/fresh-words.ts";
import type { Activity, Page } from "../../src/dashboard/api/contract.ts";

function anActivity(given: Partial<Activity>): Activity {
  return {
    id: 1,
    at: "2026-01-01T00:00:00Z",
    type: "revision.added",
    workspace: "acme",
    actor: "octocat",
    by: null,
    address: null,
    document: { api: "petstore", version: "1.0" },
    link: null,
    data: {},
    ...given,
  };
}

const page = (ids: readonly number[], next: string | null = null): Page<Activity> => ({
  items: ids.map((id) => anActivity({ id })),
  next,
});
const listOf = (...pages: Page<Activity>[]): ActivityPages => ({ pages, pageParams: pages.map(() => "") });
const idsIn = ({ pages }: ActivityPages): readonly number[] =>
  pages.flatMap(({ items }) => items.map(({ id }) => id));

describe("what came since a list was read", () => {
  test("is what is newer than all of it", () => {
    expect(freshIn(listOf(page([5, 4], "c"), page([3])), page([7, 6, 5], "c")).map(({ id }) => id)).toEqual([
      7, 6,
    ]);
    expect(freshIn(listOf(page([])), page([1]))).toHaveLength(1);
  });

  test("is put on top, and the pages that were read stay", () => {
    const shown = withNewest(listOf(page([5, 4], "c"), page([3])), page([7, 6, 5], "c"));
    expect(idsIn(shown)).toEqual([7, 6, 5, 4, 3]);
    expect(shown.pages).toHaveLength(2);
  });

  test("begins the list anew where more came than one page holds, so that nothing between is left out", () => {
    const shown = withNewest(listOf(page([5, 4])), page([20, 19], "c"));
    expect(idsIn(shown)).toEqual([20, 19]);
    expect(shown.pages.at(-1)?.next).toBe("c");
  });

  test("that is all there is loses nothing", () => {
    expect(idsIn(withNewest(listOf(page([])), page([2, 1])))).toEqual([2, 1]);
  });

  test("is counted", () => {
    expect(freshWords(3, false)).toBe("Show 3 new");
    expect(freshWords(50, true)).toBe("Show 50 or more new");
  });
});

describe("filters of activity", () => {
  test("are read from the address, and what is no text is left out", () => {
    expect(activitySearchIn({ type: "link", actor: 123, since: "", until: null, other: "x" })).toEqual({
      type: "link",
      actor: "123",
    });
  });

  test("take whole days, where the browser is", () => {
    expect(filterOf({ since: "2026-03-01", until: "2026-03-31", actor: "mona" })).toEqual({
      actor: "mona",
      since: new Date(2026, 2, 1).toISOString(),
      until: new Date(2026, 3, 1).toISOString(),
    });
  });

  test.each(["yesterday", "2026-13", "2026-1-1"])("leave out %s, which is no day", (since) => {
    expect(filterOf({ since })).toEqual({});
  });

  test("are types as the API takes them", () => {
    for (const [type] of ACTIVITY_KINDS) expect(type).toMatch(/^[a-z]+(\.[a-z_]+)?$/);
  });
});

describe("activity in words", () => {
  test("names a collection as it is called now", () => {
    const document = { collection: "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c31", name: "Payments" };
    expect(wordsOf(anActivity({ document }))).toBe("octocat saved Payments");
  });

  test("tells a claim from a connection", () => {
    const made = { type: "link.made", actor: "paul" };
    expect(wordsOf(anActivity(made))).toBe("paul connected petstore 1.0");
    expect(wordsOf(anActivity({ ...made, data: { state: "awaiting_approval" } }))).toContain(
      "waits for an approval",
    );
  });

  test.each([
    [{ kind: "token" as const, name: "nightly", id: 1 }, "with the token nightly"],
    [{ kind: "token" as const, name: null, id: 1 }, "with the token that was revoked"],
    [{ kind: "hook" as const, name: null, id: 2 }, "by a sending URL"],
    [{ kind: "admin" as const, name: null, id: null }, "with the server's admin token"],
    [{ kind: "user" as const, name: "octocat", id: 3 }, null],
    [{ kind: "user" as const, name: "mona", id: 3 }, "by mona"],
    [null, null],
  ])("says with what it was done: %j", (by, words) => {
    expect(meansOf(anActivity({ by }))).toBe(words);
  });

  test("leads to the commit or the pull request", () => {
    const url = "https://github.com/acme/petstore/commit/1f2e3d4c5b";
    expect(outsideOf(anActivity({ data: { url, commit: "1f2e3d4c5b" } }))).toEqual({
      url,
      name: "Commit 1f2e3d4",
    });
    expect(outsideOf(anActivity({ data: { url, number: 7 } }))?.name).toBe("Pull request #7");
    expect(outsideOf(anActivity({ data: { commit: "1f2e3d4c5b" } }))).toBeNull();
  });
});
