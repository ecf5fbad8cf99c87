/** What the engine works with; services.ts gives the real ones, tests and the simulation their own. */
import type { Logger } from "pino";
import type { BlobId } from "../core/git/object-id.ts";
import type { CollectionReader } from "../core/collection/collection-reader.ts";
import type { ConfigReader } from "../core/repository-config/model.ts";
import type { ChangeSummary } from "../core/compare/change-summary.ts";
import type { ClosureReader } from "../core/schema/closure/closure-reader.ts";
import type { Checker } from "../core/schema/document-check.ts";
import type { GitHubPort } from "../core/sync/github-port.ts";
import type { Store } from "../db/store.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `work` once at that time or soon after; returns how to cancel it. */
  schedule(at: number, work: () => void): () => void;
}

interface NamedText {
  readonly blob: BlobId;
  /** Null where it is not there. Asked only where the answer is not known already. */
  readonly read: () => Promise<Uint8Array | null>;
}

export interface LaneDependencies {
  readonly store: Store;
  readonly github: GitHubPort;
  readonly checker: Checker;
  readonly closureReader: ClosureReader;
  readonly collectionReader: CollectionReader;
  readonly configReader: ConfigReader;
  readonly changes: {
    /** What changed; null: not known. Throws only what reading throws. */
    summarize(before: NamedText, after: NamedText): Promise<ChangeSummary | null>;
  };
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Logger;
}
