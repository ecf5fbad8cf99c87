/** Setting up, put together: the gate, the exchange with GitHub, and the hosts that are kept. */
import { type AppManifest, LONGEST_APP_NAME } from "../core/access/app-manifest.ts";
import type { ConfiguredHosts } from "../core/access/configured-hosts.ts";
import type { ManifestGitHub } from "../core/access/manifest-github-port.ts";
import type { Setup, SetUpApp } from "../core/access/setup-port.ts";
import { firstOf } from "../db/hosts.ts";
import type { Store } from "../db/store.ts";
import { type NewHost, registerApp, type RegistrationParts } from "./register-app.ts";
import type { OneTimeGate } from "./setup-gate.ts";

export interface SetupParts extends Pick<RegistrationParts, "addHost" | "setWebhookSecret" | "log"> {
  readonly gate: OneTimeGate;
  readonly store: Store;
  readonly hosts: ConfiguredHosts;
  readonly github: ManifestGitHub;
  readonly stored: {
    list(): readonly SetUpApp[];
    store(host: NewHost | null): Promise<void>;
  };
  readonly manifest: AppManifest;
  readonly machineName: string;
  readonly hostsFile: string;
  readonly sweepIntervalMs: number;
  readonly findInstallations: (hostname: string) => void;
}

export function makeSetup(parts: SetupParts): Setup {
  const { gate, store, hosts, github, stored, manifest, hostsFile, sweepIntervalMs } = parts;
  const registration: RegistrationParts = {
    ...parts,
    isConfigured: (hostname) => hosts.find(hostname) !== null,
    convert: (server, code) => github.convert(server, code),
    keep: (host) => stored.store(host),
  };
  let registered: Promise<unknown> = Promise.resolve();
  return {
    gate,
    manifest,
    suggestedName: `Lockstep ${parts.machineName}`.slice(0, LONGEST_APP_NAME).trim(),
    hostsFile,
    sweepIntervalMs,
    probe: (server) => github.probe(server),
    async isFirst(hostname) {
      const hostnames = [...hosts.list().map((host) => host.hostname), hostname];
      return (await firstOf(store.read, hostnames)) === hostname;
    },
    register(wish, code) {
      // One after the other: of two for one host the second finds the first's App, and does not replace its keys.
      const registering = registered.then(() => registerApp(registration, wish, code));
      registered = registering.catch(() => undefined);
      return registering;
    },
    app: (hostname) => stored.list().find((app) => app.hostname === hostname) ?? null,
    findInstallations: parts.findInstallations,
  };
}
