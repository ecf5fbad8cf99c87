/** The words that deciding, storing and showing share (ARCHITECTURE.md, "Words"). */
import type { BlobId } from "../git/object-id.ts";

export type LinkKind = "schema" | "backup";
export type LinkMode = "commit" | "pull_request" | "auto";
export type RevisionOrigin = "store" | "github" | "import" | "rollback" | "merge";

/** Half of an agreement: `open` equals nothing, so a person's choice is expressed. */
export type AgreedStore = BlobId | "open";
export type AgreedRemote = BlobId | "absent" | "open";

export interface AgreedPair {
  readonly store: AgreedStore;
  readonly remote: AgreedRemote;
}

/** What this store committed, proposed or tried to commit to the link's path since the agreement. */
export interface OwnPair {
  readonly store: BlobId;
  readonly remote: BlobId;
}

export const LINK_STATES = [
  "in_sync",
  "empty",
  "pending",
  "choose",
  "conflict",
  "missing",
  "edited_on_github",
  "awaiting_merge",
  "declined",
  "awaiting_approval",
  "paused",
  "error",
] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** Why a link is `pending`; each heals by itself. */
export const PENDING_REASONS = [
  "saving",
  "rate_limited",
  "host_unreachable",
  "branch_busy",
  "retrying",
] as const;
export type PendingReason = (typeof PENDING_REASONS)[number];

/** Why a link is in `error`; a person must act. */
export const LINK_ERROR_CODES = [
  "app_uninstalled",
  "app_suspended",
  "repository_not_accessible",
  "repository_archived",
  "permission_missing",
  "branch_not_found",
  "branch_protected",
  "path_invalid",
  "path_taken",
  "path_linked",
  "symlink",
  "submodule",
  "file_too_large",
  "not_text",
  "content_blocked",
] as const;
export type LinkErrorCode = (typeof LINK_ERROR_CODES)[number];

export type LinkCode = PendingReason | LinkErrorCode;

/** A problem found in a document. Lines and columns count from 1. */
export interface Problem {
  /** The file in which it lies, where that is one that the document refers to; left out: the document itself. */
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly rule: string;
}
