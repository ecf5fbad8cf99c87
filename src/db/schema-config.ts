/** Tables of config files: what a repository's file declares, and what became of it. */
import type { Generated } from "kysely";
import type { CommitId } from "../core/git/object-id.ts";
import type { AgreedRemote, AgreedStore } from "../core/sync/model.ts";
import type { Flag } from "./schema.ts";

/** `unread`: never looked at; `unreadable`: something stands at its path that is no file. */
export type ConfigState = "unread" | "absent" | "applied" | "wrong" | "unreadable";

/** `github`: it did not give what was asked for; `unexpected`: this server failed. */
export type ConfigFault = "github" | "unexpected";

export interface RepositoryConfigsTable {
  repository: number;
  /** Raised by whoever wants the file observed where no lane does; what is done of it. */
  look: Generated<number>;
  looked: Generated<number>;
  /** The head that the newest event names: a look that knows nothing of it came too early. */
  toldHead: CommitId | null;
  /** A blob, `absent`, or a code of what stands at the path in place of a file; null: never seen. */
  seen: string | null;
  /** Where it was seen last. */
  head: CommitId | null;
  content: Buffer | null;
  /** Who made the commit at which it was first seen as it is. */
  author: string | null;
  seenAt: number | null;
  /** Raised by whatever may make the file mean something else; what is done of it. */
  due: Generated<number>;
  done: Generated<number>;
  state: Generated<ConfigState>;
  /** JSON array of ConfigError. */
  errors: Generated<string>;
  /** When it was last read, or what its patterns follow found unchanged. */
  readAt: number | null;
  /** The file whose links are there. */
  appliedSeen: string | null;
  appliedHead: CommitId | null;
  appliedAt: number | null;
  /** Whether it has patterns of files, and of branches: then it means something else when these change. */
  followsFiles: Generated<Flag>;
  followsBranches: Generated<Flag>;
  /** When the branch was last asked about where no lane does, and its head by then. */
  sweptAt: number | null;
  sweptHead: CommitId | null;
  /** What the check run says, so that it is told once. */
  reported: string | null;
  checkHead: CommitId | null;
  /** GitHub's id of the check run; null while a request is unanswered. */
  checkRun: number | null;
  checkUrl: string | null;
  /** Why there is none. */
  checkCode: "permission_missing" | "refused" | null;
  /** Why the last run came to no end; null: it did. */
  fault: Generated<ConfigFault | null>;
}

/** A link that the file declares no more: it finds its agreement again where it comes back within the time. */
export interface DetachedLinksTable {
  id: Generated<number>;
  repository: number;
  document: number;
  branch: string;
  path: string;
  agreedStore: AgreedStore | null;
  agreedRemote: AgreedRemote | null;
  approvedAt: number | null;
  detachedAt: number;
}
