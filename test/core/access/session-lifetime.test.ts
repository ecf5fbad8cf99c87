import { expect, test } from "vitest";
import { IDLE_MS, isOver, LONGEST_MS } from "../../../src/core/access/session-lifetime.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const YEARS = 4 * 365 * 24 * HOUR;

/** Begun and used at that time, by the clock of then. */
const begunAt = (at: number) => ({ usedAt: at, expiresAt: at + LONGEST_MS });

test.each([
  ["goes on while it is used", begunAt(NOW - HOUR), false],
  ["is over after 7 days without use", { usedAt: NOW - IDLE_MS, expiresAt: NOW + HOUR }, true],
  ["is over after 30 days, however much it is used", { usedAt: NOW, expiresAt: NOW }, true],
  ["is over by a clock that was set years forward", begunAt(NOW - YEARS), true],
  ["goes on by a clock that was set back by an hour", begunAt(NOW + HOUR), false],
  ["does not last for years because it began by a clock that was ahead", begunAt(NOW + YEARS), true],
])("a session %s", (_name, session, expected) => {
  expect(isOver(session, NOW)).toBe(expected);
});
