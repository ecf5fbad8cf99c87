/**
 * The only place that constructs. Services are made in the order in which they need each other, and disposed in reverse:
 * nothing new is taken, what is under way is finished, the database closes last.
 */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { hostname as machineName } from "node:os";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import { makeAlerter } from "./alerting.ts";
import { makeAccess } from "./access/access.ts";
import { makeSecretBox } from "./access/secret-box.ts";
import { readSecretKey } from "./access/secret-key.ts";
import { Sessions } from "./access/sessions.ts";
import { OneTimeGate } from "./access/setup-gate.ts";
import { makeSetup } from "./access/setup.ts";
import { makeSignIn } from "./access/sign-in.ts";
import { callerOfToken } from "./access/tokens.ts";
import { UserRights } from "./access/user-rights.ts";
import { type BundleListener, DashboardBundle } from "./bundle/dashboard-bundle.ts";
import { readAppManifest } from "./config/app-manifest.ts";
import type { Config } from "./config/config.ts";
import { StoredHosts } from "./config/stored-hosts.ts";
import type { Access } from "./core/access/access-port.ts";
import type { Setup } from "./core/access/setup-port.ts";
import type { SignIn } from "./core/access/sign-in-port.ts";
import type { UserGitHub } from "./core/access/user-github-port.ts";
import type { GitHubPort } from "./core/sync/github-port.ts";
import { type OpenStore, openStore } from "./db/open-store.ts";
import type { Store } from "./db/store.ts";
import { makeAppPages } from "./github/app-pages.ts";
import { makeClients } from "./github/clients.ts";
import { makeGitHubPort } from "./github/github-port.ts";
import { shareSightings } from "./github/diagnosis/share-sightings.ts";
import { makeDiagnosisGitHub } from "./github/diagnosis/sight.ts";
import { type HostOctokits, makeHostOctokits } from "./github/host-octokit.ts";
import { HostRegistry } from "./github/host-registry.ts";
import { makeManifestGitHub, setWebhookSecret } from "./github/manifest.ts";
import type { Outgoing } from "./github/measured-fetch.ts";
import { makeOAuthGitHub } from "./github/oauth.ts";
import { shareTrees } from "./github/share-trees.ts";
import { makeUserGitHub } from "./github/user-access.ts";
import { addHosts, withStored } from "./add-hosts.ts";
import type { ApiServer } from "./http/dependencies.ts";
import { makeLimits } from "./http/authorization/limits.ts";
import { makeServer } from "./http/server.ts";
import { registerWebhooks } from "./http/webhooks.ts";
import { makeOperations, type ServerOperations } from "./operations/operations.ts";
import { stopInTime } from "./operations/stop-in-time.ts";
import type { Clock, LaneDependencies } from "./lanes/dependencies.ts";
import type { Alerter } from "./lanes/alerts/alerter.ts";
import { LaneEngine } from "./lanes/engine.ts";
import { Retention } from "./lanes/retention.ts";
import { Sweeper } from "./lanes/sweep.ts";
import { systemClock } from "./lanes/system-clock.ts";
import { closeWorkers, openWorkers, type Workers } from "./workers/workers.ts";

export interface Overrides {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly github?: GitHubPort;
  readonly userGitHub?: UserGitHub;
  /** Not closed with the server: whoever gives them keeps them. */
  readonly workers?: Workers;
  /** Left out: the dashboard is neither built nor served, and the start is a plain page. */
  readonly dashboard?: BundleListener;
}

