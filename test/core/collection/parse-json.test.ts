import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonValue, memberOf } from "../../../src/core/collection/json-value.ts";
import { parseJson } from "../../../src/core/collection/parse-json.ts";
import { printJson } from "../../../src/core/collection/print-json.ts";
import { anyText } from "../../support/json-arbitrary.ts";

const ONE_LINE = { indent: "", escapesNonAscii: false, inlineWidth: 0 };

function valueOf(text: string): JsonValue {
  const reading = parseJson(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.value;
}

function reasonFor(text: string): string {
  const reading = parseJson(text);
  if (reading.ok) throw new Error(`was taken: ${text.slice(0, 80)}`);
  return reading.reason;
}

test("reads and prints as JSON.parse and JSON.stringify do, in every indentation", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom("", "\t", " ", "  ", "    "), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      // JSON.parse moves keys that look like integers, JSON.stringify of the original shows the order that was written.
      expect(printJson(valueOf(text), { indent, escapesNonAscii: false, inlineWidth: 0 })).toBe(text);
    }),
  );
});

test("takes exactly what JSON.parse takes", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "a",
    "1",
    "0",
    "-",
    ".",
    "e",
    "true",
    "null",
    " ",
    "\n",
    "\u0001",
    "\u00a0",
    "\ufeff",
    '"a"',
    "\\u00",
    "+",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = `[${pieces.join("")}]`;
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(parseJson(text).ok).toBe(isJson);
    }),
    { numRuns: 3000 },
  );
});

test("reads any text back as it was", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(valueOf(JSON.stringify(text))).toBe(text);
    }),
  );
});

test.each(["1.0", "-0", "1e400", "1E+2", "0.1000", "12345678901234567890", "9007199254740993"])(
  "keeps the number %s as written",
  (number) => {
    expect(printJson(valueOf(`[${number}]`), ONE_LINE)).toBe(`[${number}]`);
  },
);

test("keeps the order of all keys, and keys that are written twice", () => {
  const text = '{"2":1,"b":2,"1":3,"a":4,"b":5}';
  expect(printJson(valueOf(text), ONE_LINE)).toBe(text);
  expect(printJson(memberOf(valueOf(text), "b") ?? null, ONE_LINE)).toBe("5");
});

test("keeps a key named __proto__ as data and pollutes nothing", () => {
  const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  expect(printJson(valueOf(text), ONE_LINE)).toBe(text);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(memberOf(valueOf("{}"), "__proto__")).toBeUndefined();
});

test("writes half of a surrogate pair as an escape, so that UTF-8 carries it", () => {
  const printed = printJson(valueOf('["\\ud83d"]'), ONE_LINE);
  expect(printed).toBe('["\\ud83d"]');
  expect(Buffer.from(printed).toString()).toBe(printed);
});

test("refuses 100,000 levels with a sentence, closed or cut short, lists or objects", () => {
  const levels = 100_000;
  expect(reasonFor("[".repeat(levels) + "]".repeat(levels))).toBe("it is nested more than 512 levels deep");
  expect(reasonFor("[".repeat(levels))).toBe("it is nested more than 512 levels deep");
  expect(reasonFor('{"a":'.repeat(levels))).toBe("it is nested more than 512 levels deep");
  expect(parseJson("[".repeat(512) + "]".repeat(512)).ok).toBe(true);
});

test("refuses more values than memory should hold", () => {
  expect(reasonFor(`[${"1,".repeat(2_000_000)}1]`)).toBe("it holds more than 2000000 values");
});

test.each([
  ["", "it is cut short"],
  ['{"a": 1', "it is cut short"],
  ['{"a": "b', "it is cut short: a text that begins at line 1, column 7 has no end"],
  ['{\n  "a": nope}', "there is an unexpected character at line 2, column 8"],
  ["[1] 2", "there is an unexpected character at line 1, column 5"],
  ['["a\tb"]', "a text holds a raw control character at line 1, column 2"],
  ['["\\x"]', "a text that begins at line 1, column 2 has a wrong escape or a raw control character"],
  ["[NaN]", "there is an unexpected character at line 1, column 2"],
  ["{'a': 1}", "there is an unexpected character at line 1, column 2"],
])("says where %j is wrong", (text, reason) => {
  expect(reasonFor(text)).toBe(reason);
});

test("never repeats the text that it refuses", () => {
  expect(reasonFor('{"token": "s3cret-value\\q"}')).not.toContain("s3cret");
});
