/**
 * A copy of a database, taken while others write to it: one consistent moment, whole or not there at all.
 *
 * `VACUUM INTO` reads in one transaction, so it comes to its end however busy the server is; SQLite's backup API begins again with
 * every write of another process (https://www.sqlite.org/backup.html).
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";

/** Long enough for whatever a server does at its start or end. */
const WAIT_MS = 10_000;

/**
 * @param target is made for this user alone (0600), and only once the copy is whole, sound and on the disk
 * @throws SqliteError, or the system's error; then nothing is left of it
 */
export function copyDatabase(source: string, target: string): void {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    closeSync(openSync(partial, "wx", 0o600));
    vacuumInto(source, partial);
    requireSound(partial);
    syncToDisk(partial);
    renameSync(partial, target);
    syncToDisk(dirname(target));
  } catch (error) {
    for (const left of [partial, `${partial}-journal`]) rmSync(left, { force: true });
    throw error;
  }
}

function vacuumInto(source: string, target: string): void {
  const database = new Database(source, { readonly: true, fileMustExist: true, timeout: WAIT_MS });
  try {
    database.prepare("vacuum into ?").run(target);
  } finally {
    database.close();
  }
}

/** @throws SqliteError `SQLITE_CORRUPT` where what was copied is not sound: then the source is not, either */
function requireSound(file: string): void {
  const copy = new Database(file);
  try {
    // One plain file: a log beside it would be left behind by whoever copies it on.
    copy.pragma("journal_mode = DELETE");
    const faults = [...rowsOf(copy, "integrity_check(1)"), ...rowsOf(copy, "foreign_key_check")];
    if (faults.length > 1 || faults[0] !== "ok")
      throw new Database.SqliteError(`The copy is not sound: ${faults.join("; ")}`, "SQLITE_CORRUPT");
  } finally {
    copy.close();
  }
}

function rowsOf(database: Database.Database, pragma: string): readonly string[] {
  const rows = database.pragma(pragma) as readonly Readonly<Record<string, unknown>>[];
  return rows.map((row) => Object.values(row).map(String).join(" "));
}

function syncToDisk(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
