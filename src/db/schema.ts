/**
 * The tables, as Kysely sees them. Times are integer milliseconds since 1970 (UTC), booleans 0 or 1, JSON is text.
 * Both SQLite and PostgreSQL hold these tables; see migrations/ for keys and indexes.
 */
import type { Generated } from "kysely";
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type {
  AgreedRemote,
  AgreedStore,
  LinkCode,
  LinkErrorCode,
  LinkKind,
  LinkMode,
  LinkState,
} from "../core/sync/model.ts";
import type {
  AlertChecksTable,
  AlertIssuesTable,
  AlertsTable,
  OutboxCursorTable,
  OutboxTable,
} from "./schema-alerts.ts";
import type {
  ActivityTable,
  LoginsTable,
  SessionsTable,
  TokensTable,
  UsageTable,
  UsersTable,
} from "./schema-access.ts";
import type { ClosureMembersTable } from "./schema-closures.ts";
import type { DeliveriesTable, HooksTable } from "./schema-deliveries.ts";
import type { DetachedLinksTable, RepositoryConfigsTable } from "./schema-config.ts";
import type {
  ApisTable,
  BlobsTable,
  CollectionsTable,
  DocumentsTable,
  RevisionsTable,
  VersionsTable,
} from "./schema-documents.ts";
import type { IdempotencyTable, LinkChangesTable } from "./schema-events.ts";
import type { ProposalBasesTable, ProposalsTable, ProposedFilesTable } from "./schema-proposals.ts";
import type { PeopleTable, SettingsTable } from "./schema-saves.ts";

export type Flag = 0 | 1;

export interface Tables {
  hosts: HostsTable;
  workspaces: WorkspacesTable;
  installations: InstallationsTable;
  repositories: RepositoriesTable;
  lanes: LanesTable;
  laneHeads: LaneHeadsTable;
  laneMoves: LaneMovesTable;
  documents: DocumentsTable;
  blobs: BlobsTable;
  revisions: RevisionsTable;
  apis: ApisTable;
  versions: VersionsTable;
  collections: CollectionsTable;
  links: LinksTable;
  writes: WritesTable;
  ownPairs: OwnPairsTable;
  proposals: ProposalsTable;
  proposalBases: ProposalBasesTable;
  proposedFiles: ProposedFilesTable;
  deliveries: DeliveriesTable;
  activity: ActivityTable;
  hooks: HooksTable;
  people: PeopleTable;
  settings: SettingsTable;
  users: UsersTable;
  sessions: SessionsTable;
  logins: LoginsTable;
  tokens: TokensTable;
  usage: UsageTable;
  repositoryConfigs: RepositoryConfigsTable;
  detachedLinks: DetachedLinksTable;
  linkChanges: LinkChangesTable;
  idempotency: IdempotencyTable;
  closureMembers: ClosureMembersTable;
  alerts: AlertsTable;
  alertIssues: AlertIssuesTable;
  alertChecks: AlertChecksTable;
  outbox: OutboxTable;
  outboxCursor: OutboxCursorTable;
}

/** A unit of work is dirty while `dirty > clean`; `clean` becomes the dirty number that its run loaded. */
interface UnitColumns {
  dirty: Generated<number>;
  clean: Generated<number>;
  /** Not started before this time: back-off after a failure. Marks never lower it. */
  runAt: Generated<number>;
  attempts: Generated<number>;
  /** When the unit last went from clean to dirty: the longest-waiting goes first. */
  waitingSince: number | null;
  leaseOwner: string | null;
  leaseUntil: number | null;
  /** Raised by every claim; an apply whose epoch is old changes nothing. */
  epoch: Generated<number>;
}

export interface HostsTable {
  id: Generated<number>;
  /** `github.com`, or the name of an Enterprise Server. */
  hostname: string;
  /** 1 for the first host, whose workspaces have plain slugs. */
  isFirst: Flag;
  blockedUntil: Generated<number>;
  blockedReason: string | null;
}

export interface WorkspacesTable {
  id: Generated<number>;
  hostId: number;
  /** GitHub's id of the account, unique within the host. */
  accountId: number;
  accountLogin: string;
  accountType: "Organization" | "User" | "Enterprise";
  slug: string;
  createdAt: number;
  /** Id of the newest row of its activity that is forgotten, 0: none; and how many changes of links were counted by then. */
  prunedActivity: Generated<number>;
  prunedChange: Generated<number>;
}

export interface InstallationsTable extends UnitColumns {
  id: Generated<number>;
  hostId: number;
  /** GitHub's id of the installation, unique within the host. */
  installationId: number;
  workspaceId: number | null;
  state: "active" | "suspended" | "uninstalled";
  /** JSON object: permission name to `read` or `write`. */
  permissions: Generated<string>;
  blockedUntil: Generated<number>;
  blockedReason: string | null;
  createdAt: number;
}

