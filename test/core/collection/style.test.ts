import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CANONICAL_STYLE,
  canonicalOf,
  detectStyle,
  render,
  type Style,
} from "../../../src/core/collection/style.ts";
import { collectionFixture, collectionFixtures } from "../../support/collection-fixtures.ts";
import { anyCollection } from "../../support/json-arbitrary.ts";

const anyStyle: fc.Arbitrary<Style> = fc.record({
  indent: fc.oneof(
    fc.constantFrom("", "\t"),
    fc.integer({ min: 1, max: 10 }).map((count) => " ".repeat(count)),
  ),
  lineEnding: fc.constantFrom("\n", "\r\n"),
  hasFinalNewline: fc.boolean(),
  hasByteOrderMark: fc.boolean(),
  escapesNonAscii: fc.boolean(),
  inlineWidth: fc.constantFrom(0, 80, 100, 120, 200),
});

function canonical(file: string | Uint8Array): string {
  const text = canonicalOf(file);
  if (text === null) throw new Error("not a collection");
  return text;
}

test("a rendered text has the canonical text that it renders, in every style", () => {
  fc.assert(
    fc.property(anyCollection, anyStyle, (collection, style) => {
      const text = canonical(JSON.stringify(collection));
      const file = render(text, style);
      expect(canonicalOf(file)).toBe(text);
      expect(canonicalOf(Buffer.from(file))).toBe(text);
    }),
  );
});

test("an unchanged file in a style of its own is written again byte for byte", () => {
  fc.assert(
    fc.property(anyCollection, anyStyle, (collection, style) => {
      const file = render(canonical(JSON.stringify(collection)), style);
      expect(render(canonical(file), detectStyle(file))).toBe(file);
    }),
  );
});

test.each(collectionFixtures().filter((name) => !/petstore|proto|uid-only/.test(name)))(
  "writes %s again byte for byte",
  (name) => {
    const file = collectionFixture(name);
    expect(render(canonical(file), detectStyle(file))).toBe(file);
  },
);

const BODY = `{"info":{"_postman_id":"c3000000-0000-4000-8000-000000000001","name":"Grüße 👋"},"item":[{"name":"a","request":"b"}]}`;
const PARSED: unknown = JSON.parse(BODY);
const ESCAPED = JSON.stringify(PARSED, null, 4).replace(
  /[\u0080-\uffff]/g,
  (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
);
test.each<[string, string, Partial<Style>]>([
  ["Postman's export", JSON.stringify(PARSED, null, "\t"), { hasFinalNewline: false }],
  ["two blanks and a final newline", `${JSON.stringify(PARSED, null, 2)}\n`, { indent: "  " }],
  ["one line", BODY, { indent: "", hasFinalNewline: false }],
  ["one line and a final newline", `${BODY}\n`, { indent: "" }],
  ["one line and CRLF", `${BODY}\r\n`, { indent: "", lineEnding: "\r\n" }],
  [
    "Windows: CRLF and a byte order mark",
    `\uFEFF${JSON.stringify(PARSED, null, 4)}\n`.replaceAll("\n", "\r\n"),
    { indent: "    ", lineEnding: "\r\n", hasByteOrderMark: true },
  ],
  ["Python: escapes", ESCAPED, { indent: "    ", hasFinalNewline: false, escapesNonAscii: true }],
])("knows the style of %s", (_case, file, style) => {
  expect(detectStyle(file)).toEqual({ ...CANONICAL_STYLE, ...style });
  expect(render(canonical(file), detectStyle(file))).toBe(file);
});

const FORMATTED = `{
  "info": {
    "_postman_id": "c3000000-0000-4000-8000-000000000001",
    "name": "Formatted",
    "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
  },
  "item": [
    {
      "name": "a",
      "event": [{}, []],
      "request": {
        "header": [],
        "url": {
          "host": ["{{baseUrl}}"],
          "path": ["things", "a long part of a path", "another part", 1, null],
          "matrix": [
            [1, 2],
            [3, 4]
          ],
          "long": [
            "this list would be too wide by a single character, if all was on a line",
            ""
          ]
        }
      }
    }
  ]
}
`;
test("keeps short lists on one line where a formatter put them there", () => {
  expect(detectStyle(FORMATTED)).toEqual({ ...CANONICAL_STYLE, indent: "  ", inlineWidth: 80 });
  expect(render(canonical(FORMATTED), detectStyle(FORMATTED))).toBe(FORMATTED);
  const edited = canonical(FORMATTED.replace("another part", "another much longer part of the path"));
  expect(render(edited, detectStyle(FORMATTED))).toContain('"path": [\n            "things",\n');
  expect(detectStyle(`{"info":{},\n  "exec": ["${"x".repeat(100)}"],\n  "item": []\n}`).inlineWidth).toBe(
    120,
  );
});

test.each([
  [80, ",", true],
  [81, ",", false],
  [80, "", true],
  [81, "", false],
])("knows whether a line of %i characters that ends in %j is short enough", (width, end, isShort) => {
  const style = { ...CANONICAL_STYLE, indent: "  ", inlineWidth: 80 };
  const list = `["${"x".repeat(width - '    "l": [""]'.length - end.length)}"]`;
  const text = canonical(`{"info": {"l": ${list}${end === "" ? "" : ', "m": 1'}}, "item": []}`);
  expect(render(text, style).includes(`    "l": ${list}${end}\n`)).toBe(isShort);
});

test("takes the usual width where all lists are shorter", () => {
  expect(detectStyle('{\n  "info": {},\n  "item": [1]\n}').inlineWidth).toBe(80);
});

test("a file that was only reformatted has the same canonical text", () => {
  const text = canonical(BODY);
  const byHand = `{ "info" : { "_postman_id":"c3000000-0000-4000-8000-000000000001",\r\n "name":"Gr\\u00fc\\u00dfe \\ud83d\\udc4b" } ,"item":[\n{"name":"a","request":"b"} ] }`;
  expect(canonicalOf(byHand)).toBe(text);
  expect(canonicalOf(`{"collection":${BODY}}`)).toBe(text);
});

test("takes the style of most lines where they differ", () => {
  const mixed = `${JSON.stringify(PARSED, null, 2)}\n`.replace("\n", "\r\n");
  expect(detectStyle(mixed)).toEqual({ ...CANONICAL_STYLE, indent: "  " });
});

test("does not take an escaped backslash, or half of a surrogate pair, for an escaped letter", () => {
  expect(detectStyle('{"a": "\\\\u00e9"}').escapesNonAscii).toBe(false);
  expect(detectStyle('{"a": "\\ud83d"}').escapesNonAscii).toBe(false);
  expect(detectStyle('{"a": "\\\\\\u00e9"}').escapesNonAscii).toBe(true);
  expect(detectStyle('{"a": "\\u00e9 é"}').escapesNonAscii).toBe(false);
});

test.each([
  ["an empty file", ""],
  ["a file that is not JSON", "info: {}"],
  ["JSON that is no collection", "[1, 2]"],
  ["a collection without items", '{"info": {"name": "x"}}'],
  ["bytes that are not UTF-8", Buffer.from([0xff, 0xfe, 0x00])],
])("finds no collection in %s", (_case, file) => {
  expect(canonicalOf(file)).toBeNull();
});

test("finds the collection in a file without an id", () => {
  expect(canonicalOf('{"info": {"name": "x"}, "item": []}')).toBe(
    '{\n\t"info": {\n\t\t"name": "x"\n\t},\n\t"item": []\n}\n',
  );
});
