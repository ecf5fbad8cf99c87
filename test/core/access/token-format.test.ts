import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hintOf, isTokenText, TOKEN_RANDOM_BYTES, tokenText } from "../../../src/core/access/token-format.ts";

const bytes = fc
  .uint8Array({ minLength: TOKEN_RANDOM_BYTES, maxLength: TOKEN_RANDOM_BYTES })
  .map((random) => Buffer.from(random));

test("a token is one word that a double click selects, and known by its beginning", () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const token = tokenText(random, crc32);
      expect(token).toMatch(/^lockstep_[0-9A-Za-z]{39}$/);
      expect(isTokenText(token, crc32)).toBe(true);
      expect(token.endsWith(hintOf(token))).toBe(true);
    }),
  );
});

test("every random bit counts", () => {
  const random = Buffer.alloc(TOKEN_RANDOM_BYTES);
  const tokens = new Set([tokenText(random, crc32)]);
  for (let bit = 0; bit < TOKEN_RANDOM_BYTES * 8; bit++) {
    const changed = Buffer.from(random);
    changed.writeUInt8(1 << (bit % 8), Math.floor(bit / 8));
    tokens.add(tokenText(changed, crc32));
  }
  expect(tokens.size).toBe(TOKEN_RANDOM_BYTES * 8 + 1);
  expect(tokenText(Buffer.alloc(TOKEN_RANDOM_BYTES, 255), crc32)).toMatch(/^lockstep_[0-9A-Za-z]{39}$/);
});

test("one character mistyped is seen", () => {
  const another = fc.constantFrom("0", "1", "9", "A", "F", "Z", "a", "f", "z", "_", "-");
  fc.assert(
    fc.property(bytes, fc.nat(38), another, (random, index, character) => {
      const token = tokenText(random, crc32);
      const at = "lockstep_".length + index;
      fc.pre(token.charAt(at) !== character);
      expect(isTokenText(token.slice(0, at) + character + token.slice(at + 1), crc32)).toBe(false);
    }),
  );
});

test.each([
  "",
  "lockstep_",
  `ghp_${"a".repeat(36)}`,
  `lockstep_${"0".repeat(39)}`,
  `lockstep_${"é".repeat(39)}`,
])("is none of ours: %j", (text) => {
  expect(isTokenText(text, crc32)).toBe(false);
  expect(isTokenText(`${tokenText(Buffer.alloc(TOKEN_RANDOM_BYTES), crc32)}${text || "\n"}`, crc32)).toBe(
    false,
  );
});
