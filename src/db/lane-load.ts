/** Everything that one run of a lane refers to, read in the transaction that claimed it. */
import type { CommitId } from "../core/git/object-id.ts";
import { parseMembersRecord } from "../core/schema/closure/members-record.ts";
import type { AgreedPair } from "../core/sync/model.ts";
import type { HeadHistory } from "../core/sync/second-look.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { loadMoves } from "./lane-moves.ts";
import { ADDRESS_COLUMNS, addressOf } from "./repository-address.ts";
import { type KnownConfig, knownConfig } from "./repository-configs.ts";
import { type LaneProposal, loadProposals, loadProposed } from "./proposals.ts";
import type { LinksTable } from "./schema.ts";
import type { Selectable } from "kysely";
import type { Reader } from "./store.ts";

export interface PendingWrite {
  readonly id: number;
  readonly head: CommitId | null;
  readonly message: string;
  readonly at: number;
}

export interface LoadedLane extends HeadHistory {
  readonly id: number;
  readonly workspaceId: number;
  readonly branch: string;
  readonly head: CommitId | null;
  readonly refId: string | null;
  readonly dirty: number;
  readonly look: number;
  readonly looked: number;
  readonly lookHead: CommitId | null;
  readonly attempts: number;
  readonly commitAt: number;
  readonly committedAt: number | null;
  readonly restMs: number;
  readonly hostId: number;
  readonly installation: {
    readonly id: number;
    readonly state: "active" | "suspended" | "uninstalled";
    /** Whether it grants pull requests. */
    readonly mayPropose: boolean;
  };
  readonly repository: {
    readonly id: number;
    readonly address: RepositoryAddress;
    readonly defaultBranch: string;
    readonly isArchived: boolean;
    readonly isAccessible: boolean;
    readonly htmlUrl: string;
  };
  /** Links that follow the default branch and could not: their place there is another link's. They rest. */
  readonly displaced: ReadonlySet<number>;
  /** What is known of the repository's config file; null: this is not the default branch, where it stands. */
  readonly config: KnownConfig | null;
  readonly links: readonly LaneLink[];
  readonly writes: readonly PendingWrite[];
  /** When the branch last refused a commit by the App; null: it never did. */
  readonly refusedCommitsAt: number | null;
  /** Its requests that are open, or that events speak of; by ordinal. */
  readonly proposals: readonly LaneProposal[];
}

export async function loadLane(reader: Reader, lane: number): Promise<LoadedLane> {
  const row = await laneRow(reader, lane);
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    branch: row.branch,
    head: row.head,
    lastHead: row.head ?? row.lastHead,
    refId: row.refId,
    dirty: row.dirty,
    look: row.look,
    looked: row.looked,
    lookHead: row.lookHead,
    attempts: row.attempts,
    suspectHead: row.suspectHead,
    suspectUntil: row.suspectUntil,
    commitAt: row.commitAt,
    committedAt: row.committedAt,
    restMs: row.restMs,
    hostId: row.hostId,
    installation: {
      id: row.installation,
      state: row.installationState,
      mayPropose: mayPropose(row.installationPermissions),
    },
    repository: {
      id: row.repository,
      address: addressOf(row),
      defaultBranch: row.defaultBranch,
      isArchived: row.isArchived === 1,
      isAccessible: row.isAccessible === 1,
      htmlUrl: row.htmlUrl,
    },
    leftHeads: await loadLeftHeads(reader, lane),
    moves: await loadMoves(reader, lane, row.looked),
    displaced: row.branch === row.defaultBranch ? new Set() : await loadDisplaced(reader, lane),
    config: row.branch === row.defaultBranch ? await knownConfig(reader, row.repository) : null,
    links: await loadLinks(reader, lane),
    refusedCommitsAt: row.refusedCommitsAt,
    proposals: await loadProposals(reader, lane),
    writes: await reader
      .selectFrom("writes")
      .select(["id", "head", "message", "at"])
      .where("lane", "=", lane)
      .orderBy("id")
      .execute(),
  };
}

