import { randomBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeSecretBox } from "../../src/access/secret-box.ts";
import { readSecretKey, SecretKeyError } from "../../src/access/secret-key.ts";
import { aFolder } from "../support/a-store.ts";

const box = makeSecretBox(randomBytes(32));
const PLACE = ["sessions.accessToken", "row"] as const;

test("opens whatever it sealed, in the same place", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (text, place) => {
      expect(box.open(box.seal(text, place), place)).toBe(text);
    }),
  );
});

test("seals the same text differently each time, and shows nothing of it", () => {
  const sealed = [box.seal("ghu_secret", PLACE), box.seal("ghu_secret", PLACE)];
  expect(new Set(sealed).size).toBe(2);
  for (const text of sealed) {
    expect(text).toMatch(/^v1\.[\w-]+$/);
    expect(Buffer.from(text.slice(3), "base64url").toString("latin1")).not.toContain("ghu_");
  }
});

test("does not open what was moved to another row or column", () => {
  const sealed = box.seal("ghu_secret", PLACE);
  expect(box.open(sealed, ["sessions.accessToken", "another row"])).toBeNull();
  expect(box.open(sealed, ["sessions.refreshToken", "row"])).toBeNull();
  expect(box.open(sealed, ['sessions.accessToken","row'])).toBeNull();
});

test("does not open what was sealed with another key", () => {
  expect(makeSecretBox(randomBytes(32)).open(box.seal("ghu_secret", PLACE), PLACE)).toBeNull();
});

test("does not open what was changed, wherever it was", () => {
  const sealed = Buffer.from(box.seal("ghu_secret", PLACE).slice(3), "base64url");
  for (let at = 0; at < sealed.byteLength; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(box.open(`v1.${changed.toString("base64url")}`, PLACE)).toBeNull();
  }
});

test.each(["", "v1.", "v1.AAAA", "v2.AAAA", "ghu_secret"])("does not open %j", (text) => {
  expect(box.open(text, PLACE)).toBeNull();
});

test("the key is made once, for this user alone", () => {
  const folder = aFolder();
  const key = readSecretKey(folder);
  expect(key.byteLength).toBe(32);
  expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
  expect(readSecretKey(folder)).toEqual(key);
  expect(readSecretKey(aFolder())).not.toEqual(key);
});

test("a file that is no key is left as it is, and named", () => {
  const folder = aFolder();
  writeFileSync(join(folder, "secret.key"), "half a key");
  expect(() => readSecretKey(folder)).toThrow(SecretKeyError);
  expect(() => readSecretKey(folder)).toThrow(
    /secret\.key is not a key of 32 bytes: put the former file back/,
  );
  expect(readFileSync(join(folder, "secret.key"), "utf8")).toBe("half a key");
});
