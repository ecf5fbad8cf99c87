const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Rounded down: nobody is promised more than there is. Both in milliseconds since 1970. */
export function timeLeft(until: number, now: number): string {
  const leftMs = until - now;
  if (leftMs >= DAY_MS) return counted(Math.floor(leftMs / DAY_MS), "day");
  if (leftMs >= HOUR_MS) return counted(Math.floor(leftMs / HOUR_MS), "hour");
  return "less than an hour";
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