export interface Services {
  readonly store: Store;
  readonly engine: LaneEngine;
  readonly sweeper: Sweeper;
  readonly server: ApiServer;
  /** Open while there is no host; its codes are for the terminal. */
  readonly gate: OneTimeGate;
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

interface MoreParts extends Parts {
  readonly outgoing: Outgoing;
}

async function assemble({ config, log, clock, opened, overrides }: Parts): Promise<Services> {
  const { store } = opened;
  const now = (): number => clock.now();
  const operations = makeOperations({ ...config, store, now, engine: () => engine });
  const { meter } = operations;
  const hosts = new HostRegistry(log, operations);
  const stored = StoredHosts.open(hostsFileOf(config));
  await addHosts(store, hosts, withStored(config.hosts, stored.list()));
  const github = overrides.github ?? makeGitHubPort(hosts.probots, meter);
  const workers = overrides.workers ?? openWorkers();
  const random = overrides.random ?? Math.random;
  const deps: LaneDependencies = { store, github, ...workers, clock, random, log };
  const engine = new LaneEngine(deps, { owner: randomUUID() });
  const sweeper = new Sweeper(deps, { hosts: () => hosts.list(), intervalMs: config.sweepIntervalMs });
  const retention = new Retention(deps, config.retentionMs);
  const parts = { config, log, clock, opened, overrides, outgoing: operations };
  const octokits = makeHostOctokits({ hosts, log, outgoing: operations });
  const { sessions, signIn } = openSessions(parts, hosts, octokits);
  const users = new UserRights({
    store,
    github: overrides.userGitHub ?? makeUserGitHub(octokits),
    userTokenOf: (caller) => sessions.tokenOf(caller),
    now,
  });
  const { gate, setup } = openSetup(parts, { hosts, stored, sweeper });
  const dashboard = overrides.dashboard === undefined ? null : new DashboardBundle(overrides.dashboard);
  const server = await makeServer({
    store,
    github: shareTrees(github, now),
    diagnosis: shareSightings(makeDiagnosisGitHub(hosts.probots, github, { now }), now),
    ...workers,
    config,
    access: openAccess(parts, sessions, users),
    hosts,
    setup,
    appPages: makeAppPages(makeClients(hosts.probots), { now }),
    signIn,
    operations,
    dashboard,
    limits: makeLimits(),
    now,
    log,
  });
  registerWebhooks(server, { store, hosts, now, meter, heard: (host, events) => users.heard(host, events) });
  const alerter = makeAlerter({ ...deps, comparer: workers.comparer }, { config, hosts, operations });
  const started = { alerter, server, engine, sweeper, retention, sessions, dashboard };
  return {
    store,
    engine,
    sweeper,
    server,
    gate,
    start: () => start(started, config),
    stop: once(() => stop(started, { log, opened, operations, overrides, workers })),
  };
}

/** @throws SecretKeyError */
function openSessions(
  { config, log, clock, opened: { store } }: Parts,
  hosts: HostRegistry,
  octokits: HostOctokits,
): { readonly sessions: Sessions; readonly signIn: SignIn } {
  const now = (): number => clock.now();
  const key = config.encryptionKey ?? readSecretKey(dirname(config.databaseFile));
  const oauth = makeOAuthGitHub(octokits, now);
  const deps = { store, oauth, hosts, box: makeSecretBox(key), now, log };
  const sessions = new Sessions(deps);
  return { sessions, signIn: makeSignIn(deps, sessions) };
}

function openAccess(
  { config, clock, opened: { store } }: Parts,
  sessions: Sessions,
  users: UserRights,
): Access {
  const now = (): number => clock.now();
  return makeAccess({
    adminToken: config.adminToken,
    callerOfSession: (secret) => sessions.callerOf(secret),
    callerOfToken: (secret) => callerOfToken({ store, now }, secret),
    users,
  });
}

interface SetupNeeds {
  readonly hosts: HostRegistry;
  readonly stored: StoredHosts;
  readonly sweeper: Sweeper;
}

function openSetup(
  { config, log, clock, opened: { store }, outgoing }: MoreParts,
  { hosts, stored, sweeper }: SetupNeeds,
): { readonly gate: OneTimeGate; readonly setup: Setup } {
  const gate = new OneTimeGate(() => clock.now());
  if (hosts.list().length === 0) gate.open();
  const clients = makeClients(hosts.probots);
  const findInstallations = (hostname: string): void => {
    const host = hosts.find(hostname);
    if (host !== null) void sweeper.findInstallations(host);
  };
  const inEnvironment = new Set(config.hosts.map(({ hostname }) => hostname));
  const setup = makeSetup({
    gate,
    store,
    hosts,
    stored: {
      list: () => stored.list().filter(({ hostname }) => !inEnvironment.has(hostname)),
      store: (host) => stored.store(host),
    },
    findInstallations,
    log,
    github: makeManifestGitHub({ outgoing }),
    manifest: readAppManifest(),
    machineName: machineName(),
    hostsFile: hostsFileOf(config),
    sweepIntervalMs: config.sweepIntervalMs,
    addHost: async (host) => {
      await addHosts(store, hosts, [host]);
      findInstallations(host.hostname);
    },
    setWebhookSecret: (hostname, secret) => setWebhookSecret(clients, hostname, secret),
  });
  return { gate, setup };
}

function hostsFileOf({ databaseFile }: Config): string {
  return join(dirname(databaseFile), "hosts.json");
}

interface Started extends Pick<Services, "server" | "engine" | "sweeper"> {
  readonly alerter: Alerter;
  readonly retention: Retention;
  readonly sessions: Sessions;
  readonly dashboard: DashboardBundle | null;
}

async function start(
  { server, engine, sweeper, retention, alerter, sessions, dashboard }: Started,
  config: Config,
): Promise<string> {
  await sessions.endUnreadable();
  dashboard?.start();
  await alerter.start();
  await server.listen({ host: config.host, port: config.port });
  await engine.start();
  sweeper.start();
  retention.start();
  const { port } = server.server.address() as AddressInfo;
  return config.publicUrl === "" ? `http://localhost:${port}` : config.publicUrl;
}

interface Held extends Pick<Parts, "log" | "opened"> {
  readonly operations: ServerOperations;
  readonly overrides: Overrides;
  readonly workers: Workers;
}

async function stop(
  { server, engine, sweeper, retention, alerter, sessions, dashboard }: Started,
  { log, opened, operations, overrides, workers }: Held,
): Promise<void> {
  operations.stopping();
  const isDone = await stopInTime({
    drain: () =>
      Promise.all([engine.stop(), sweeper.stop(), retention.stop(), alerter.stop(), dashboard?.stop()]),
    closeConnections: () => server.close().then(() => sessions.close()),
    cutConnections: () => server.server.closeAllConnections(),
    abandon() {
      engine.abandon();
      operations.end();
    },
  });
  if (!isDone) log.warn("stopped with work left behind: the next start goes on with it");
  if (overrides.workers === undefined) await closeWorkers(workers);
  await opened.close();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
