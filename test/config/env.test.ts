import { afterEach, expect, test, vi } from "vitest";
import { KEYS, readEnvironment } from "../../src/config/env.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("reads its own keys, trimmed; what is empty counts as not set", () => {
  for (const key of KEYS) vi.stubEnv(key, "");
  vi.stubEnv("APP_ID", " 12 ");
  vi.stubEnv("PORT", "  ");
  vi.stubEnv("SOMETHING_ELSE", "x");
  expect(readEnvironment()).toEqual({ APP_ID: "12" });
});
