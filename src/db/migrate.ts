/**
 * Brings the tables to this program's version. What was there before is copied first, beside the database, and the last copies
 * are kept: an upgrade that turns out badly is undone by putting one back. A database of a newer program is left untouched.
 */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { copyDatabase } from "./copy-database.ts";
import type { Store } from "./store.ts";
import { asStoreError, StoreError } from "./store-error.ts";

export type Migrations = Readonly<Record<string, Migration>>;

export interface Migrating {
  readonly file: string;
  readonly migrations: Migrations;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const FOLDER = "backups";
const COPIES_KEPT = 3;
const COPY = /^before-upgrade-.+\.db$/;
const PARTIAL_COPY = /^before-upgrade-.+\.partial/;

/** @throws StoreError `newer`, `migration_failed`, or what keeps the copy from being made */
export async function migrate(store: Store, migrating: Migrating): Promise<void> {
  const { migrations } = migrating;
  const done = await doneMigrations(store);
  const known = Object.keys(migrations).toSorted();
  requireKnown(done, known, migrating.file);
  if (done.length > 0 && done.length < known.length) copyBefore(migrating);
  const error = await runAll(store, migrations);
  if (error === null) return;
  const found = asStoreError(error, migrating.file);
  if (found instanceof StoreError) throw found;
  throw new StoreError(
    "migration_failed",
    `The database ${migrating.file} could not be brought to this version's tables: start the version that was in use before, and report this with the log.`,
    { cause: error },
  );
}

/**
 * In one transaction, which Kysely does not begin on SQLite: a process that ends half-way leaves the tables as they were. Nobody
 * else uses the connection yet.
 */
async function runAll(store: Store, migrations: Migrations): Promise<unknown> {
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
  const migrator = new Migrator({ db: store.read, provider });
  await sql`begin immediate`.execute(store.read);
  const { error = null } = await migrator.migrateToLatest();
  await sql.raw(error === null ? "commit" : "rollback").execute(store.read);
  return error;
}

/** None in a database that is new. */
async function doneMigrations(store: Store): Promise<readonly string[]> {
  const { rows: tables } = await sql`select 1 from sqlite_master where "name" = 'kysely_migration'`.execute(
    store.read,
  );
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select "name" from "kysely_migration" order by "name"`.execute(
    store.read,
  );
  return rows.map(({ name }) => name);
}

function requireKnown(done: readonly string[], known: readonly string[], file: string): void {
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new StoreError(
    "newer",
    `The database ${file} was made by a newer Lockstep: its tables are at ${unknown.at(-1)}, and this version knows them up to ${known.at(-1)}. Start that version or a newer one, or put back the copy that ${join(dirname(file), FOLDER)} holds from before the upgrade; nothing was changed.`,
  );
}

function copyBefore({ file, now }: Migrating): void {
  const folder = join(dirname(file), FOLDER);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Of a process that ended half-way: nobody else is here.
    for (const left of readdirSync(folder).filter((name) => PARTIAL_COPY.test(name)))
      rmSync(join(folder, left), { force: true });
    const time = new Date(now).toISOString().replaceAll(/[:.]/g, "-");
    copyDatabase(file, join(folder, `before-upgrade-${time}.db`));
  } catch (error) {
    throw asStoreError(error, file);
  }
  const copies = readdirSync(folder).filter((name) => COPY.test(name));
  for (const old of copies.toSorted().slice(0, -COPIES_KEPT)) rmSync(join(folder, old), { force: true });
}
