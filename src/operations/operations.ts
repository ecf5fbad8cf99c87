/** What the server tells those who run it, put together: its metrics, and whether it can do its work. */
import { createHash, timingSafeEqual } from "node:crypto";
import { dirname } from "node:path";
import type { GitHubMeter, WebhookMeter } from "../core/operations/meter.ts";
import type { Operations } from "../core/operations/operations-port.ts";
import type { Store } from "../db/store.ts";
import { freeDiskBytes } from "./free-disk.ts";
import { makeMetrics } from "./metrics.ts";
import { hindrancesOf } from "./readiness.ts";

export interface OperationsParts {
  readonly store: Store;
  /** Its folder is the data folder. */
  readonly databaseFile: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Null: none is. */
  readonly metricsToken: string | null;
  /** Asked when somebody wants to know: it is made later. */
  readonly engine: () => { readonly isRunning: boolean };
}

export interface ServerOperations extends Operations {
  readonly meter: GitHubMeter & WebhookMeter;
  /** Aborted where the server stops and no answer of GitHub is waited for any more. */
  readonly ended: AbortSignal;
  /** From now on the server is not ready. */
  stopping(): void;
  /** Ends what waits for GitHub. */
  end(): void;
}

export function makeOperations(parts: OperationsParts): ServerOperations {
  const ended = new AbortController();
  let isStopping = false;
  const freeBytes = (): Promise<number | null> => freeDiskBytes(dirname(parts.databaseFile));
  const metrics = makeMetrics({ store: parts.store, now: parts.now, freeDiskBytes: freeBytes });
  return {
    metrics,
    meter: metrics,
    ended: ended.signal,
    isMetricsToken: makeTokenCheck(parts.metricsToken),
    hindrances: () =>
      hindrancesOf({
        isStopping: () => isStopping,
        isEngineRunning: () => parts.engine().isRunning,
        freeDiskBytes: freeBytes,
      }),
    stopping() {
      isStopping = true;
    },
    end: () => ended.abort(),
  };
}

/** Compares digests: equal lengths, so that it takes the same time whatever was sent. */
function makeTokenCheck(expected: string | null): (token: string) => boolean {
  if (expected === null) return () => false;
  const wanted = digest(expected);
  return (token) => timingSafeEqual(digest(token), wanted);
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
