import fc from "fast-check";
import { dump, load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { mergeTexts } from "../../src/workers/merge-texts.ts";

async function merge(base: string, store: string, remote: string) {
  const contents = { base: Buffer.from(base), store: Buffer.from(store), remote: Buffer.from(remote) };
  const merged = await mergeTexts(contents);
  return merged === null ? null : { text: Buffer.from(merged.content).toString(), clashes: merged.clashes };
}

const YAML = `# Petstore
openapi: 3.0.0 # pinned
info:
  title: Pets
  version: "1.0"
paths:
  # all pets
  /pets:
    get:
      tags:
      - pets
      parameters:
        - name: limit
          in: query
        - name: page # number
          in: query
      description: |
        One.

        Two.
  /owners: {}
# end
`;
const JSON_TEXT = `${JSON.stringify({ openapi: "3.0.0", info: { title: "Pets", version: "1.0" }, paths: { "/a": {}, "/b": { get: {} } } }, null, 2)}\n`;

describe("YAML: what lines do not merge, paths do", () => {
  test.each([
    {
      what: "two members side by side",
      store: YAML.replace("title: Pets", "title: Cats # meow"),
      remote: YAML.replace('"1.0"', '"1.1"'),
      merged: YAML.replace("title: Pets", "title: Cats # meow").replace('"1.0"', '"1.1"'),
    },
    {
      what: "two members added at one place, with their comments",
      store: YAML.replace("# end", "  /a:\n    get: {}\n# end"),
      remote: YAML.replace("# end", "  # the b\n  /b: {}\n# end"),
      merged: YAML.replace("# end", "  /a:\n    get: {}\n  # the b\n  /b: {}\n# end"),
    },
    {
      what: "a list's item beside another one",
      store: YAML.replace(
        "name: page # number\n          in: query",
        "name: page # number\n          in: header",
      ),
      remote: YAML.replace("name: page # number", "name: size # number"),
      merged: YAML.replace(
        "name: page # number\n          in: query",
        "name: size # number\n          in: header",
      ),
    },
    {
      what: "an item removed, and its neighbour changed",
      store: YAML.replace("        - name: limit\n          in: query\n", ""),
      remote: YAML.replace("name: page # number", "name: size # number"),
      merged: YAML.replace("        - name: limit\n          in: query\n", "").replace("page #", "size #"),
    },
    {
      what: "other line endings, and members side by side",
      store: YAML.replace("title: Pets", "title: Cats").replaceAll("\n", "\r\n"),
      remote: YAML.replace('"1.0"', '"1.1"'),
      merged: YAML.replace("title: Pets", "title: Cats").replace('"1.0"', '"1.1"').replaceAll("\n", "\r\n"),
    },
    {
      what: "lines of one description",
      store: YAML.replace("One.", "Eins."),
      remote: YAML.replace("Two.", "Zwei."),
      merged: YAML.replace("One.", "Eins.").replace("Two.", "Zwei."),
    },
  ])("$what", async ({ store, remote, merged }) => {
    expect(await merge(YAML, store, remote)).toEqual({ text: merged, clashes: 0 });
  });

  test("a side that only indented anew keeps its layout, and the other's change is in it", async () => {
    const wide = YAML.replaceAll(/^( +)(?=[a-z/"#])/gm, (spaces) => spaces + spaces)
      .replaceAll(/^( +)(?=- name)/gm, (spaces) => spaces + spaces)
      .replaceAll(/^ +(?=in: )/gm, " ".repeat(18))
      .replaceAll(/^ +(?=- pets)/gm, " ".repeat(12))
      .replaceAll(/^ +(?=One|Two)/gm, " ".repeat(16));
    const merged = await merge(
      YAML,
      wide,
      YAML.replace("title: Pets", "title: Cats").replace("name: limit", "name: max"),
    );
    expect(merged).toEqual({
      text: wide.replace("title: Pets", "title: Cats").replace("name: limit", "name: max"),
      clashes: 0,
    });
  });
});

function infoOf(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text).info;
}

describe("JSON: what lines do not merge, paths do", () => {
  test.each([
    ["members side by side", JSON_TEXT.replace("Pets", "Cats"), JSON_TEXT.replace('"1.0"', '"1.1"')],
    [
      "members added at one place",
      JSON_TEXT.replace('"1.0"', '"1.0",\n    "a": 1'),
      JSON_TEXT.replace('"1.0"', '"1.0",\n    "b": {\n      "c": 2\n    }'),
    ],
    [
      "one side without white space",
      JSON.stringify(JSON.parse(JSON_TEXT.replace("Pets", "Cats"))),
      JSON_TEXT.replace('"1.0"', '"1.1"'),
    ],
    [
      "one side with tabs",
      JSON.stringify(JSON.parse(JSON_TEXT), null, "\t"),
      JSON_TEXT.replace('"1.0"', '"1.1",\n    "x": 1'),
    ],
  ])("%s", async (_what, store, remote) => {
    const merged = await merge(JSON_TEXT, store, remote);
    expect(merged?.clashes).toBe(0);
    const wanted = { ...infoOf(JSON_TEXT), ...changed(infoOf(store)), ...changed(infoOf(remote)) };
    expect(JSON.parse(merged?.text ?? "")).toEqual({ ...JSON.parse(JSON_TEXT), info: wanted });
  });

  function changed(info: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const before = infoOf(JSON_TEXT);
    return Object.fromEntries(Object.entries(info).filter(([key, value]) => before[key] !== value));
  }
});

describe("says no rather than offer what is wrong", () => {
  test.each([
    [
      "a key that both added at different places",
      YAML.replace("info:", "x-a: 1\ninfo:"),
      YAML.replace("# end", "x-a: 2\n# end"),
    ],
    ["a side that does not parse", YAML.replace("info:", "info: ["), YAML.replace("# end", "x-a: 2\n# end")],
  ])("lines merge, but %s", async (_what, store, remote) => {
    expect(await merge(YAML, store, remote)).toBeNull();
  });

  test("GraphQL: both added one type", async () => {
    const base = "type Query {\n  a: Int\n}\n\ntype B {\n  b: Int\n}\n";
    const added = "type C {\n  c: Int\n}\n\n";
    expect(await merge(base, added + base, base.replace("type B", `${added}type B`))).toBeNull();
    const clean = await merge(base, added + base, base.replace("b: Int", "b: ID"));
    expect(clean).toEqual({ text: added + base.replace("b: Int", "b: ID"), clashes: 0 });
  });

  test.each([
    [
      "one path changed differently",
      YAML.replace("title: Pets", "title: Cats"),
      YAML.replace("title: Pets", "title: Dogs"),
    ],
    [
      "one removed what the other changed",
      YAML.replace("  title: Pets\n", ""),
      YAML.replace("title: Pets", "title: Dogs"),
    ],
    ["numbers that only look alike", YAML.replace('"1.0"', "1.1"), YAML.replace('"1.0"', "1.10")],
  ])("clashes, with markers: %s", async (_what, store, remote) => {
    const merged = await merge(YAML, store, remote);
    expect(merged?.clashes).toBe(1);
    expect(merged?.text).toMatch(/^<<<<<<< store\n[^]*^=======\n[^]*^>>>>>>> GitHub\n/m);
  });

  test.each([
    ["not UTF-8", Buffer.from([0xff, 0xfe, 0x41])],
    ["with NUL", Buffer.from("a: \0")],
    ["over 16 MiB", Buffer.alloc(16 * 1024 * 1024 + 1, "a\n")],
  ])("a text that is %s", async (_what, store) => {
    expect(
      await mergeTexts({ base: Buffer.from("a: 1\n"), store, remote: Buffer.from("a: 2\n") }),
    ).toBeNull();
  });
});

const aValue = fc.oneof(
  fc.integer(),
  fc.constantFrom("text", "a: b", "# no comment", "two\nlines\n", "", "on", "1.10"),
  fc.constantFrom(null, true, [], {}),
  fc.dictionary(fc.constantFrom("k", "l", "m"), fc.integer()),
  fc.array(fc.oneof(fc.integer(), fc.dictionary(fc.constantFrom("x", "y"), fc.integer())), { maxLength: 3 }),
);
const anEdit = fc.record({
  owner: fc.constantFrom("store", "remote", "nobody"),
  before: fc.option(aValue),
  after: fc.option(aValue),
});
const someEdits = fc.array(anEdit, { minLength: 1, maxLength: 8 });

/** Members of a map, each edited by one side at most. */
function documentOf(
  edits: readonly (typeof anEdit extends fc.Arbitrary<infer Edit> ? Edit : never)[],
  side: string,
) {
  const members = edits.flatMap(({ owner, before, after }, index) => {
    const value = owner === side || (side === "merged" && owner !== "nobody") ? after : before;
    return value === null ? [] : [[`key${index}`, value] as const];
  });
  return { type: "object", info: Object.fromEntries(members), end: 1 };
}

describe("edits of different paths", () => {
  const writers: readonly (readonly [string, (value: unknown) => string, (text: string) => unknown])[] = [
    ["JSON", (value) => `${JSON.stringify(value, null, 2)}\n`, (text) => JSON.parse(text)],
    ["JSON in one line", (value) => JSON.stringify(value), (text) => JSON.parse(text)],
    ["YAML", (value) => dump(value, { noRefs: true }), (text) => load(text)],
    [
      "YAML, lists indented",
      (value) => dump(value, { seqNoIndent: true, noRefs: true }),
      (text) => load(text),
    ],
  ];
  test.each(writers)("%s: always merge, and the result holds both", async (_what, write, read) => {
    await fc.assert(
      fc.asyncProperty(someEdits, async (edits) => {
        const [base = "", store = "", remote = ""] = ["base", "store", "remote"].map((side) =>
          write(documentOf(edits, side)),
        );
        const merged = await merge(base, store, remote);
        expect(merged?.clashes).toBe(0);
        expect(read(merged?.text ?? "")).toEqual(documentOf(edits, "merged"));
        const mirrored = await merge(base, remote, store);
        expect(read(mirrored?.text ?? "")).toEqual(documentOf(edits, "merged"));
      }),
      { numRuns: 150 },
    );
  });
});
