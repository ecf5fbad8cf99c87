/** What the tables of the first migration have in common. Frozen with it. */
import { type CreateTableBuilder, type Kysely, sql } from "kysely";

/** A migration names its tables itself and does not follow schema.ts. */
export type Any = Kysely<Record<string, Record<string, unknown>>>;
export type Table = CreateTableBuilder<string, string>;

export function table(db: Any, name: string): Table {
  return db.schema
    .createTable(name)
    .addColumn("id", "integer", (id) => id.primaryKey().autoIncrement()) as Table;
}

/**
 * Rows that are only added, and forgotten oldest first if at all, but never the newest: none of their ids comes back, without
 * the page that AUTOINCREMENT would write with every insert.
 */
export function log(db: Any, name: string): Table {
  return db.schema.createTable(name).addColumn("id", "integer", (id) => id.primaryKey()) as Table;
}

export function unitColumns(builder: Table): Table {
  return builder
    .addColumn("dirty", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("clean", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("runAt", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("waitingSince", "bigint")
    .addColumn("leaseOwner", "text")
    .addColumn("leaseUntil", "bigint")
    .addColumn("epoch", "integer", (c) => c.notNull().defaultTo(0));
}

export async function index(db: Any, on: string, name: string, columns: string[]): Promise<void> {
  await db.schema.createIndex(name).on(on).columns(columns).execute();
}

/** Deleted rows keep their names and do not stand in the way of new ones. */
export async function uniqueAmongPresent(
  db: Any,
  on: string,
  name: string,
  columns: string[],
): Promise<void> {
  await db.schema
    .createIndex(name)
    .on(on)
    .columns(columns)
    .unique()
    .where(sql.ref("deletedAt"), "is", null)
    .execute();
}
