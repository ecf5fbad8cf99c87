/**
 * The database: one connection, reads at any time, writes through one queue.
 *
 * - All writes asked for in one turn of the event loop share a transaction, in order, each in a savepoint of its own: one
 *   that fails takes nothing of the others with it.
 * - A write is answered after COMMIT, so what a caller was told is durable.
 * - A write awaits nothing but its own statements. Awaiting anything else would hold up every other write, and using
 *   `store.read` inside a write waits for ever: use `tx.query`.
 */
import { Kysely, type Transaction } from "kysely";
import type { SqliteConnection } from "./dialect/sqlite.ts";
import type { Tables } from "./schema.ts";

/** What listeners can wait for; told after COMMIT. */
export type Topic = "units" | "links";

/** Reads, inside a write or outside. */
export type Reader = Kysely<Tables>;

/** Only inside a write: the type says so. */
export interface Tx {
  readonly query: Transaction<Tables>;
  /** Tells the topic's listeners once this write is committed. */
  signal(topic: Topic): void;
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

/** On the connection itself, inside the open transaction: through Kysely they would cost more than many a write. */
interface Savepoint {
  readonly begin: () => void;
  readonly release: () => void;
  readonly undo: () => void;
}

/** Writes that share one transaction at most, so that none waits long for its COMMIT. */
const BATCH_SIZE = 256;

export class Store {
  readonly read: Reader;
  readonly #raw: SqliteConnection["raw"];
  readonly #savepoint: Savepoint;
  readonly #listeners = new Map<Topic, Set<() => void>>();
  #waiting: Job[] = [];
  #draining: Promise<void> | null = null;
  #isClosed = false;

  constructor(connection: SqliteConnection) {
    this.read = new Kysely<Tables>({ dialect: connection.dialect });
    this.#raw = connection.raw;
    this.#savepoint = savepointOn(connection.raw);
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
    // The rest of this turn may bring more writes for the same COMMIT.
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_SIZE);
      await this.#commitBatch(batch);
    }
    this.#draining = null;
  }

  async #commitBatch(batch: readonly Job[]): Promise<void> {
    const topics = new Set<Topic>();
    let settled: Settled[];
    try {
      settled = await this.read.transaction().execute(async (query) => {
        const done: Settled[] = [];
        for (const job of batch) {
          done.push({
            job,
            result: await runInSavepoint(job, { query, savepoint: this.#savepoint, topics }),
          });
        }
        return done;
      });
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
  readonly savepoint: Savepoint;
  readonly topics: Set<Topic>;
}

async function runInSavepoint(job: Job, { query, savepoint, topics }: Batch): Promise<Settled["result"]> {
  const own = new Set<Topic>();
  savepoint.begin();
  try {
    const value = await job.run({ query, signal: (topic) => own.add(topic) });
    savepoint.release();
    for (const topic of own) topics.add(topic);
    return { value };
  } catch (error) {
    savepoint.undo();
    savepoint.release();
    return { error };
  }
}

function savepointOn(raw: SqliteConnection["raw"]): Savepoint {
  const begin = raw.prepare("savepoint one_write");
  const release = raw.prepare("release savepoint one_write");
  const undo = raw.prepare("rollback to savepoint one_write");
  return { begin: () => void begin.run(), release: () => void release.run(), undo: () => void undo.run() };
}
