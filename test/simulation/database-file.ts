/** A database file of its own for each history. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { Store } from "../../src/db/store.ts";
import { layDatabase, waitForNoDisk } from "../support/a-database-file.ts";

export interface DatabaseFile {
  readonly file: string;
  remove(): void;
}

export async function makeDatabaseFile(): Promise<DatabaseFile> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-simulation-"));
  const file = join(folder, "lockstep.db");
  await layDatabase(file);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function openForSimulation(file: string): Store {
  const store = new Store(openSqlite(file));
  waitForNoDisk(store);
  return store;
}
