/** The tables of documents: what is synced, its texts and history, and the names it has for people. */
import type { Generated } from "kysely";
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { ClosureId } from "../core/schema/closure/closure-id.ts";
import type { RevisionOrigin } from "../core/sync/model.ts";
import type { Flag } from "./schema.ts";

export interface DocumentsTable {
  id: Generated<number>;
  workspaceId: number;
  kind: "schema" | "collection";
  /** The present text; null before the first revision. */
  blob: BlobId | null;
  /** Of the present text: what it refers to; null: no other file, as far as is known. */
  closure: Generated<ClosureId | null>;
  /** Number of the last revision, 0 before the first. */
  revision: Generated<number>;
  savedAt: number | null;
  /** Row id of the user who made it; null: a token, a hook, or before people signed in. */
  createdBy: Generated<number | null>;
}

export interface BlobsTable {
  id: Generated<number>;
  workspaceId: number;
  blob: BlobId;
  sizeBytes: number;
  encoding: "raw" | "zstd";
  content: Buffer;
}

export interface RevisionsTable {
  id: Generated<number>;
  document: number;
  number: number;
  blob: BlobId;
  origin: RevisionOrigin;
  author: string | null;
  /** Row id of the author's account, where the save was made in somebody's name: what makes a co-author. */
  person: Generated<number | null>;
  message: string | null;
  at: number;
  /** The commit that brought it, or that carried it to GitHub. */
  commitId: CommitId | null;
  commitUrl: string | null;
  valid: Flag;
  /** JSON array of {path, line, column, severity, message, rule}. */
  problems: Generated<string>;
  /** The files that it refers to; null: none, as far as is known. */
  closure: Generated<ClosureId | null>;
  /** Where it stood in its repository, where it has a closure. */
  rootPath: Generated<string | null>;
  /** JSON of CountedChanges against the revision before it; null: nobody has compared them yet. */
  changes: Generated<string | null>;
}

export interface ApisTable {
  id: Generated<number>;
  workspaceId: number;
  slug: string;
  name: string;
  description: string | null;
  createdBy: Generated<number | null>;
  createdAt: number;
  deletedAt: number | null;
}

export interface VersionsTable {
  id: Generated<number>;
  api: number;
  document: number;
  name: string;
  /** What the schema is, for example `openapi-3.1`; null while it has no text or none was recognised. */
  kind: string | null;
  createdAt: number;
  deletedAt: number | null;
}

export interface CollectionsTable {
  id: Generated<number>;
  workspaceId: number;
  document: number;
  /** The collection's own UUID, lower case. */
  uid: string;
  name: string;
  createdAt: number;
  deletedAt: number | null;
}
