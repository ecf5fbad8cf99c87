/** Which activity is asked for, as it stands in the address: a filtered list can be sent on. */
import type { ActivityFilter } from "../api/activity.ts";

export interface ActivitySearch {
  readonly type?: string;
  readonly actor?: string;
  readonly document?: string;
  /** Days such as 2026-01-31, as they are where somebody looks at them; both are shown whole. */
  readonly since?: string;
  readonly until?: string;
}

const NAMES = ["type", "actor", "document", "since", "until"] as const;

export function activitySearchIn(search: Readonly<Record<string, unknown>>): ActivitySearch {
  const given = NAMES.flatMap((name) => {
    const value = search[name];
    // A number is what the router makes of `?actor=123`.
    const text = typeof value === "number" ? String(value) : value;
    return typeof text === "string" && text !== "" ? [[name, text] as const] : [];
  });
  return Object.fromEntries(given);
}

/** What is no day filters nothing. */
export function filterOf({ since, until, ...others }: ActivitySearch): ActivityFilter {
  const from = since === undefined ? null : startOf(since, 0);
  const before = until === undefined ? null : startOf(until, 1);
  return {
    ...others,
    ...(from !== null && { since: from }),
    ...(before !== null && { until: before }),
  };
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Of the day so many after the one that is named, where this browser is. */
function startOf(day: string, after: number): string | null {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined) return null;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + after);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}

/** The first word of the types that belong together, or a single type. */
export const ACTIVITY_KINDS: readonly (readonly [type: string, name: string])[] = [
  ["revision", "Saves"],
  ["commit", "Commits"],
  ["proposal", "Pull requests"],
  ["link.state", "States of integrations"],
  ["link", "All of integrations"],
  ["api", "APIs"],
  ["version", "Versions"],
  ["collection", "Collections"],
  ["hook", "Sending URLs"],
  ["token", "Tokens"],
  ["settings", "Settings"],
  ["delivery", "Replayed deliveries"],
  ["repository", "Repositories"],
  ["installation", "The App's installation"],
];
