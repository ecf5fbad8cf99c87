/** One life of the server: the real engine, sweep, webhook route and database; GitHub, time and chance are the model's. */
import Database from "better-sqlite3";
import fastify, { type FastifyInstance } from "fastify";
import { pino } from "pino";
import type { ReceiveEvent } from "../../src/core/webhook/event-mark.ts";
import type { Payload } from "../../src/core/webhook/payload.ts";
import { webhookKey } from "../../src/core/webhook/signature.ts";
import { configureHosts } from "../../src/db/hosts.ts";
import type { Store } from "../../src/db/store.ts";
import { onCreate } from "../../src/github/webhooks/create.ts";
import { onDelete } from "../../src/github/webhooks/delete.ts";
import { onInstallationRepositories } from "../../src/github/webhooks/installation-repositories.ts";
import { onInstallation } from "../../src/github/webhooks/installation.ts";
import { onPullRequest } from "../../src/github/webhooks/pull-request.ts";
import { onPush } from "../../src/github/webhooks/push.ts";
import { onRepository } from "../../src/github/webhooks/repository.ts";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { registerWebhooks } from "../../src/http/webhooks.ts";
import type { DocumentCheck } from "../../src/core/schema/document-check.ts";
import type { LaneDependencies } from "../../src/lanes/dependencies.ts";
import { LaneEngine } from "../../src/lanes/engine.ts";
import { Sweeper } from "../../src/lanes/sweep.ts";
import { readReferences } from "../../src/workers/closure/closure-work.ts";
import { ForkedCollectionReader } from "../../src/workers/read-collections.ts";
import { matchNames } from "../../src/core/repository-config/match-names.ts";
import { readConfig } from "../../src/workers/repository-config/read-config.ts";
import type { ModelClock } from "./model-clock.ts";
import type { Random } from "./random.ts";
import { openForSimulation } from "./database-file.ts";
import { type Delivery, WEBHOOK_SECRET } from "./mail.ts";
import type { Judge } from "./model/judge.ts";
import { makeModelPort, type PortWorld } from "./model/model-port.ts";
import { Operations } from "./operations.ts";

const HOSTNAME = "github.example";

export interface ServerWorld extends PortWorld {
  readonly file: string;
  readonly clock: ModelClock;
  readonly random: Random;
  readonly judge: Judge;
  readonly sweepIntervalMs: number;
}

export class SimulatedServer {
  readonly operations = new Operations();
  /** As users and webhooks use it: their writes wait for nothing. */
  readonly store: Store;
  readonly sweeper: Sweeper;
  readonly engine: LaneEngine;
  readonly hostId: number;
  readonly #http: FastifyInstance;
  /** Reads beside the server's own connection. */
  readonly #inspect: Database.Database;
  readonly #inspections = new Map<string, Database.Statement>();
  #failsHandlers = 0;

  private constructor(world: ServerWorld, store: Store, hostId: number) {
    this.store = store;
    this.hostId = hostId;
    const { operations } = this;
    const deps: LaneDependencies = {
      store: gated(store, operations),
      github: makeModelPort(world, operations),
      checker: { check: (content) => operations.run("check", () => check(content)) },
      closureReader: {
        readReferences: (files, family) => operations.run("check", () => readReferences({ files, family })),
        bundle: () => Promise.reject(new Error("No history bundles.")),
      },
      collectionReader: new ForkedCollectionReader(),
      configReader: {
        readConfig: async (content) => readConfig(content),
        matchNames: async (wish) => matchNames(wish),
      },
      changes: { summarize: () => operations.run("summarize", () => null) },
      clock: world.clock,
      random: () => world.random.next(),
      log: errorLog(world.judge, operations),
    };
    this.engine = new LaneEngine(deps, { owner: "simulated" });
    const hosts = [{ id: hostId, hostname: HOSTNAME }];
    this.sweeper = new Sweeper(deps, { hosts: () => hosts, intervalMs: world.sweepIntervalMs });
    this.#http = fastify();
    registerWebhooks(this.#http, {
      store,
      hosts: {
        webhookHost: () => ({ id: hostId, webhookKey: webhookKey(WEBHOOK_SECRET), receive: this.#receive }),
      },
      now: world.now,
    });
    this.#inspect = new Database(world.file, { readonly: true });
  }

  static async start(world: ServerWorld): Promise<SimulatedServer> {
    const store = openForSimulation(world.file);
    const [host] = await store.write((tx) => configureHosts(tx, [HOSTNAME]));
    const server = new SimulatedServer(world, store, host?.id ?? 0);
    void server.engine.start().then(() => server.sweeper.start());
    return server;
  }

  /** @returns the status of the answer */
  async deliver(delivery: Delivery, failsHandler: boolean): Promise<number> {
    if (failsHandler) this.#failsHandlers += 1;
    const answer = await this.#http.inject({
      method: "POST",
      url: WEBHOOK_PATH,
      headers: {
        "content-type": "application/json",
        "x-github-event": delivery.event,
        "x-github-delivery": delivery.guid,
        "x-hub-signature-256": delivery.signature,
      },
      payload: delivery.body,
    });
    this.#failsHandlers = 0;
    return answer.statusCode;
  }

  inspectWith(sql: string): Database.Statement {
    const kept = this.#inspections.get(sql) ?? this.#inspect.prepare(sql);
    this.#inspections.set(sql, kept);
    return kept;
  }

  /** Until nothing happens any more without the history's help. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 2;) {
      const before = this.operations.started;
      await nextTurn();
      calm = this.operations.isWorking || this.operations.started !== before ? 0 : calm + 1;
    }
  }

  /** The process is gone: nothing of it goes on, and the file is as it was left. */
  async kill(): Promise<ReturnType<Operations["kill"]>> {
    const left = this.operations.kill();
    await this.quiet();
    this.#inspect.close();
    await this.store.close();
    return left;
  }

  readonly #receive: ReceiveEvent = async ({ name, payload }) => {
    if (this.#failsHandlers > 0) {
      this.#failsHandlers -= 1;
      throw new Error("The handler failed.");
    }
    return HANDLERS[name]?.(payload) ?? [];
  };
}

const HANDLERS: Readonly<Record<string, (payload: Payload) => ReturnType<typeof onPush>>> = {
  push: onPush,
  pull_request: onPullRequest,
  create: onCreate,
  delete: onDelete,
  repository: onRepository,
  installation: onInstallation,
  installation_repositories: onInstallationRepositories,
};

/** The engine's view of the store: its writes wait for the history. */
function gated(store: Store, operations: Operations): Store {
  return new Proxy(store, {
    get(target, key) {
      if (key === "write") {
        const write: Store["write"] = (work) => operations.run("write", () => target.write(work));
        return write;
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function check(content: Buffer): DocumentCheck {
  return { kind: null, valid: content.includes("openapi"), problems: [] };
}

/** What the engine logs as its own fault is one. */
function errorLog(judge: Judge, operations: Operations): LaneDependencies["log"] {
  const write = (line: string): void => {
    if (!operations.isDead) judge.note("no faults of ours", line.slice(0, 600));
  };
  return pino({ level: "error", base: null, timestamp: false }, { write });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
