/**
 * The rules of oasdiff (https://github.com/oasdiff/oasdiff, Apache License 2.0): their names and levels, by which the comparison
 * is tested. No code of it is here.
 */
import { readFileSync } from "node:fs";
import type { ChangeLevel } from "../../../../src/core/compare/change.ts";

const LEVELS: Readonly<Record<string, ChangeLevel>> = {
  ERR: "breaking",
  WARN: "dangerous",
  INFO: "compatible",
};

const file = new URL("../../../fixtures/oasdiff/rules.txt", import.meta.url);

export const CATALOGUE: ReadonlyMap<string, ChangeLevel> = new Map(
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [level = "", id = ""] = line.split(" ");
      return [id, LEVELS[level] ?? "compatible"] as const;
    }),
);

/** Rules without a counterpart here, and why. The same stands in docs/compare.md. */
export const LEFT_OUT: readonly (readonly [rules: RegExp, why: string])[] = [
  [/sunset/, "days on which something ends"],
  [/^api-(?:major-)?version-/, "the version that a description gives itself"],
  [/-property-stability-|^api-invalid-stability-level$/, "stability of single properties"],
  [/-(?:body|property)-type-compatible$/, "media types in which every value is text"],
  [/^response-media-type-name-(?:generalized|specialized)$/, "media types that contain each other"],
];

/** Where the level here is another one, and why. The same stands in docs/compare.md. */
export const OTHER_LEVELS: Readonly<Record<string, ChangeLevel>> = {
  // A member of allOf is judged by what it demands.
  "request-body-all-of-removed": "compatible",
  "request-property-all-of-removed": "compatible",
  "response-body-all-of-removed": "breaking",
  "response-property-all-of-removed": "breaking",
  // As with oneOf, callers may get a form that they do not know.
  "response-body-any-of-added": "breaking",
  "response-property-any-of-added": "breaking",
  "request-parameter-property-type-changed": "breaking",
  // Who showed enough before is refused now.
  "api-security-added": "breaking",
  "api-security-removed": "breaking",
  "api-security-scope-added": "breaking",
  "api-global-security-added": "breaking",
  "api-global-security-removed": "breaking",
  "api-global-security-scope-added": "breaking",
  "api-security-component-type-changed": "breaking",
  // Who calls it still, fails; whether its time was over is not known.
  "api-removed-with-deprecation": "dangerous",
  "api-path-removed-with-deprecation": "dangerous",
  // Who has the old address written down asks there in vain.
  "api-security-component-oauth-url-changed": "dangerous",
  "api-security-component-oauth-token-url-changed": "dangerous",
};
