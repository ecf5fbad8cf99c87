const UNITS = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const FORMAT = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** `5 minutes ago`, `in 2 hours`; what is within a minute is now. Both in milliseconds since 1970. */
export function spokenTime(at: number, now: number): string {
  const distanceMs = at - now;
  for (const [unit, ms] of UNITS) {
    if (Math.abs(distanceMs) >= ms) return FORMAT.format(Math.trunc(distanceMs / ms), unit);
  }
  return "just now";
}
