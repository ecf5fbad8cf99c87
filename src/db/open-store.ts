/** Opens the data folder: makes it, locks it, sees that the database is sound, migrates it. */
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { openSqlite } from "./dialect/sqlite.ts";
import { migrate, type Migrations } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { Store } from "./store.ts";
import { asStoreError, databaseFault, StoreError } from "./store-error.ts";

export interface OpenStore {
  readonly store: Store;
  /** Closes the database, then gives up the lock. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly migrations?: Migrations;
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** How long to wait for another program to let go of the file. */
  readonly patienceMs?: number;
}

/** Larger ones would hold up the start: `npm run backup` looks through them whole. */
const CHECKED_UP_TO_BYTES = 256 * 1024 * 1024;

/**
 * @param file path of the SQLite file; its folder is made with mode 0700, the file with 0600
 * @throws StoreError; then nothing of the database was changed, and the folder is not locked
 */
export async function openStore(file: string, options: OpenOptions = {}): Promise<OpenStore> {
  try {
    return await open(file, options);
  } catch (error) {
    throw asStoreError(error, file);
  }
}

async function open(
  file: string,
  { migrations = MIGRATIONS, now = Date.now(), patienceMs }: OpenOptions,
): Promise<OpenStore> {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const unlock = lockFolder(folder);
  let store: Store | null = null;
  try {
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
    const opened = new Store(openSqlite(file, patienceMs));
    store = opened;
    requireSound(opened, file);
    await migrate(opened, { file, migrations, now });
    return { store: opened, close: () => opened.close().finally(unlock) };
  } catch (error) {
    await store?.close().catch(() => undefined);
    unlock();
    throw error;
  }
}

function requireSound(store: Store, file: string): void {
  if (statSync(file).size > CHECKED_UP_TO_BYTES) return;
  const found = store.pragma("quick_check(1)");
  if (found !== "ok")
    throw new Database.SqliteError(`The database is not sound: ${String(found)}`, "SQLITE_CORRUPT");
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
    if (databaseFault(error) !== "busy") throw error;
    throw new StoreError(
      "locked",
      `Another Lockstep server is using the data folder ${folder}. Stop it, or set DATABASE_URL to another folder.`,
      { cause: error },
    );
  }
  return () => lock.close();
}
