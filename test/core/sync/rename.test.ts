import { expect, test } from "vitest";
import { type BlobId, blobIdOf } from "../../../src/core/git/object-id.ts";
import type { AgreedPair } from "../../../src/core/sync/model.ts";
import type { RemoteView } from "../../../src/core/sync/plan.ts";
import {
  agreedAfterRename,
  blobThatWent,
  isSoughtAmong,
  renamesAmong,
} from "../../../src/core/sync/rename.ts";

const blob = (text: string): BlobId => blobIdOf(Buffer.from(text));
const [A, B] = [blob("a"), blob("b")];
const agreed: AgreedPair = { store: A, remote: A };
const absent: RemoteView = { kind: "absent" };

test.each([
  { why: "just gone", link: { agreed, remote: A }, view: absent, wanted: A },
  {
    why: "gone from the path that the link was moved to",
    link: { agreed, remote: null },
    view: absent,
    wanted: A,
  },
  { why: "gone before", link: { agreed, remote: "absent" }, view: absent, wanted: null },
  { why: "never agreed on", link: { agreed: null, remote: A }, view: absent, wanted: null },
  {
    why: "agreed to be absent",
    link: { agreed: { store: A, remote: "absent" }, remote: A },
    view: absent,
    wanted: null,
  },
  {
    why: "chosen from GitHub",
    link: { agreed: { store: A, remote: "open" }, remote: B },
    view: absent,
    wanted: null,
  },
  { why: "in conflict", link: { agreed, remote: B }, view: absent, wanted: null },
  { why: "there", link: { agreed, remote: A }, view: { kind: "blob", blob: A, canonical: A }, wanted: null },
  { why: "not to be seen", link: { agreed, remote: A }, view: { kind: "unknown" }, wanted: null },
  {
    why: "behind a directory",
    link: { agreed, remote: A },
    view: { kind: "failed", code: "path_taken" },
    wanted: null,
  },
] as const)("a file that is $why", ({ link, view, wanted }) => {
  expect(blobThatWent(link, view)).toBe(wanted);
});

const NO_LINKS: ReadonlySet<string> = new Set();

test.each([
  { why: "at one other path", paths: ["x"], linked: NO_LINKS, to: "x" },
  { why: "nowhere", paths: [], linked: NO_LINKS, to: undefined },
  { why: "at two", paths: ["x", "y"], linked: NO_LINKS, to: undefined },
  { why: "at one that is linked", paths: ["x"], linked: new Set(["x"]), to: undefined },
  { why: "at one beside one that is linked", paths: ["x", "y"], linked: new Set(["x"]), to: "y" },
  { why: "where no link may lead", paths: [".github/x"], linked: NO_LINKS, to: undefined },
])("a text found $why", ({ paths, linked, to }) => {
  const found = paths.map((path) => ({ path, blob: A }));
  expect(renamesAmong(new Map([[1, { path: "old", blob: A }]]), found, linked).get(1)).toBe(to);
});

test("each of several files went its own way", () => {
  const went = new Map([
    [1, { path: "old a", blob: A }],
    [2, { path: "old b", blob: B }],
  ]);
  const found = [
    { path: "b", blob: B },
    { path: "a", blob: A },
  ];
  expect([...renamesAmong(went, found, NO_LINKS)]).toEqual([
    [1, "a"],
    [2, "b"],
  ]);
});

test("two links that seek one text find nothing", () => {
  const went = new Map([
    [1, { path: "old", blob: A }],
    [2, { path: "older", blob: A }],
  ]);
  expect(renamesAmong(went, [{ path: "a", blob: A }], NO_LINKS).size).toBe(0);
});

test.each([
  { why: "changed on the way", found: [{ path: "API/Old.yaml", blob: B }], to: "API/Old.yaml" },
  {
    why: "beside which its text stands elsewhere",
    found: [
      { path: "new.yaml", blob: A },
      { path: "API/Old.yaml", blob: B },
    ],
    to: "API/Old.yaml",
  },
  {
    why: "in two ways",
    found: [
      { path: "API/old.yaml", blob: B },
      { path: "api/OLD.yaml", blob: A },
    ],
    to: undefined,
  },
  { why: "of another directory", found: [{ path: "else/Old.yaml", blob: B }], to: undefined },
])("a name in other letters, $why", ({ found, to }) => {
  const went = new Map([[1, { path: "api/old.yaml", blob: A }]]);
  const sought = found.filter(isSoughtAmong(went.values()));
  expect(renamesAmong(went, sought, NO_LINKS).get(1)).toBe(to);
});

test("at the new path holds what held before the file went; a choice and a conflict stay what they are", () => {
  expect(agreedAfterRename({ store: B, remote: "absent" }, A)).toEqual({ store: B, remote: A });
  expect(agreedAfterRename({ store: "open", remote: "absent" }, A)).toEqual({ store: "open", remote: A });
  expect(agreedAfterRename({ store: B, remote: A }, A)).toEqual({ store: B, remote: A });
});
