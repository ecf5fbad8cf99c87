/** Times leave as RFC 3339 in UTC. */
import { Type } from "typebox";

export const Time = Type.String({ format: "date-time", description: "RFC 3339, UTC." });

export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function toTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : toTime(ms);
}
