/** SQLite for Kysely: one connection, durable commits, statements prepared once. */
import Database from "better-sqlite3";
import { type Dialect, SqliteDialect, type SqliteDatabase, type SqliteStatement } from "kysely";

/** Prepared statements kept; a query text beyond these is prepared anew. */
const STATEMENTS_KEPT = 500;

/** How long a start waits for another program to let go of the file. */
const PATIENCE_MS = 5000;

const SETTINGS = [
  "journal_mode = WAL",
  "synchronous = FULL",
  "foreign_keys = ON",
  "temp_store = MEMORY",
  // 8 MB of pages, which a large database fills by its start alone; the system keeps the file's others.
  "cache_size = -8000",
];

export interface SqliteConnection {
  readonly dialect: Dialect;
  readonly raw: Database.Database;
}

/**
 * Opens the file (made where it does not exist) in WAL mode with `synchronous=FULL`: better-sqlite3's WAL default is
 * NORMAL, with which acknowledged rows can vanish on power loss.
 */
export function openSqlite(file: string, patienceMs: number = PATIENCE_MS): SqliteConnection {
  const raw = new Database(file, { timeout: patienceMs });
  try {
    for (const setting of SETTINGS) raw.pragma(setting);
  } catch (error) {
    raw.close();
    throw error;
  }
  return { dialect: new SqliteDialect({ database: keepStatements(raw) }), raw };
}

function keepStatements(raw: Database.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => raw.close(),
    prepare(text) {
      const kept = statements.get(text);
      if (kept !== undefined) return kept;
      const statement = text === "rollback" ? rollback(raw) : (raw.prepare(text) as SqliteStatement);
      if (statements.size < STATEMENTS_KEPT) statements.set(text, statement);
      return statement;
    },
  };
}

/**
 * Where SQLite has taken the transaction back by itself (https://www.sqlite.org/lang_transaction.html, 3.) there is nothing to do:
 * its complaint of that would hide why.
 */
function rollback(raw: Database.Database): SqliteStatement {
  const statement = raw.prepare("rollback");
  return {
    reader: false,
    all: () => [],
    run: () => (raw.inTransaction ? statement.run() : { changes: 0, lastInsertRowid: 0 }),
    iterate: () => [].values(),
  };
}
