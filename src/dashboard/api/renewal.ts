/** Reads again what may be old. */
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * What is being read is let be, or where news come faster than answers it would never be done; since what comes may be from before
 * the news, it is read once more after.
 */
export class Renewal {
  readonly #client: QueryClient;
  readonly #late = new Set<Query>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  renew(queryKey: QueryKey): void {
    for (const query of this.#client.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" })) {
      void this.#renewLate(query);
    }
    void this.#client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }

  async #renewLate(query: Query): Promise<void> {
    if (this.#late.has(query)) return;
    this.#late.add(query);
    const alone = { predicate: (one: Query) => one === query };
    // It is under way: this only waits for it.
    await this.#client.refetchQueries(alone, { cancelRefetch: false });
    this.#late.delete(query);
    await this.#client.invalidateQueries(alone, { cancelRefetch: false });
  }
}
