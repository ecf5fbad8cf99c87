/** The rest that a link keeps between two commits, in words such as `30s`. */
import { Type } from "typebox";
import { HttpProblem } from "../problems.ts";

export const Quiet = Type.String({
  pattern: "^\\d{1,6}(s|m|h)$",
  description: "The least rest between two commits: seconds, minutes or hours, at most `24h`.",
  examples: ["30s", "10m", "1h"],
});

const UNITS_MS: readonly (readonly [unit: string, ms: number])[] = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
];
const MAX_QUIET_MS = 24 * 3_600_000;

/** @throws HttpProblem `invalid_request` where it is over a day */
export function parseQuiet(quiet: string): number {
  const unitMs = UNITS_MS.find(([unit]) => quiet.endsWith(unit))?.[1] ?? 1000;
  const quietMs = Number.parseInt(quiet, 10) * unitMs;
  if (quietMs <= MAX_QUIET_MS) return quietMs;
  throw new HttpProblem("invalid_request", "In the body: quiet: a rest is at most 24h.");
}

export function formatQuiet(quietMs: number): string {
  const [unit, ms] = UNITS_MS.find(([, unitMs]) => quietMs > 0 && quietMs % unitMs === 0) ?? ["s", 1000];
  return `${Math.ceil(quietMs / ms)}${unit}`;
}
