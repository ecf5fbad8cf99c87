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
/** By then a machine that began with a wrong clock has set it. */
const FIRST_AFTER_MS = 600_000;
/** A run that comes so much too early or too late comes by a clock that was set: what it shows may be wrong. */
const JUMP_MS = 600_000;

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
    this.#pruneAfter(FIRST_AFTER_MS);
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

  /** Timers run on, whatever the clock is set to: where the two part, nothing is forgotten until they go together again. */
  #pruneAfter(delayMs: number): void {
    if (this.#isStopped) return;
    const { clock, log } = this.#deps;
    const at = clock.now() + delayMs;
    this.#cancel = clock.schedule(at, () => {
      const jumpMs = clock.now() - at;
      const hasJumped = Math.abs(jumpMs) > JUMP_MS;
      if (hasJumped) log.warn({ jumpMs }, "nothing is forgotten this time: the clock was set");
      this.#running = (hasJumped ? Promise.resolve() : this.prune())
        .catch((error: unknown) => log.error({ err: error }, "retention failed"))
        .then(() => this.#pruneAfter(INTERVAL_MS));
    });
  }
}
