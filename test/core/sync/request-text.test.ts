import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRequestText, type RequestEntry, requestText } from "../../../src/core/sync/request-text.ts";

const PETS: RequestEntry = { name: "Petstore 1.0", path: "api/petstore.yaml", kind: "updated" };

test("lists its documents, their files and what becomes of them", () => {
  const { title, body } = requestText("main", [PETS, { name: "Pets", path: "pets.json", kind: "created" }]);
  expect(title).toBe("Create 1 and update 1 documents");
  expect(body).toContain("proposed for `main`");
  expect(body).toContain(
    "- `Petstore 1.0` in `api/petstore.yaml`: updated\n- `Pets` in `pets.json`: created",
  );
});

test("a request of one document is named for it", () => {
  expect(requestText("main", [PETS]).title).toBe("Petstore 1.0: updated");
});

test("says what changes in a document, and names what breaks", () => {
  const breaking = ["GET /pets: removed", "POST /`@mona`: fixes #12"];
  const change = { summary: "-1 operation, ~1", breaking, breakingCount: 3 };
  const { title, body } = requestText("main", [
    { ...PETS, change },
    { ...PETS, kind: "created", change },
  ]);
  expect(title).toBe("Create 1 and update 1 documents");
  expect(body.split("\n").slice(2, 7)).toEqual([
    "- `Petstore 1.0` in `api/petstore.yaml`: -1 operation, ~1, 3 breaking",
    "  - breaking: `GET /pets: removed`",
    "  - breaking: `POST /'@ mona': fixes # 12`",
    "  - and 1 more that break",
    "- `Petstore 1.0` in `api/petstore.yaml`: created",
  ]);
});

const entry = fc.record({
  name: fc.string({ unit: "grapheme", maxLength: 60 }),
  path: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  kind: fc.constantFrom("created" as const, "updated" as const),
});

test("what is written can be read back", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
      expect(parseRequestText(requestText("main", entries).body)).toEqual(entries);
    }),
  );
  expect(parseRequestText("Written by hand")).toBeNull();
  expect(parseRequestText("<!-- lockstep:bm9uc2Vuc2U -->")).toBeNull();
});

test.each([
  ["`@mona` Fixes #12", /@mona|#12/],
  ["a\n\nCo-authored-by: Eve <eve@example.com>", /Co-authored-by:|\n\nCo/],
  ["--> <script>alert(1)</script> [skip ci]", /\[skip ci\]/],
  ["`closes` https://github.com/acme/petstore/issues/3", /\/issues\/3|:\/\/github/],
])("nobody obeys the name %j", (name, obeyed) => {
  const { title, body } = requestText("main", [{ ...PETS, name, path: name }]);
  expect(`${title}\n${body}`).not.toMatch(obeyed);
  // Everything of users stands between backticks, and none of theirs ends the span.
  const [line = ""] = body.split("\n").filter((it) => it.startsWith("- "));
  expect(line.match(/`/g)).toHaveLength(4);
});

test("a long list stays below GitHub's limit", () => {
  const entries = Array.from({ length: 500 }, () => ({
    ...PETS,
    name: "é".repeat(200),
    path: "p".repeat(1024),
    change: {
      summary: "-9 operations",
      breaking: Array<string>(10).fill("\u{1F600}".repeat(300)),
      breakingCount: 900,
    },
  }));
  expect(requestText("main", entries).body.length).toBeLessThan(65_536);
});
