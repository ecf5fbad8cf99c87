/** Whether the server can do its work, and why not. */
import type { Hindrance } from "../core/operations/operations-port.ts";

/** Below this the next writes may fail: a document of the largest size, its revision and the log of a transaction fit no more. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024;

export interface Watched {
  readonly isStopping: () => boolean;
  readonly isEngineRunning: () => boolean;
  /** Of the data folder's disk; null where nobody can say. */
  readonly freeDiskBytes: () => Promise<number | null>;
}

export async function hindrancesOf(watched: Watched): Promise<readonly Hindrance[]> {
  const found: Hindrance[] = [];
  if (watched.isStopping()) found.push({ code: "stopping", detail: "The server is stopping." });
  else if (!watched.isEngineRunning()) {
    found.push({
      code: "engine_stopped",
      detail: "Branches are not brought to rest: the server is starting.",
    });
  }
  const free = await watched.freeDiskBytes();
  if (free !== null && free < LEAST_FREE_BYTES) {
    found.push({ code: "disk_full", detail: "Less than 100 MB are free on the disk of the data folder." });
  }
  return found;
}
