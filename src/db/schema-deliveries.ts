/** What comes in from outside: webhooks of GitHub, and the addresses that take saved collections. */
import type { Generated } from "kysely";
import type { Flag } from "./schema.ts";

export interface DeliveriesTable {
  id: Generated<number>;
  hostId: number;
  guid: string;
  event: string;
  action: string | null;
  workspaceId: number | null;
  /** GitHub's ids, as the payload names them. */
  installationId: number | null;
  repositoryId: number | null;
  receivedAt: number;
  outcome: "marked" | "ignored";
  /** JSON array of the marks that the handlers returned: what a replay marks again. */
  marks: Generated<string>;
  encoding: "raw" | "zstd";
  payload: Buffer | null;
}

export interface HooksTable {
  id: Generated<number>;
  workspaceId: number;
  /** Null: for any collection, into the given repository and directory. */
  collection: number | null;
  repository: number | null;
  branch: string | null;
  directory: string | null;
  /** SHA-256 of the secret, hexadecimal. */
  secretHash: string;
  /** JSON array of addresses and networks (CIDR) that may call it; null: all. */
  allowedAddresses: Generated<string | null>;
  /** Its maker could not push everywhere: it saves no collection that is backed up elsewhere. */
  isConfined: Generated<Flag>;
  createdBy: Generated<number | null>;
  createdAt: number;
  lastUsedAt: number | null;
}