export interface RepositoriesTable extends UnitColumns {
  id: Generated<number>;
  hostId: number;
  workspaceId: number;
  /** Row id of the installation that sees it. */
  installation: number;
  /** GitHub's id of the repository, unique within the host. */
  repositoryId: number;
  nodeId: string;
  ownerId: number;
  owner: string;
  name: string;
  defaultBranch: string;
  isPrivate: Flag;
  isArchived: Flag;
  /** 0 where the installation no longer sees it: kept for its links, never read or written. */
  isAccessible: Flag;
  /** Dirty number of the last mark that asked to read it from GitHub again. */
  look: Generated<number>;
  htmlUrl: string;
  cloneUrl: string;
}

export interface LanesTable extends UnitColumns {
  id: Generated<number>;
  workspaceId: number;
  repository: number;
  branch: string;
  /** The commit at which the lane last saw or made every linked file; null before the first look. */
  head: CommitId | null;
  /** The head before the lane forgot it for an error: what is seen next is judged by it. */
  lastHead: Generated<CommitId | null>;
  /** GraphQL node id of the ref; null before the first look. */
  refId: string | null;
  /** Dirty number of the last mark that asked for a look at GitHub, and the one up to which looks are done. */
  look: Generated<number>;
  looked: Generated<number>;
  /** The head that all looks asked for since `looked` name; null where one of them names none or they differ. */
  lookHead: CommitId | null;
  /** A head seen that may be older than the lane's: believed when a look after `suspectUntil` sees it again. */
  suspectHead: CommitId | null;
  suspectUntil: number | null;
  /** No commit before this time (pace), and the rest that led to it. */
  commitAt: Generated<number>;
  restMs: Generated<number>;
  committedAt: number | null;
  verifiedAt: number | null;
  /** When the branch last refused a commit by the App as such; null: it never did. */
  refusedCommitsAt: number | null;
}

/** The last 64 heads that a lane, or its branch, has left. */
export interface LaneHeadsTable {
  id: Generated<number>;
  lane: number;
  head: CommitId;
  leftAt: number;
  /** 0 where only a delivery says that the branch was there. */
  wasSeen: Generated<Flag>;
}

/** What deliveries say of a branch, until its lane has caught up. */
export interface LaneMovesTable {
  lane: number;
  /** The row id of the delivery that tells of it; with the lane, the key. */
  delivery: number;
  /** Null: there was no branch. */
  before: CommitId | null;
  /** Null: the branch was deleted. */
  after: CommitId | null;
  /** The lane's `look` by then: answered by looks from that number on. */
  look: number;
}

export interface LinksTable {
  id: Generated<number>;
  workspaceId: number;
  document: number;
  kind: LinkKind;
  repository: number;
  lane: number;
  branch: string;
  followsDefault: Flag;
  path: string;
  /** The path under NFC and case folding: a path belongs to one link. */
  pathKey: string;
  mode: LinkMode;
  quietMs: Generated<number>;
  isPaused: Generated<Flag>;
  owner: Generated<"file" | "dashboard">;
  /** Raised by every change of the binding (repository, branch, path). */
  generation: Generated<number>;
  /** The choice for the first agreement, made when the link was made. */
  keep: "store" | "github" | null;
  agreedStore: AgreedStore | null;
  agreedRemote: AgreedRemote | null;
  /** What GitHub had when last observed; null: never observed. */
  remote: BlobId | "absent" | null;
  /** Blob of the remote's canonical text: equal to `remote` for schemas. */
  remoteCanonical: BlobId | null;
  isExecutable: Generated<Flag>;
  /** JSON of the file's style (core/collection/style.ts): how a backup is rendered; null: canonical. */
  style: string | null;
  state: LinkState;
  code: LinkCode | null;
  message: string | null;
  since: number;
  nextAttemptAt: number | null;
  verifiedAt: number | null;
  committedAt: number | null;
  /** A blob that the repository refused, at the head where it did: not sent again while both are the same. */
  refusedBlob: BlobId | null;
  refusedHead: CommitId | null;
  refusedCode: LinkErrorCode | null;
  /** Where the file went that is no longer at its path, and the text by which it was found; counts while `remote` is absent. */
  renamedTo: Generated<string | null>;
  renamedBlob: Generated<BlobId | null>;
  /** The merge that was last offered for its texts. */
  offeredMerge: Generated<BlobId | null>;
  /** The number of the last change of what people see of it (0009-events.ts). */
  change: Generated<number>;
  /** When an admin agreed to what the config file claims, or somebody made it by hand before the file did. */
  approvedAt: Generated<number | null>;
  /** JSON of what was last seen of the files that the root refers to (core/schema/closure/members-record.ts). */
  members: Generated<string | null>;
  createdAt: number;
}

/** A write request that left and whose answer is not yet recorded. */
export interface WritesTable {
  id: Generated<number>;
  lane: number;
  /** The head it was tried on; null for the first file of an empty repository. */
  head: CommitId | null;
  /** The whole commit message, by which our commit is recognised. */
  message: string;
  at: number;
}

/** Pairs that were committed or tried since the agreement (`own` of decide). */
export interface OwnPairsTable {
  id: Generated<number>;
  link: number;
  generation: number;
  store: BlobId;
  remote: BlobId;
  write: number | null;
  at: number;
}
