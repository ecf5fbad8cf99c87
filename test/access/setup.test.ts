import { expect, test } from "vitest";
import type { NewHost } from "../../src/access/register-app.ts";
import { makeSetup } from "../../src/access/setup.ts";
import { OneTimeGate } from "../../src/access/setup-gate.ts";
import { readAppManifest } from "../../src/config/app-manifest.ts";
import type { ConfiguredHost } from "../../src/core/access/configured-hosts.ts";
import type { Registration } from "../../src/core/access/setup-port.ts";
import { aStore } from "../support/a-store.ts";

const REGISTRATION: Registration = {
  server: { hostname: "github.example.com", protocol: "https" },
  hasWebhook: true,
};

test("of two Apps that are registered on one host at the same time the first one's keys stay", async () => {
  const kept: NewHost[] = [];
  const hosts = new Map<string, ConfiguredHost>();
  const setup = makeSetup({
    gate: new OneTimeGate(() => 0),
    store: await aStore(),
    hosts: { list: () => [...hosts.values()], find: (hostname) => hosts.get(hostname) ?? null },
    github: {
      probe: async () => undefined,
      convert: async (_server, code) => ({
        appId: code === "first" ? 1 : 2,
        slug: "lockstep",
        htmlUrl: null,
        privateKey: "a key",
        webhookSecret: "s".repeat(40),
        oauth: { clientId: "a", clientSecret: "b" },
      }),
    },
    stored: {
      list: () => kept,
      store: async (host) => void (host !== null && kept.push(host)),
    },
    addHost: async ({ hostname }) => {
      const urls = { webUrl: `https://${hostname}`, apiUrl: `https://${hostname}/api/v3` };
      hosts.set(hostname, { id: 1, hostname, isFirst: true, oauth: null, ...urls });
    },
    setWebhookSecret: async () => undefined,
    log: { warn: () => undefined, error: () => undefined },
    manifest: readAppManifest(),
    machineName: "here",
    hostsFile: "hosts.json",
    sweepIntervalMs: 300_000,
    findInstallations: () => undefined,
  });
  const [first, second] = await Promise.allSettled([
    setup.register(REGISTRATION, "first"),
    setup.register(REGISTRATION, "second"),
  ]);
  expect(first.status).toBe("fulfilled");
  expect(second).toMatchObject({ status: "rejected", reason: { reason: "configured" } });
  expect(kept.map(({ appId }) => appId)).toEqual([1]);
  // A registration that failed stands in no other's way.
  const other = { ...REGISTRATION, server: { hostname: "other.example.com", protocol: "https" } } as const;
  await setup.register(other, "first");
  expect(kept.map(({ hostname }) => hostname)).toEqual(["github.example.com", "other.example.com"]);
});
