/** Why the database cannot be used, each in a sentence that says what to do. */

export type StoreErrorCode =
  /** Another server has the data folder. */
  | "locked"
  /** Another program holds the database's file. */
  | "busy"
  | "damaged"
  | "full"
  /** The file or its folder cannot be read or written by this user. */
  | "unusable"
  /** Made by a newer program. */
  | "newer"
  | "migration_failed";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

type FaultCode = Extract<StoreErrorCode, "busy" | "damaged" | "full" | "unusable">;

/** Beginnings of SQLite's result codes (https://www.sqlite.org/rescode.html) and of the system's. */
const FAULTS: readonly (readonly [prefix: string, code: FaultCode])[] = [
  ["SQLITE_BUSY", "busy"],
  ["SQLITE_LOCKED", "busy"],
  ["SQLITE_CORRUPT", "damaged"],
  ["SQLITE_NOTADB", "damaged"],
  ["SQLITE_FULL", "full"],
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EFBIG", "full"],
  ["SQLITE_READONLY", "unusable"],
  ["SQLITE_CANTOPEN", "unusable"],
  ["SQLITE_PERM", "unusable"],
  ["SQLITE_IOERR", "unusable"],
  ["EACCES", "unusable"],
  ["EPERM", "unusable"],
  ["EROFS", "unusable"],
  ["ENOTDIR", "unusable"],
  ["EISDIR", "unusable"],
  ["EEXIST", "unusable"],
  ["ENOENT", "unusable"],
];

/** What keeps SQLite, or the system, from doing its work; null: the error is about something else. */
export function databaseFault(error: unknown): FaultCode | null {
  const code = codeOf(error);
  if (code === null) return null;
  return FAULTS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}

/** Whether a statement failed for what the database, or its disk, is in: not for what it was asked. */
export function isStorageFault(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault === "full" || (fault !== null && codeOf(error)?.startsWith("SQLITE_") === true);
}

/** @returns the error itself where it is not the database's */
export function asStoreError(error: unknown, file: string): unknown {
  const fault = databaseFault(error);
  if (error instanceof StoreError || fault === null) return error;
  return new StoreError(fault, sentenceOf(fault, file, codeOf(error) ?? ""), { cause: error });
}

function sentenceOf(fault: FaultCode, file: string, code: string): string {
  switch (fault) {
    case "busy":
      return `Another program holds the database ${file}: end it, and start again.`;
    case "damaged":
      return `The database ${file} is damaged, or is none (${code}): put a backup in its place, as docs/operate.md says.`;
    case "full":
      return `The disk that holds the database ${file} is full: make room, and start again.`;
    case "unusable":
      return `The database ${file} cannot be opened and written (${code}): see that this user may write to the file and its folder.`;
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
