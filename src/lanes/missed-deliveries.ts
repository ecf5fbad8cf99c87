/** Asks GitHub to send again what it could not deliver. Where no webhook can arrive at all, the sweep's heads do without. */
import { KEPT_MS, missedDeliveries } from "../core/webhook/missed-deliveries.ts";
import { receivedGuids } from "../db/delivery-list.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { SweptHost } from "./sweep.ts";

/** Attempts come into the log some time after they were made. */
const OVERLAP_MS = 3_600_000;

export class MissedDeliveries {
  readonly #deps: LaneDependencies;
  /** By host: attempts before this time have been looked at, and those that failed asked for again. */
  readonly #readUntil = new Map<number, number>();

  constructor(deps: LaneDependencies) {
    this.#deps = deps;
  }

  /** @throws GitHubFailure */
  async askAgain(host: SweptHost): Promise<void> {
    const { store, github, clock, log } = this.#deps;
    const now = clock.now();
    const attempts = await github.deliveryAttempts(
      host.hostname,
      this.#readUntil.get(host.id) ?? now - KEPT_MS,
    );
    const guids = attempts.filter(({ isAnswered }) => !isAnswered).map(({ guid }) => guid);
    const missed = missedDeliveries(attempts, await receivedGuids(store.read, host.id, guids));
    for (const attempt of missed) await github.redeliver(host.hostname, attempt);
    if (missed.length > 0)
      log.info({ host: host.hostname, count: missed.length }, "asked for missed webhooks again");
    this.#readUntil.set(host.id, now - OVERLAP_MS);
  }
}
