/** The key of the secret box: in a file beside the database, made at the first start, and in no backup of the database alone. */
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { KEY_BYTES } from "./secret-box.ts";

const SECRET_KEY_FILE = "secret.key";

/** The file is there but is no key: overwriting it would lose what may be somebody's other file. */
export class SecretKeyError extends Error {
  override readonly name = "SecretKeyError";
}

/**
 * @param folder of the database, which is open to this user alone
 * @throws SecretKeyError
 */
export function readSecretKey(folder: string): Buffer {
  const path = join(folder, SECRET_KEY_FILE);
  const key = readIfThere(path) ?? makeKey(path);
  if (key.byteLength !== KEY_BYTES) {
    throw new SecretKeyError(
      `${path} is not a key of ${KEY_BYTES} bytes: put the former file back, or remove it; then a new one is made, and people sign in again.`,
    );
  }
  return key;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new SecretKeyError(`${path} cannot be read: make it readable for this user alone (mode 600).`, {
      cause: error,
    });
  }
}

/** Under its name only when it is whole: a crash leaves no half of it. */
function makeKey(path: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  const made = `${path}.new`;
  const file = openSync(made, "w", 0o600);
  try {
    writeSync(file, key);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(made, path);
  syncFolder(dirname(path));
  return key;
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
