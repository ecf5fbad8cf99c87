/** Everything that the database holds, and what changed between two moments. */
import { sql } from "kysely";
import type { Store } from "../../../src/db/store.ts";
import type { Tables } from "../../../src/db/schema.ts";

export type Row = Readonly<Record<string, unknown>>;

export interface Snapshot {
  readonly tables: Readonly<Record<string, ReadonlyMap<number, Row>>>;
  /** The rows as text, to be compared. */
  readonly texts: ReadonlyMap<Row, string>;
}

/** Tables whose rows are keyed by the workspace. */
const BY_WORKSPACE = new Set(["settings", "usage"]);

export async function tableNames(store: Store): Promise<readonly string[]> {
  return (await store.read.introspection.getTables()).map(({ name }) => name);
}

export async function takeSnapshot(store: Store, names: readonly string[]): Promise<Snapshot> {
  const tables: Record<string, ReadonlyMap<number, Row>> = {};
  const texts = new Map<Row, string>();
  for (const name of names) {
    const rows: readonly Row[] = await store.read
      .selectFrom(name as keyof Tables)
      .selectAll()
      .execute();
    const key = BY_WORKSPACE.has(name) ? "workspaceId" : "id";
    tables[name] = new Map(rows.map((row) => [Number(row[key]), row]));
    for (const row of rows) texts.set(row, textOf(name, row));
  }
  return { tables, texts };
}

/** Rows written since the connection was opened: where it stays, nothing changed. */
export async function writtenRows(store: Store): Promise<number> {
  const { rows } = await sql<{ n: number }>`select total_changes() as "n"`.execute(store.read);
  return rows[0]?.n ?? 0;
}

/** A blob never changes, and that a token was used is written whenever. */
function textOf(table: string, row: Row): string {
  if (table === "blobs") return String(row["blob"]);
  return JSON.stringify(table === "tokens" ? { ...row, usedAt: null } : row);
}

export function rowsOf({ tables }: Snapshot, table: string): readonly Row[] {
  const rows = tables[table];
  if (rows === undefined) throw new Error(`There is no table ${table}.`);
  return [...rows.values()];
}

export function rowOf({ tables }: Snapshot, table: string, id: unknown): Row | undefined {
  return tables[table]?.get(Number(id));
}

export interface Change {
  readonly table: string;
  /** Null: it was not there. */
  readonly before: Row | null;
  /** Null: it is gone. */
  readonly after: Row | null;
}

export function changesBetween(before: Snapshot, after: Snapshot): readonly Change[] {
  if (before === after) return [];
  const changes: Change[] = [];
  for (const [table, rows] of Object.entries(after.tables)) {
    const former = before.tables[table] ?? new Map<number, Row>();
    for (const id of new Set([...former.keys(), ...rows.keys()])) {
      const [was, is] = [former.get(id), rows.get(id)];
      const isSame = was !== undefined && is !== undefined && before.texts.get(was) === after.texts.get(is);
      if (!isSame) changes.push({ table, before: was ?? null, after: is ?? null });
    }
  }
  return changes;
}
