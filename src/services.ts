/**
 * The only place that constructs. Services are made in the order in which they need each other, and disposed in reverse:
 * nothing new is taken, what is under way is finished, the database closes last.
 */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { makeAccess } from "./access/access.ts";
import type { Config } from "./config/config.ts";
import type { HostConfig } from "./config/host.ts";
import type { GitHubPort } from "./core/sync/github-port.ts";
import { ensureHost } from "./db/directory.ts";
import { type OpenStore, openStore } from "./db/open-store.ts";
import type { Store } from "./db/store.ts";
import { makeGitHubPort } from "./github/github-port.ts";
import { makeProbot } from "./github/probot.ts";
import { makeEventReceiver } from "./github/webhooks/event-receiver.ts";
import type { ApiServer } from "./http/dependencies.ts";
import { makeLimits } from "./http/limits.ts";
import { makeServer } from "./http/server.ts";
import { registerWebhooks, WEBHOOK_PATH } from "./http/webhooks.ts";
import type { Clock, LaneDependencies } from "./lanes/dependencies.ts";
import { LaneEngine } from "./lanes/engine.ts";
import { Retention } from "./lanes/retention.ts";
import { type SweptHost, Sweeper } from "./lanes/sweep.ts";
import { systemClock } from "./lanes/system-clock.ts";
import { DocumentChecker } from "./workers/check-documents.ts";
import { DocumentMerger } from "./workers/merge-documents.ts";
import { ChangeSummarizer } from "./workers/summarize-changes.ts";

export interface Overrides {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly github?: GitHubPort;
}

export interface Services {
  readonly store: Store;
  readonly engine: LaneEngine;
  readonly sweeper: Sweeper;
  readonly server: ApiServer;
  /** Begins to work and to listen; answers the URL. */
  start(): Promise<string>;
  /** Ends everything, once. */
  stop(): Promise<void>;
}

export async function createServices(
  config: Config,
  log: Logger,
  overrides: Overrides = {},
): Promise<Services> {
  const clock = overrides.clock ?? systemClock;
  const opened = await openStore(config.databaseFile);
  try {
    return await assemble({ config, log, clock, opened, overrides });
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly opened: OpenStore;
  readonly overrides: Overrides;
}

async function assemble({ config, log, clock, opened, overrides }: Parts): Promise<Services> {
  const { store } = opened;
  const probots = new Map(config.hosts.map((host) => [host.hostname, makeProbot({ ...host, log })]));
  const github = overrides.github ?? makeGitHubPort(probots);
  const checker = new DocumentChecker();
  const merger = new DocumentMerger();
  const changes = new ChangeSummarizer();
  const random = overrides.random ?? Math.random;
  const deps: LaneDependencies = { store, github, checker, changes, clock, random, log };
  const hosts = await ensureHosts(store, config.hosts);
  const engine = new LaneEngine(deps, { owner: randomUUID() });
  const sweeper = new Sweeper(deps, { hosts, intervalMs: config.sweepIntervalMs });
  const retention = new Retention(deps, config.retentionMs);
  const server = await makeServer({
    store,
    github,
    checker,
    merger,
    config,
    access: makeAccess({
      adminToken: config.adminToken,
      callerOfSession: async () => null,
      callerOfToken: async () => null,
      users: { rightsIn: async () => null, workspacesOf: async () => new Set() },
    }),
    limits: makeLimits(),
    now: () => clock.now(),
    log,
  });
  await receiveWebhooks({ server, store, clock }, config.hosts, { hosts, probots });
  return {
    store,
    engine,
    sweeper,
    server,
    start: () => start({ server, engine, sweeper, retention }, config),
    stop: once(async () => {
      await server.close();
      await retention.stop();
      await sweeper.stop();
      await engine.stop();
      await checker.close();
      await merger.close();
      await changes.close();
      await opened.close();
    }),
  };
}

async function ensureHosts(store: Store, hosts: readonly HostConfig[]): Promise<readonly SweptHost[]> {
  return store.write(async (tx) => {
    const rows: SweptHost[] = [];
    for (const [index, { hostname }] of hosts.entries()) {
      rows.push({ id: await ensureHost(tx, hostname, index === 0), hostname });
    }
    return rows;
  });
}

/** The first host has the plain path, others their name below it. */
async function receiveWebhooks(
  { server, store, clock }: { readonly server: ApiServer; readonly store: Store; readonly clock: Clock },
  configs: readonly HostConfig[],
  {
    hosts,
    probots,
  }: {
    readonly hosts: readonly SweptHost[];
    readonly probots: ReadonlyMap<string, ReturnType<typeof makeProbot>>;
  },
): Promise<void> {
  for (const [index, { hostname, webhookSecret }] of configs.entries()) {
    const probot = probots.get(hostname);
    const host = hosts[index];
    if (probot === undefined || host === undefined) continue;
    registerWebhooks(server, {
      store,
      hostId: host.id,
      webhookSecret,
      receive: await makeEventReceiver(probot),
      now: () => clock.now(),
      path: index === 0 ? WEBHOOK_PATH : `${WEBHOOK_PATH}/${hostname}`,
    });
  }
}

async function start(
  {
    server,
    engine,
    sweeper,
    retention,
  }: Pick<Services, "server" | "engine" | "sweeper"> & { readonly retention: Retention },
  config: Config,
): Promise<string> {
  await server.listen({ host: config.host, port: config.port });
  await engine.start();
  sweeper.start();
  retention.start();
  const { port } = server.server.address() as AddressInfo;
  return config.publicUrl === "" ? `http://localhost:${port}` : config.publicUrl;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
