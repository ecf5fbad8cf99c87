/**
 * The database: one connection, reads at any time, writes through one queue.
 *
 * - All writes asked for in one turn of the event loop share a transaction, in order, each in a savepoint of its own: one
 *   that fails takes nothing of the others with it.
 * - A write is answered after COMMIT, so what a caller was told is durable.
 * - A write awaits nothing but its own statements. Awaiting anything else would hold up every other write, and using
 *   `store.read` inside a write waits for ever: use `tx.query`.
 */
import { type CompiledQuery, Kysely, type Transaction } from "kysely";
import type { SqliteConnection } from "./dialect/sqlite.ts";
import type { Tables } from "./schema.ts";

/** What listeners can wait for; told after COMMIT. */
export type Topic = "units" | "links" | "activity";

/** Reads, inside a write or outside. */
export type Reader = Kysely<Tables>;

/** Only inside a write: the type says so. */
export interface Tx {
  readonly query: Transaction<Tables>;
  /** Runs a compiled statement (see statement.ts) straight on the connection: for the hot paths. */
  run<Row>(query: CompiledQuery<Row>): Promise<StatementResult<Row>>;
  /** Tells the topic's listeners once this write is committed. */
  signal(topic: Topic): void;
}

/** All writes of a store, or those that something else is asked before. */
export type Writer = Pick<Store, "write">;

export interface StatementResult<Row> {
  readonly rows: readonly Row[];
  readonly changes: number;
}

interface Job {
  readonly run: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Settled = {
  readonly job: Job;
  readonly result: { readonly value: unknown } | { readonly error: unknown };
};

/** On the connection itself, inside the open transaction: the way through Kysely costs more than most statements. */
interface Direct {
  readonly begin: () => void;
  readonly release: () => void;
  readonly undo: () => void;
  /** Whether there is a transaction still. */
  readonly isOpen: () => boolean;
  readonly run: Tx["run"];
}

/** Writes that share one transaction at most, so that none waits long for its COMMIT. */
const BATCH_SIZE = 256;

export class Store {
  readonly read: Reader;
  readonly #raw: SqliteConnection["raw"];
  readonly #direct: Direct;
  readonly #listeners = new Map<Topic, Set<() => void>>();
  #waiting: Job[] = [];
  #draining: Promise<void> | null = null;
  #isClosed = false;

  constructor(connection: SqliteConnection) {
    this.read = new Kysely<Tables>({ dialect: connection.dialect });
    this.#raw = connection.raw;
    this.#direct = directOn(connection.raw);
  }

  /** Resolves after COMMIT with what `work` returned; rejects with what it threw, having written nothing. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error("The store is closed."));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run: work, resolve: (value) => resolve(value as T), reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Calls `listener` after every commit that signalled the topic; returns how to stop. */
  listen(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Reads a setting of the open connection back, for tests and diagnosis. */
  pragma(name: string): unknown {
    return this.#raw.pragma(name, { simple: true });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#draining;
    await this.read.destroy();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // The rest of this turn may bring more writes for the same COMMIT; and whoever writes on and on must not keep the event loop.
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      const batch = this.#waiting.splice(0, BATCH_SIZE);
      await this.#commitBatch(batch);
    }
    this.#draining = null;
  }

  async #commitBatch(batch: readonly Job[]): Promise<void> {
    const topics = new Set<Topic>();
    let settled: readonly Settled[];
    try {
      settled = await this.read
        .transaction()
        .execute((query) => runBatch(batch, { query, direct: this.#direct, topics }));
    } catch (error) {
      for (const job of batch) job.reject(error);
      return;
    }
    for (const { job, result } of settled) {
      if ("error" in result) job.reject(result.error);
      else job.resolve(result.value);
    }
    for (const topic of topics) {
      for (const listener of this.#listeners.get(topic) ?? []) listener();
    }
  }
}

interface Batch {
  readonly query: Transaction<Tables>;
  readonly direct: Direct;
  readonly topics: Set<Topic>;
}

async function runBatch(jobs: readonly Job[], batch: Batch): Promise<readonly Settled[]> {
  const [only] = jobs;
  if (only !== undefined && jobs.length === 1) return [{ job: only, result: await runAlone(only, batch) }];
  const settled: Settled[] = [];
  for (const job of jobs) settled.push({ job, result: await runInSavepoint(job, batch) });
  return settled;
}

/** The transaction is its savepoint: what it throws takes the whole back. */
async function runAlone(job: Job, { query, direct, topics }: Batch): Promise<{ readonly value: unknown }> {
  return { value: await job.run({ query, run: direct.run, signal: (topic) => topics.add(topic) }) };
}

async function runInSavepoint(job: Job, { query, direct, topics }: Batch): Promise<Settled["result"]> {
  const own = new Set<Topic>();
  direct.begin();
  try {
    const value = await job.run({ query, run: direct.run, signal: (topic) => own.add(topic) });
    direct.release();
    for (const topic of own) topics.add(topic);
    return { value };
  } catch (error) {
    // A full disk and the like: SQLite has taken the whole transaction back, the other writes with it.
    if (!direct.isOpen()) throw error;
    direct.undo();
    direct.release();
    return { error };
  }
}

function directOn(raw: SqliteConnection["raw"]): Direct {
  const begin = raw.prepare("savepoint one_write");
  const release = raw.prepare("release savepoint one_write");
  const undo = raw.prepare("rollback to savepoint one_write");
  const prepared = new Map<string, ReturnType<typeof raw.prepare>>();
  return {
    begin: () => void begin.run(),
    release: () => void release.run(),
    undo: () => void undo.run(),
    isOpen: () => raw.inTransaction,
    run: async <Row>({ sql, parameters }: CompiledQuery<Row>) => {
      const statement = prepared.get(sql) ?? raw.prepare(sql);
      prepared.set(sql, statement);
      if (statement.reader) return { rows: statement.all(parameters) as Row[], changes: 0 };
      return { rows: [], changes: statement.run(parameters).changes };
    },
  };
}
