/** The tables beside a save: who made it, and how its commit is worded. */
import type { Generated } from "kysely";
import type { Flag } from "./schema.ts";

/** Accounts of a host that authors of saves have; kept so that each is looked up once in a while only. */
export interface PeopleTable {
  id: Generated<number>;
  hostId: number;
  /** GitHub's id of the account, unique within the host. */
  accountId: number;
  /** As GitHub writes it. */
  login: string;
  /** In lower case: what it was looked up by. */
  loginKey: string;
  /** What the account calls itself; null where it does not say. */
  name: string | null;
  seenAt: number;
}

export interface SettingsTable {
  workspaceId: number;
  /** JSON of a message template (core/sync/message-template.ts). */
  commitMessage: string;
  /** Whether branches are told by check runs what needs somebody; repositories by an issue. */
  checkRuns: Generated<Flag>;
  statusIssue: Generated<Flag>;
}
