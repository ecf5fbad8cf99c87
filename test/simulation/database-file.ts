/** A database file of its own for each history, migrated once a process and copied. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { openStore } from "../../src/db/open-store.ts";
import { Store } from "../../src/db/store.ts";

let migrated: Buffer | null = null;

export interface DatabaseFile {
  readonly file: string;
  remove(): void;
}

export async function makeDatabaseFile(): Promise<DatabaseFile> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-simulation-"));
  const file = join(folder, "lockstep.db");
  migrated ??= await migrate(join(folder, "migrated.db"));
  writeFileSync(file, migrated);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function migrate(file: string): Promise<Buffer> {
  const opened = await openStore(file);
  await opened.close();
  return readFileSync(file);
}

/** The machine never loses power here, so nothing waits for its disk; power loss is another test's. */
export function openForSimulation(file: string): Store {
  const store = new Store(openSqlite(file));
  store.pragma("synchronous = OFF");
  return store;
}
