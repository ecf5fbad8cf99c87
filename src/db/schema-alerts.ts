/** The tables of what people were told without looking (0010-alerts.ts). */
import type { Generated } from "kysely";
import type { AlertState } from "../core/alerts/model.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { LinkCode } from "../core/sync/model.ts";
import type { Flag } from "./schema.ts";

/** A link that people were told of; kept until its end was told too. */
export interface AlertsTable {
  /** Row id of a link that may be gone. */
  link: number;
  workspaceId: number;
  repository: number;
  lane: number;
  state: AlertState;
  code: LinkCode | null;
  since: number;
  /** JSON of an AlertPlace. */
  place: string;
}

/** The one issue of a repository. */
export interface AlertIssuesTable {
  repository: number;
  /** Null: asked for, and the answer never came. */
  number: number | null;
  isOpen: Flag;
  /** What it says, as it was last sent; null: not answered yet. */
  told: string | null;
  nextAttemptAt: Generated<number>;
}

/** The check run at a lane's head. */
export interface AlertChecksTable {
  lane: number;
  head: CommitId;
  /** GitHub's id; null: asked for, and the answer never came. */
  run: number | null;
  told: string | null;
  nextAttemptAt: Generated<number>;
}

/** Webhooks that are still to be sent. */
export interface OutboxTable {
  id: Generated<number>;
  event: string;
  guid: string;
  payload: string;
  createdAt: number;
  attempts: Generated<number>;
  nextAttemptAt: number;
}

/** One row: the last activity that is in the outbox; null: nothing is put there. */
export interface OutboxCursorTable {
  id: number;
  activity: number | null;
}
