/** A backup: a folder named by its time, whole or not there at all, for this user alone. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { copyDatabase } from "../db/copy-database.ts";

const PARTIAL = ".partial-";
const DAY_MS = 24 * 3_600_000;

/** What lies beside the database: the App's keys, and the key that seals people's tokens. */
const SECRETS = ["hosts.json", "secret.key"];

export interface BackupWish {
  readonly databaseFile: string;
  /** Made where it does not exist. */
  readonly into: string;
  readonly withSecrets: boolean;
  readonly now: Date;
}

/** @throws SqliteError, or the system's error; then nothing is left of it */
export function makeBackup({ databaseFile, into, withSecrets, now }: BackupWish): {
  readonly folder: string;
  readonly names: readonly string[];
} {
  mkdirSync(into, { recursive: true, mode: 0o700 });
  removeLeftBehind(into, now);
  // Readable for this user alone from the beginning.
  const partial = mkdtempSync(join(into, PARTIAL));
  try {
    const names = [basename(databaseFile)];
    copyDatabase(databaseFile, join(partial, basename(databaseFile)));
    if (withSecrets) names.push(...copySecrets(dirname(databaseFile), partial));
    const folder = join(into, `lockstep-${now.toISOString().replaceAll(/[:.]/g, "-")}`);
    renameSync(partial, folder);
    return { folder, names };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Of processes that ended half-way; another one may be at work now. */
function removeLeftBehind(into: string, now: Date): void {
  for (const name of readdirSync(into).filter((one) => one.startsWith(PARTIAL))) {
    const path = join(into, name);
    if (now.getTime() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** What is set in the environment has no file. */
function copySecrets(from: string, to: string): readonly string[] {
  const present = SECRETS.filter((name) => existsSync(join(from, name)));
  for (const name of present) {
    copyFileSync(join(from, name), join(to, name));
    chmodSync(join(to, name), 0o600);
  }
  return present;
}
