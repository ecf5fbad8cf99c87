/** What the event streams and repeated requests go by. */

/** One row: how many changes of links were counted. */
export interface LinkChangesTable {
  id: number;
  value: number;
}

/** Creations that were asked for under a key of the caller's. */
export interface IdempotencyTable {
  /** SHA-256 of workspace, credential and key, hexadecimal. */
  keyHash: string;
  workspaceId: number;
  /** SHA-256 of method, address and body, hexadecimal. */
  requestHash: string;
  at: number;
  /** Sealed with the caller's own credential and key, which are not kept; null: it is under way, or was cut off. */
  answer: Buffer | null;
}
