/** What moving many links will do, said beforehand. */
import { expect, test } from "vitest";
import { moveRows, type MoveWish, placeFor } from "../../src/dashboard/links/move-words.ts";
import { aLink } from "./a-link.ts";

const STAYS: MoveWish = { repository: null, branch: undefined, directory: undefined };

const OTHER: MoveWish["repository"] = {
  id: 9,
  fullName: "acme/other",
  defaultBranch: "trunk",
  private: true,
  archived: false,
  pushable: true,
  cloneUrl: "https://github.com/acme/other.git",
  htmlUrl: "https://github.com/acme/other",
};

test.each<readonly [string, Partial<MoveWish>, ReturnType<typeof placeFor>]>([
  ["nothing", {}, null],
  ["the default branch", { branch: null }, { branch: null }],
  ["the root", { directory: " " }, { directory: "" }],
  [
    "all",
    { repository: OTHER, branch: "dev", directory: "a" },
    { repository: 9, branch: "dev", directory: "a" },
  ],
])("asks for %s", (_name, wish, place) => {
  expect(placeFor({ ...STAYS, ...wish })).toEqual(place);
});

test.each<readonly [string, Partial<MoveWish>, Parameters<typeof aLink>[0], string]>([
  ["a directory", { directory: "x" }, {}, "acme/petstore, main: x/petstore.yaml"],
  ["the root", { directory: "" }, {}, "acme/petstore, main: petstore.yaml"],
  ["a branch", { branch: "dev" }, {}, "acme/petstore, dev: api/petstore.yaml"],
  [
    "the default branch",
    { branch: null },
    { followsDefault: false, branch: "dev" },
    "acme/petstore, the default branch: api/petstore.yaml",
  ],
  [
    "a repository, following its default branch",
    { repository: OTHER },
    {},
    "acme/other, trunk: api/petstore.yaml",
  ],
  [
    "a repository, on a branch of its own",
    { repository: OTHER },
    { followsDefault: false },
    "acme/other, main: api/petstore.yaml",
  ],
])("says where it goes: %s", (_name, wish, link, to) => {
  expect(moveRows([aLink(link)], { ...STAYS, ...wish })).toEqual([
    expect.objectContaining({ to, obstacle: null }),
  ]);
});

test("says which will stay, and why", () => {
  const links = [
    aLink({ id: 1 }),
    aLink({ id: 2, path: "b/Petstore.yaml" }),
    aLink({ id: 3, owner: "file", path: "c/c.yaml" }),
    aLink({ id: 4, path: "x/d.yaml" }),
  ];
  expect(moveRows(links, { ...STAYS, directory: "x" }).map(({ obstacle }) => obstacle)).toEqual([
    null,
    "another of these goes to the same file",
    expect.stringContaining(".github/lockstep.yml"),
    "there already",
  ]);
});
