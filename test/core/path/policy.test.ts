import fc from "fast-check";
import { expect, test } from "vitest";
import { checkNewPath, differsOnlyByCase, joinPath, pathKey } from "../../../src/core/path/policy.ts";
import { anyText } from "../../support/json-arbitrary.ts";

test.each([
  "openapi.yaml",
  "api/v1/petstore.yaml",
  "Postman Collections/Pet store (v2).postman_collection.json",
  "日本語/ünïcode 🧪.json",
  ".config/x.json",
  ".gitignore",
  ".github.json",
  "docs/.github/x.json",
  "git/x.json",
  "legit~1/x",
  "a..b/..c/d..e",
  "docs/codeowners.md",
  "~/x",
  "-rf",
  `${"a".repeat(255)}/x`,
])("lets a new file be made at %s", (path) => {
  expect(checkNewPath(path)).toEqual({ ok: true, path, key: pathKey(path) });
});

test.each([
  ["", /name a file/],
  ["/etc/passwd", /without the leading \//],
  ["C:/x.json", /drive letter/],
  ["a\\b.json", /backslash/],
  ["a//b.json", /empty part/],
  ["a/", /empty part/],
  ["./a.json", /dots or blanks only/],
  ["a/../b.json", /dots or blanks only/],
  ["a/... /b.json", /dots or blanks only/],
  ["a/ /b.json", /dots or blanks only/],
  ["a/.\u200b./b.json", /dots or blanks only/],
  ["a/\u200d/b.json", /dots or blanks only/],
  ["a\u0000.json", /control character/],
  ["a\nb.json", /control character/],
  ["a\u007f.json", /control character/],
  ["a\u2028b.json", /control character/],
  ["a\u202enosj.exe", /invisible character/],
  ["\ud800.json", /half of a character/],
  [".git/hooks/post-checkout", /\.git,/],
  ["a/.git", /\.git,/],
  [".GIT/config", /\.git,/],
  [".git./config", /\.git,/],
  [".git /config", /\.git,/],
  [".git. . /config", /\.git,/],
  [".git::$INDEX_ALLOCATION/config", /\.git,/],
  [".git:x/config", /\.git,/],
  [".g\u200cit/config", /\.git,/],
  ["\ufeff.git/config", /\.git,/],
  [".gi\u00adt/config", /\.git,/],
  [".gi\ufe0ft/config", /\.git,/],
  ["．ｇｉｔ/config", /\.git,/],
  ["git~1/config", /Windows may take/],
  ["a/GIT~2/config", /Windows may take/],
  ["gitmod~1", /Windows may take/],
  ["GI7EBA~1", /Windows may take/],
  ["github~1/workflows/x.yml", /Windows may take/],
  [".github/workflows/x.yml", /\.github,/],
  [".GitHub/x.json", /\.github,/],
  [".github ./x.json", /\.github,/],
  [".github", /\.github,/],
  ["CODEOWNERS", /CODEOWNERS/],
  ["docs/codeOwners", /CODEOWNERS/],
  [".gitmodules", /\.gitmodules/],
  [".gitModules. ", /\.gitmodules/],
  ["a/.gitattributes", /\.gitattributes/],
  [`${"ü".repeat(128)}.json`, /longer than 255 bytes/],
  [`${"a/".repeat(600)}x`, /longer than 1024 bytes/],
])("refuses %j with a sentence that says what to do", (path, message) => {
  const check = checkNewPath(path);
  expect(check.ok ? "" : check.message).toMatch(message);
  expect(check.ok ? "" : check.message).toMatch(/: .+\.$/);
});

test("brings a path to NFC", () => {
  expect(checkNewPath("u\u0308.json")).toEqual({ ok: true, path: "ü.json", key: "ü.json" });
});

const anyPath = fc.oneof(
  anyText,
  fc
    .array(fc.oneof(anyText, fc.constantFrom("..", ".", "", ".git", "a", "GIT~1", " ", "\u200b")), {
      maxLength: 6,
    })
    .map((parts) => parts.join("/")),
);

test("what is let through is relative, whole and stays inside, under its own form", () => {
  fc.assert(
    fc.property(anyPath, (path) => {
      const check = checkNewPath(path);
      if (!check.ok) return;
      expect(checkNewPath(check.path)).toEqual(check);
      expect(
        new URL(`file:///repository/${encodeURIComponent(check.path).replaceAll("%2F", "/")}`).pathname,
      ).toMatch(/^\/repository\/./);
      expect(check.path.split("/")).not.toContain("");
      expect(Buffer.from(check.path).toString()).toBe(check.path);
    }),
    { numRuns: 1000 },
  );
});

test("no dress of .git is let through, wherever it stands", () => {
  const ignored = fc.constantFrom(
    "",
    "\u200c",
    "\u200d",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u2060",
    "\u206a",
    "\ufe0f",
    "\u180e",
    "\u{e0001}",
  );
  const tail = fc.constantFrom("", ".", " ", "...", " . ", "::$INDEX_ALLOCATION", ":stream", ". ::$DATA");
  const dress = fc
    .tuple(ignored, fc.constantFrom(".git", ".GIT", ".gIt"), ignored, tail)
    .map(([before, name, inside, after]) => `${before}${name.slice(0, 2)}${inside}${name.slice(2)}${after}`);
  fc.assert(
    fc.property(
      fc.constantFrom("", "a/", "a/b/"),
      dress,
      fc.constantFrom("", "/config"),
      (above, name, below) => {
        expect(checkNewPath(above + name + below).ok).toBe(false);
      },
    ),
  );
});

test.each([
  ["API.yaml", "api.YAML"],
  ["stra\u00dfe", "STRASSE"],
  ["STRA\u1e9eE", "strasse"],
  ["ΟΔΟΣ", "οδος"],
  ["οδοσ", "οδος"],
  ["e\u0301", "É"],
])("takes %j and %j for one path", (one, other) => {
  expect(pathKey(one)).toBe(pathKey(other));
});

test("tells other paths apart", () => {
  expect(new Set(["a", "b", "ä", "a/b", "ab", "a "].map(pathKey)).size).toBe(6);
});

test("a path's key is its own key, and that of its path in another case or normal form", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })), (text) => {
      const key = pathKey(text);
      expect(pathKey(key)).toBe(key);
      expect(pathKey(text.normalize("NFD"))).toBe(key);
      expect(pathKey(text.normalize("NFC"))).toBe(key);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      expect(pathKey(text.toUpperCase())).toBe(pathKey(text.toLowerCase()));
    }),
  );
});

test.each([
  ["", "a.json", "a.json"],
  ["/", "a.json", "a.json"],
  ["//", "a.json", "a.json"],
  ["api", "a.json", "api/a.json"],
  ["api/", "b/a.json", "api/b/a.json"],
  ["api//", "a.json", "api/a.json"],
  ["/api", "a.json", "/api/a.json"],
])("joins %j and %j", (directory, file, path) => {
  expect(joinPath(directory, file)).toBe(path);
});

test.each<[string, readonly string[], string | null]>([
  ["api.yaml", ["API.yaml", "b"], "API.yaml"],
  ["api.yaml", ["API.yaml", "api.yaml"], null],
  ["api.yaml", ["b", "api.yml"], null],
  ["\u00fc.json", ["u\u0308.json"], "u\u0308.json"],
  ["api.yaml", [], null],
])("finds beside %j in %j the sibling %j", (name, siblings, found) => {
  expect(differsOnlyByCase(name, siblings)).toBe(found);
});
