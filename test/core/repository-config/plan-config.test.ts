import { describe, expect, test } from "vitest";
import {
  keyOfDocument,
  type WantedDocument,
  type WantedLink,
} from "../../../src/core/repository-config/expand.ts";
import {
  type ConfigPlan,
  planConfig,
  type Present,
  type PresentDocument,
  type PresentLink,
} from "../../../src/core/repository-config/plan-config.ts";

const SCHEMA: WantedDocument = { kind: "schema", api: "pets", version: "1.0" };
const COLLECTION: WantedDocument = { kind: "backup", uid: "12ece9e1-2abf-4edc-8e34-de66e74114d2" };

function wanted(document: WantedDocument, fields: Partial<WantedLink> = {}): WantedLink {
  const at = { line: 3, column: 5 };
  const settings = { mode: "auto", keep: null, quietMs: 0, isPaused: false, branch: "main" } as const;
  const entry = { ...settings, at, places: {}, kind: "backup", uid: "", directory: "", file: null } as const;
  return { entry, document, ...settings, followsDefault: true, path: "a.yaml", directory: "", ...fields };
}

function link(fields: Partial<PresentLink> = {}): PresentLink {
  return {
    id: 1,
    document: 7,
    kind: "schema",
    isHere: true,
    branch: "main",
    path: "a.yaml",
    followsDefault: true,
    mode: "auto",
    quietMs: 0,
    isPaused: false,
    owner: "file",
    isAwaiting: false,
    isApproved: false,
    ...fields,
  };
}

interface There {
  readonly isPublic?: boolean;
  readonly document?: WantedDocument;
  readonly links?: readonly PresentLink[];
  readonly wasHere?: boolean;
  readonly api?: { readonly isOfThis: boolean };
}

function present({ isPublic = false, document, links = [], wasHere = false, api }: There): Present {
  const own: PresentDocument = { id: 7, links: links.filter((one) => one.document === 7), wasHere };
  return {
    isPublic,
    apis: new Map(api === undefined ? [] : [["pets", { id: 3, ...api }]]),
    documents: new Map(document === undefined ? [] : [[keyOfDocument(document), own]]),
    here: links.filter(({ isHere }) => isHere),
  };
}

function waits(plan: ConfigPlan): boolean | "wrong" | "unchanged" {
  if (plan.kind === "wrong") return "wrong";
  const [first] = [...plan.made, ...plan.changed];
  return first === undefined ? "unchanged" : first.isAwaiting;
}

describe("an admin is asked", () => {
  test.each<[string, WantedDocument, There, boolean | "wrong" | "unchanged"]>([
    ["not for a schema that the file makes", SCHEMA, {}, false],
    ["not for a collection that the file makes", COLLECTION, {}, false],
    ["not for a further version of an API of this repository", SCHEMA, { api: { isOfThis: true } }, false],
    ["for a version of an API of elsewhere", SCHEMA, { api: { isOfThis: false } }, true],
    ["for a document that is linked nowhere", SCHEMA, { document: SCHEMA }, true],
    [
      "for a collection that is backed up elsewhere",
      COLLECTION,
      { document: COLLECTION, links: [link({ kind: "backup", isHere: false })] },
      true,
    ],
    [
      "not for one that is backed up here",
      COLLECTION,
      { document: COLLECTION, links: [link({ kind: "backup", branch: "other", owner: "dashboard" })] },
      false,
    ],
    ["not for a document that was linked here lately", SCHEMA, { document: SCHEMA, wasHere: true }, false],
    ["for any backup into a public repository", COLLECTION, { isPublic: true }, true],
    ["not for a schema of a public repository", SCHEMA, { isPublic: true }, false],
    [
      "again where a claim waits already",
      SCHEMA,
      { document: SCHEMA, links: [link({ isAwaiting: true })] },
      "unchanged",
    ],
    [
      "not once an admin agreed",
      COLLECTION,
      { isPublic: true, document: COLLECTION, links: [link({ kind: "backup", isApproved: true })] },
      "unchanged",
    ],
    [
      "for a backup whose repository became public",
      COLLECTION,
      { isPublic: true, document: COLLECTION, links: [link({ kind: "backup" })] },
      true,
    ],
    [
      "not for a link that was made by hand",
      COLLECTION,
      { isPublic: true, document: COLLECTION, links: [link({ kind: "backup", owner: "dashboard" })] },
      false,
    ],
    [
      "for nothing where another repository has the version",
      SCHEMA,
      { document: SCHEMA, links: [link({ isHere: false })] },
      "wrong",
    ],
    [
      "for nothing where another repository claims the version",
      SCHEMA,
      { document: SCHEMA, links: [link({ isHere: false, isAwaiting: true })] },
      "wrong",
    ],
  ])("%s", (_says, document, there, expected) => {
    expect(waits(planConfig([wanted(document)], present(there)))).toBe(expected);
  });
});

