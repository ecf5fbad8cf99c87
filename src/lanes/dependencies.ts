/** What the engine works with; services.ts gives the real ones, tests and the simulation their own. */
import type { Logger } from "pino";
import type { GitHubPort } from "../core/sync/github-port.ts";
import type { Problem } from "../core/sync/model.ts";
import type { Store } from "../db/store.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `work` once at that time or soon after; returns how to cancel it. */
  schedule(at: number, work: () => void): () => void;
}

export interface DocumentCheck {
  readonly kind: string | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

export interface LaneDependencies {
  readonly store: Store;
  readonly github: GitHubPort;
  readonly checker: { check(content: Buffer): Promise<DocumentCheck> };
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Logger;
}
