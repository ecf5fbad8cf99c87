/**
 * From what an event says of a config file to what is to be done about it. A push onto a default branch whose lane looks anyway
 * needs nothing: the file is observed with the links.
 */
import type { ConfigMark } from "../core/webhook/config-mark.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { Resolving } from "./delivery-units.ts";
import {
  applyConfigAgain,
  changeRepositoryConfig,
  hasLookingLane,
  lookAtConfig,
} from "./repository-configs.ts";
import { statement } from "./statement.ts";
import type { Tx } from "./store.ts";

export interface ConfigWork {
  /** Row id. */
  readonly repository: number;
  /** `look`: at the file; `follow`: its patterns, in the repository as it is now; `tell`: the check run anew. */
  readonly work: "look" | "follow" | "tell";
  readonly head: CommitId | null;
}

export async function configWork(
  { tx, source, isReplay }: Resolving,
  mark: ConfigMark,
): Promise<readonly ConfigWork[]> {
  const { hostId, workspaceId } = source;
  if (workspaceId === null) return [];
  const { repositoryId } = mark;
  const { rows } = await findRepository(tx, { hostId, workspaceId, repositoryId });
  const [found] = rows;
  if (found === undefined) return [];
  const work = await workFor(tx, mark, found);
  // When a replayed one was true, nobody knows by now.
  return work === null ? [] : [{ repository: found.id, work, head: isReplay ? null : mark.head }];
}

interface Found {
  readonly id: number;
  readonly defaultBranch: string;
  readonly followsFiles: 0 | 1 | null;
  readonly followsBranches: 0 | 1 | null;
}

async function workFor(tx: Tx, mark: ConfigMark, found: Found): Promise<ConfigWork["work"] | null> {
  const { change } = mark;
  if (change === "asked") return "tell";
  if (change === "branches") return found.followsBranches === 1 ? "follow" : null;
  const isDefault = mark.branch === found.defaultBranch;
  if (!isDefault) return found.followsFiles === 1 ? "follow" : null;
  if (change === "files" && found.followsFiles !== 1) return null;
  return (await hasLookingLane(tx.query, found.id)) ? null : "look";
}

/** Belongs to the transaction of what says so. */
export async function markConfigs(tx: Tx, configs: readonly ConfigWork[], now: number): Promise<void> {
  for (const { repository, work, head } of configs) {
    if (work === "look") await lookAtConfig(tx, repository, { toldHead: head, now });
    else {
      if (work === "tell") await changeRepositoryConfig(tx, repository, { reported: null });
      await applyConfigAgain(tx, repository, now);
    }
  }
}

const findRepository = statement<{ hostId: number; workspaceId: number; repositoryId: number }, Found>(
  (reader, value) =>
    reader
      .selectFrom("repositories")
      .leftJoin("repositoryConfigs", "repositoryConfigs.repository", "repositories.id")
      .select([
        "repositories.id",
        "repositories.defaultBranch",
        "repositoryConfigs.followsFiles",
        "repositoryConfigs.followsBranches",
      ])
      .where("repositories.hostId", "=", value("hostId"))
      .where("repositories.repositoryId", "=", value("repositoryId"))
      .where("repositories.workspaceId", "=", value("workspaceId")),
);
