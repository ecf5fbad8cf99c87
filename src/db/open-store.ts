/** Opens the data folder: makes it, locks it, migrates the database. */
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { Migrator } from "kysely/migration";
import { openSqlite } from "./dialect/sqlite.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { Store } from "./store.ts";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: "locked" | "migration_failed";

  constructor(code: StoreError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface OpenStore {
  readonly store: Store;
  /** Closes the database, then gives up the lock. */
  close(): Promise<void>;
}

/**
 * @param file path of the SQLite file; its folder is made with mode 0700, the file with 0600
 * @throws StoreError `locked` where another process has the folder, `migration_failed` where the tables cannot be made
 */
export async function openStore(file: string): Promise<OpenStore> {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const unlock = lockFolder(folder);
  try {
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
    const store = new Store(openSqlite(file));
    await migrate(store);
    return { store, close: () => store.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Holds an exclusive SQLite lock on a file beside the database: the operating system gives it up when the process ends,
 * however it ends, so no stale lock can be left behind.
 */
function lockFolder(folder: string): () => void {
  const lock = new Database(join(folder, "lockstep.lock"), { timeout: 0 });
  try {
    lock.pragma("journal_mode = DELETE");
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    throw new StoreError(
      "locked",
      `Another Lockstep server is using the data folder ${folder}. Stop it, or set DATABASE_URL to another folder.`,
      { cause: error },
    );
  }
  return () => lock.close();
}

async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({
    db: store.read,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new StoreError("migration_failed", "The database could not be brought to this version's tables.", {
      cause: error,
    });
  }
}
