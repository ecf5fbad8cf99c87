import fc from "fast-check";
import { expect, test } from "vitest";
import { returnPath } from "../../../src/core/access/return-path.ts";

test.each([
  ["/", "/"],
  ["/apis/petstore", "/apis/petstore"],
  ["/links?state=conflict&q=a%20b#first", "/links?state=conflict&q=a%20b#first"],
  ["/links?q=a b", "/links?q=a%20b"],
  ["/a/../b", "/b"],
  ["/größe", "/gr%C3%B6%C3%9Fe"],
  ["/%2f%2fevil.example", "/%2f%2fevil.example"],
  ["/authors", "/authors"],
  ["/?next=https://evil.example", "/?next=https://evil.example"],
])("leads back to %s", (wish, path) => {
  expect(returnPath(wish)).toBe(path);
});

test.each([
  "",
  "evil.example",
  "https://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "javascript:alert(1)",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/a\\b",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/a/../..//evil.example",
  "/\r\nset-cookie: lockstep=planted",
  "/\u0000",
  "/\u0085",
  "/auth/logout",
  "/auth/login?returnTo=/auth/login",
  "/AUTH/callback",
  "/x/../auth",
  `/${"a".repeat(2000)}`,
])("leads nowhere by %j", (wish) => {
  expect(returnPath(wish)).toBeNull();
});

test("whatever is wished, the browser stays on this server, and the header holds one line", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "%5c",
    "%2e",
    ":",
    "@",
    "evil.example",
    "\t",
    "?",
    "#",
    "a",
  );
  const wishes = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.array(piece).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(wishes, (text) => {
      for (const wish of [text, `/${text}`]) {
        const path = returnPath(wish);
        if (path === null) continue;
        expect(path).toMatch(/^\/[\x21-\x7e]*$/);
        expect(new URL(path, "https://lockstep.example").origin).toBe("https://lockstep.example");
        expect(returnPath(path)).toBe(path);
      }
    }),
    { numRuns: 2000 },
  );
});