test("what is there as the file wishes it is left alone", () => {
  const plan = planConfig([wanted(SCHEMA)], present({ document: SCHEMA, links: [link()] }));
  expect(plan).toEqual({ kind: "plan", detached: [], changed: [], made: [] });
});

test.each<[string, Partial<WantedLink>]>([
  ["path", { path: "b.yaml" }],
  ["branch", { branch: "next", followsDefault: false }],
  ["mode", { mode: "commit" }],
  ["quiet", { quietMs: 1000 }],
  ["paused", { isPaused: true }],
  ["a branch that is named from now on", { followsDefault: false }],
])("a change of %s is carried out", (_says, fields) => {
  const plan = planConfig([wanted(SCHEMA, fields)], present({ document: SCHEMA, links: [link()] }));
  expect(plan).toMatchObject({ kind: "plan", changed: [{ link: { id: 1 } }], made: [], detached: [] });
});

test("what the file wishes no more is detached, and only what is its own", () => {
  const links = [link(), link({ id: 2, document: 8, owner: "dashboard", path: "b.yaml" })];
  const plan = planConfig([], present({ document: SCHEMA, links }));
  expect(plan).toMatchObject({ detached: [{ id: 1 }], changed: [], made: [] });
});

test("a place that a link made by hand keeps is an error; one that comes free is none", () => {
  const byHand = link({ id: 2, document: 8, owner: "dashboard", path: "A.yaml" });
  expect(planConfig([wanted(SCHEMA)], present({ links: [byHand] }))).toMatchObject({
    kind: "wrong",
    errors: [{ line: 3, message: expect.stringContaining("a.yaml on main") }],
  });
  const detached = link({ id: 2, document: 8, path: "A.yaml" });
  expect(planConfig([wanted(SCHEMA)], present({ links: [detached] }))).toMatchObject({
    kind: "plan",
    detached: [{ id: 2 }],
    made: [{ document: null }],
  });
});

test("a path where nothing is made may be declared by whose link has it, and by nobody else", () => {
  const wish = wanted(SCHEMA, { path: ".github/openapi.yaml" });
  const byHand = link({ owner: "dashboard", path: ".github/openapi.yaml" });
  expect(planConfig([wish], present({ document: SCHEMA, links: [byHand] }))).toMatchObject({
    changed: [{ link: { id: 1 }, path: ".github/openapi.yaml" }],
  });
  const refused = { kind: "wrong", errors: [{ line: 3, message: expect.stringContaining(".github") }] };
  expect(planConfig([wish], present({}))).toMatchObject(refused);
  expect(planConfig([wish], present({ document: SCHEMA, links: [link()] }))).toMatchObject(refused);
});

test("a backup without a file's name keeps the one that it has, in its directory", () => {
  const own = link({ kind: "backup", path: "Postman Collections/Pets.json" });
  const there = present({ document: COLLECTION, links: [own] });
  const wish = { path: null, directory: "Postman Collections/" };
  expect(planConfig([wanted(COLLECTION, wish)], there)).toMatchObject({ changed: [] });
  expect(planConfig([wanted(COLLECTION, { path: null, directory: "other" })], there)).toMatchObject({
    changed: [{ path: null }],
  });
});
