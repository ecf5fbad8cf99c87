/** `npm run backup -- [FOLDER] [--with-secrets]`. Answers the exit code. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadEnvFile } from "node:process";
import { readDatabaseFile } from "../config/config.ts";
import { readEnvironment } from "../config/env.ts";
import { asStoreError, StoreError } from "../db/store-error.ts";
import { makeBackup } from "./make-backup.ts";

const ENV_FILE = ".env";
const WITH_SECRETS = "--with-secrets";

export function runBackup(words: readonly string[]): 0 | 1 {
  const folders = words.filter((word) => !word.startsWith("-"));
  const unknown = words.filter((word) => word.startsWith("-") && word !== WITH_SECRETS);
  if (unknown.length > 0)
    return refuse(`${unknown.join(" ")} is not known: leave it out, or use ${WITH_SECRETS}.`);
  if (folders.length > 1) return refuse("Name one folder that the backup is put into, or none.");
  // What is set in the environment wins.
  if (existsSync(ENV_FILE)) loadEnvFile(ENV_FILE);
  const database = readDatabaseFile(readEnvironment());
  if ("problem" in database) return refuse(database.problem);
  const file = database.value;
  if (!existsSync(file))
    return refuse(`There is no database ${file}: start Lockstep once, or set DATABASE_URL.`);
  const into = folders[0] ?? join(dirname(file), "backups");
  const withSecrets = words.includes(WITH_SECRETS);
  try {
    tell(makeBackup({ databaseFile: file, into, withSecrets, now: new Date() }), withSecrets);
    return 0;
  } catch (error) {
    const known = asStoreError(error, file);
    if (!(known instanceof StoreError)) throw error;
    return refuse(`${known.message} (into ${into})`);
  }
}

function tell(
  backup: { readonly folder: string; readonly names: readonly string[] },
  withSecrets: boolean,
): void {
  console.log(`Backup made: ${backup.folder}`);
  console.log(`It holds ${backup.names.join(", ")}; the database was found sound.`);
  console.log(
    withSecrets
      ? "It holds keys in plain: whoever reads it can act as the App. Keep it as you keep passwords."
      : `hosts.json and secret.key are not in it: without them setup and signing in are done anew. Keep them elsewhere, or use ${WITH_SECRETS}.`,
  );
}

function refuse(sentence: string): 1 {
  console.error(`No backup was made: ${sentence}`);
  return 1;
}
