/** The GitHub hosts of the environment and of setup, made known to the database and to whatever works with them. */
import { configureHosts } from "./db/hosts.ts";
import type { Store } from "./db/store.ts";
import type { HostRegistry, HostSettings } from "./github/host-registry.ts";

/** What the environment says of a host counts. */
export function withStored(
  configured: readonly HostSettings[],
  stored: readonly HostSettings[],
): readonly HostSettings[] {
  const known = new Set(configured.map(({ hostname }) => hostname));
  return [...configured, ...stored.filter(({ hostname }) => !known.has(hostname))];
}

/** Beside those that are there; the database says which one is the first. */
export async function addHosts(
  store: Store,
  registry: HostRegistry,
  added: readonly HostSettings[],
): Promise<void> {
  const hostnames = [...registry.list(), ...added].map(({ hostname }) => hostname);
  const rows = await store.write((tx) => configureHosts(tx, hostnames));
  for (const settings of added) {
    const row = rows.find(({ hostname }) => hostname === settings.hostname);
    if (row !== undefined) await registry.add(row, settings);
  }
}
