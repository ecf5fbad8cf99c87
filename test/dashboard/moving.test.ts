/** What moving links will do, said beforehand. */
import { expect, test } from "vitest";
import { moveRows, type MoveWish, placeFor } from "../../src/dashboard/links/move-words.ts";
import { type OneMove, planMove, stayingMove } from "../../src/dashboard/links/one-move.ts";
import { aLink } from "./a-link.ts";

const STAYS: MoveWish = { repository: null, branch: undefined, directory: undefined };

const OTHER: NonNullable<MoveWish["repository"]> = {
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

const NOTHING_THERE = { isThere: false, obstacle: null };
const MADE = "No file is there yet: it is made with the text here.";
const LEFT = "api/petstore.yaml stays in acme/petstore as it is, and is followed no more.";

test.each<readonly [string, Partial<OneMove>, Partial<ReturnType<typeof planMove>>]>([
  ["nothing", {}, { change: null, effects: [], obstacle: null }],
  [
    "another file",
    { file: " b.yaml " },
    {
      change: { branch: null, directory: "", file: "b.yaml" },
      to: "acme/petstore, main: b.yaml",
      effects: [LEFT, MADE],
    },
  ],
  [
    "another repository, following its default branch",
    { isElsewhere: true, repository: OTHER },
    {
      change: { repository: 9, branch: null, directory: "", file: "api/petstore.yaml" },
      to: "acme/other, trunk: api/petstore.yaml",
      effects: [LEFT, MADE],
    },
  ],
  ["a repository that is not chosen yet", { isElsewhere: true }, { obstacle: "Choose the repository." }],
  ["a branch of no possible name", { branch: "a..b" }, { obstacle: "git takes no branch of this name." }],
  ["no file", { file: " " }, { obstacle: "Name the file." }],
  [
    "the branch that it is on, by its name",
    { branch: "main" },
    {
      change: { branch: "main", directory: "", file: "api/petstore.yaml" },
      effects: ["It stays on main, whatever becomes the default branch. Nothing else changes."],
    },
  ],
])("says what moving one will do: %s", (_name, wish, plan) => {
  const link = aLink({});
  expect(planMove(link, { ...stayingMove(link), ...wish }, NOTHING_THERE)).toMatchObject(plan);
});

test("says what stands where one is to be moved, and what becomes of a request", () => {
  const link = aLink({
    path: "a.yaml",
    renamedTo: "c.yaml",
    paused: true,
    proposed: { number: 7, url: "https://github.com/acme/petstore/pull/7" },
  });
  const to = (file: string, at: Parameters<typeof planMove>[2]) =>
    planMove(link, { ...stayingMove(link), file }, at);
  expect(to("b.yaml", { isThere: true, obstacle: null }).effects).toEqual([
    "a.yaml stays in acme/petstore as it is, and is followed no more.",
    "A file is there. Where its text differs from the one here, nothing is touched until you choose which to keep.",
    "Pull request #7, while it is open, loses this file.",
    "It stays paused: nothing is done there until it is resumed.",
  ]);
  expect(to("b.yaml", { isThere: undefined, obstacle: null }).effects[1]).toMatch(/^Where no file is there/);
  expect(to("c.yaml", { isThere: true, obstacle: null }).effects).toContain(
    "The file went there: what both sides agreed on still counts.",
  );
  const taken = "b.yaml is connected already. Choose another file.";
  expect(to("b.yaml", { isThere: true, obstacle: taken })).toMatchObject({ change: null, obstacle: taken });
});

test("a path that stays is not touched, whatever it ends with", () => {
  const link = aLink({ path: "a.yaml " });
  const { change } = planMove(link, { ...stayingMove(link), branch: "dev" }, NOTHING_THERE);
  expect(change).toEqual({ branch: "dev", directory: "", file: "a.yaml " });
});
