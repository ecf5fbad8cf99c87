import { describe, expect, test } from "vitest";
import { createPositionLookup, decodeText, isText } from "../../../src/core/schema/text.ts";

describe("isText", () => {
  test.each([
    ["UTF-8", Buffer.from("openapi: é ☃ 😀"), true],
    ["a byte order mark", Buffer.from("\ufeffopenapi: 3.0.0"), true],
    ["nothing", Buffer.alloc(0), true],
    ["a NUL", Buffer.from("a\0b"), false],
    ["UTF-16", Buffer.from("openapi", "utf16le"), false],
    ["Latin-1", Buffer.from("é", "latin1"), false],
    ["a character cut in two", Buffer.from("é").subarray(0, 1), false],
    ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), false],
  ])("judges %s", (_name, bytes, expected) => {
    expect(isText(bytes)).toBe(expected);
  });
});

test("decodes without the byte order mark and changes nothing else", () => {
  expect(decodeText(Buffer.from("\ufeffa\r\nb\rc\n"))).toBe("a\r\nb\rc\n");
});

test("counts lines by LF, CR and CRLF, and columns from 1", () => {
  const positionOf = createPositionLookup("ab\ncd\r\nef\rgh");
  expect([0, 1, 3, 4, 7, 10, 11].map((offset) => positionOf(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
    { line: 4, column: 2 },
  ]);
});