function laneRow(reader: Reader, lane: number) {
  return reader
    .selectFrom("lanes")
    .innerJoin("repositories", "repositories.id", "lanes.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .selectAll("lanes")
    .select([
      ...ADDRESS_COLUMNS,
      "repositories.installation",
      "repositories.defaultBranch",
      "repositories.isArchived",
      "repositories.isAccessible",
      "repositories.htmlUrl",
      "installations.state as installationState",
      "installations.permissions as installationPermissions",
      "hosts.id as hostId",
    ])
    .where("lanes.id", "=", lane)
    .executeTakeFirstOrThrow();
}

async function loadLeftHeads(reader: Reader, lane: number): Promise<LoadedLane["leftHeads"]> {
  const rows = await reader
    .selectFrom("laneHeads")
    .select(["head", "wasSeen"])
    .where("lane", "=", lane)
    .execute();
  return rows.map(({ head, wasSeen }) => ({ head, wasSeen: wasSeen === 1 }));
}

async function loadLinks(reader: Reader, lane: number): Promise<LaneLink[]> {
  const rows = await reader
    .selectFrom("links")
    .innerJoin("documents", "documents.id", "links.document")
    .leftJoin("collections", "collections.document", "links.document")
    .leftJoin("versions", "versions.document", "links.document")
    .leftJoin("apis", "apis.id", "versions.api")
    .selectAll("links")
    .select([
      "documents.blob as store",
      "documents.closure as storeClosure",
      "collections.name as collectionName",
      "versions.name as versionName",
      "apis.name as apiName",
    ])
    .where("links.lane", "=", lane)
    .orderBy("links.id")
    .execute();
  const own = await loadOwnPairs(reader, lane);
  const proposed = await loadProposed(reader, lane);
  return rows.map((row) => ({
    id: row.id,
    document: row.document,
    kind: row.kind,
    name: row.collectionName ?? `${row.apiName ?? ""} ${row.versionName ?? ""}`.trim(),
    path: row.path,
    mode: row.mode,
    generation: row.generation,
    store: row.store,
    storeClosure: row.storeClosure,
    agreed: agreedOf(row),
    remote: row.remote,
    remoteCanonical: row.remoteCanonical,
    members: parseMembersRecord(row.members),
    renamedTo: row.renamedTo,
    own: own.filter((pair) => pair.link === row.id && pair.generation === row.generation),
    keep: row.keep,
    isExecutable: row.isExecutable === 1,
    style: row.style,
    isPaused: row.isPaused === 1,
    quietUntil: row.committedAt === null ? 0 : row.committedAt + row.quietMs,
    refused: refusedOf(row),
    proposed: proposed.find((file) => file.link === row.id && file.generation === row.generation) ?? null,
    state: row.state,
    code: row.code,
    message: row.message,
  }));
}

/** On a branch that is not the default one. */
async function loadDisplaced(reader: Reader, lane: number): Promise<ReadonlySet<number>> {
  const rows = await reader
    .selectFrom("links")
    .select("id")
    .where("lane", "=", lane)
    .where("followsDefault", "=", 1)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function loadOwnPairs(reader: Reader, lane: number) {
  return reader
    .selectFrom("ownPairs")
    .innerJoin("links", "links.id", "ownPairs.link")
    .select(["ownPairs.link", "ownPairs.generation", "ownPairs.store", "ownPairs.remote", "ownPairs.write"])
    .where("links.lane", "=", lane)
    .orderBy("ownPairs.id")
    .execute();
}

/** Permissions are what GitHub last told: a JSON object. */
function mayPropose(permissions: string): boolean {
  const granted: unknown = JSON.parse(permissions);
  return typeof granted === "object" && granted !== null && Reflect.get(granted, "pull_requests") === "write";
}

export function agreedOf(
  row: Pick<Selectable<LinksTable>, "agreedStore" | "agreedRemote">,
): AgreedPair | null {
  if (row.agreedStore === null || row.agreedRemote === null) return null;
  return { store: row.agreedStore, remote: row.agreedRemote };
}

function refusedOf(row: Selectable<LinksTable>): LaneLink["refused"] {
  const { refusedBlob, refusedHead, refusedCode } = row;
  if (refusedBlob === null || refusedCode === null) return null;
  return { blob: refusedBlob, head: refusedHead, code: refusedCode };
}
