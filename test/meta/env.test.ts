import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KEYS } from "../../src/config/env.ts";

test(".env.example lists every key of the configuration, once, and no other", () => {
  const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  const keys = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
  expect(keys).toEqual([...KEYS]);
});
