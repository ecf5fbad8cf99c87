/**
 * Forgets what is kept for a time only: payloads of deliveries, activity, sessions that are over, and what was deleted too long ago
 * to be restored. Revisions of what is there are kept for ever.
 */
import { pruneActivity } from "../db/activity.ts";
import { pruneDeliveries } from "../db/deliveries.ts";
import { pruneDetachedLinks } from "../db/detached-links.ts";
import { purgeDeleted } from "../db/purge-deleted.ts";
import { pruneSessions } from "../db/sessions.ts";
import type { LaneDependencies } from "./dependencies.ts";

const INTERVAL_MS = 3_600_000;

export class Retention {
  readonly #deps: Pick<LaneDependencies, "store" | "clock" | "log">;
  readonly #retentionMs: number;
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(deps: Pick<LaneDependencies, "store" | "clock" | "log">, retentionMs: number) {
    this.#deps = deps;
    this.#retentionMs = retentionMs;
  }

  start(): void {
    this.#running = this.prune()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, "retention failed"))
      .then(() => this.#scheduleNext());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#running;
  }

  /** In small writes, so that no other waits long. */
  async prune(): Promise<void> {
    const { store, clock } = this.#deps;
    for (const pruneSome of [
      pruneDeliveries,
      pruneActivity,
      pruneSessions,
      pruneDetachedLinks,
      purgeDeleted,
    ]) {
      for (let isMore = true; isMore && !this.#isStopped;) {
        isMore = await store.write((tx) => pruneSome(tx, clock.now(), this.#retentionMs));
      }
    }
  }

  #scheduleNext(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#deps.clock.schedule(this.#deps.clock.now() + INTERVAL_MS, () => this.start());
  }
}
