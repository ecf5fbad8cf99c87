/** What a token may do, and how long, as people say it. */
import type { Token } from "../api/contract.ts";

type Scope = Token["scopes"][number];

export const SCOPE_WORDS: Readonly<Record<Scope, { readonly name: string; readonly about: string }>> = {
  read: {
    name: "Read",
    about: "Everything in the workspace but what is its admins': settings, tokens, deliveries.",
  },
  write: { name: "Write", about: "All of that, and changing it: saves, links, deletions." },
  "collections:save": {
    name: "Save collections",
    about: "Saying that a collection was saved, and nothing else: for a program that only sends.",
  },
};

export const SCOPES_SHOWN = ["read", "write", "collections:save"] as const satisfies readonly Scope[];

const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;

export type Lifetime = "lasting" | "soon" | "expired" | "unlimited";

/** @param now milliseconds since 1970 */
export function lifetimeOf({ expiresAt }: Pick<Token, "expiresAt">, now: number): Lifetime {
  if (expiresAt === null) return "unlimited";
  const leftMs = Date.parse(expiresAt) - now;
  if (leftMs <= 0) return "expired";
  return leftMs < SOON_MS ? "soon" : "lasting";
}

/** The choices of how long a token works, in days; null: for ever. */
export const LIFETIMES = [
  ["7", "7 days", 7],
  ["30", "30 days", 30],
  ["90", "90 days", 90],
  ["365", "A year", 365],
  ["never", "It does not expire", null],
] as const;

/** RFC 3339; null: never. @param choice from `LIFETIMES`, or a day such as 2027-01-31, whose last moment here it is */
export function expiryOf(choice: string, now: number): string | null {
  const [, , days] = LIFETIMES.find(([value]) => value === choice) ?? [];
  if (days === null) return null;
  if (days !== undefined) return new Date(now + days * DAY_MS).toISOString();
  const end = new Date(`${choice}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}
