/** Setup as it is once it was done: closed, and with nothing to tell. */
import { OneTimeGate } from "../../src/access/setup-gate.ts";
import { readAppManifest } from "../../src/config/app-manifest.ts";
import type { Setup } from "../../src/core/access/setup-port.ts";

export const NO_SETUP: Setup = {
  gate: new OneTimeGate(() => 0),
  manifest: readAppManifest(),
  suggestedName: "Lockstep test",
  hostsFile: "data/hosts.json",
  sweepIntervalMs: 300_000,
  probe: async () => undefined,
  isFirst: async () => true,
  register: () => Promise.reject(new Error("Setup is closed.")),
  app: () => null,
  findInstallations: () => undefined,
};
