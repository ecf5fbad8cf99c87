/** What is told to people who are not looking: links that have needed somebody for a while. */
import type { LinkCode, LinkState } from "../sync/model.ts";

/** States in which nothing goes on until somebody acts. */
export const ALERT_STATES = ["error", "conflict", "choose"] as const satisfies readonly LinkState[];
export type AlertState = (typeof ALERT_STATES)[number];

/** What heals before is never told. */
export const ALERT_AFTER_MS = 15 * 60_000;

/** Where a link is, in words that last longer than the link. */
export interface AlertPlace {
  /** Its workspace's slug. */
  readonly workspace: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
  readonly document: { readonly api: string; readonly version: string } | { readonly collection: string };
}

/** A link that people have been told of, or are now. */
export interface Alert {
  /** Row ids. */
  readonly link: number;
  readonly workspaceId: number;
  readonly repository: number;
  readonly lane: number;
  readonly state: AlertState;
  readonly code: LinkCode | null;
  /** Since when it stands so: milliseconds since 1970. */
  readonly since: number;
  readonly place: AlertPlace;
}
