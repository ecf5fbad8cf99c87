/** Repositories whose config file no lane looks at: what a sweep asks GitHub about. */
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { ADDRESS_COLUMNS } from "./repository-address.ts";
import { lookAtConfig, runNotBefore } from "./repository-configs.ts";
import type { ConfigState } from "./schema-config.ts";
import type { Reader, Tx } from "./store.ts";

export interface SweptRepository {
  readonly id: number;
  readonly installation: number;
  readonly defaultBranch: string;
  readonly address: RepositoryAddress;
  /** The head that was last seen; null: none yet. */
  readonly head: CommitId | null;
}

/** A file that may mean something else by now, or whose patterns may lead elsewhere. */
export interface FollowingConfig {
  readonly repository: number;
  readonly installation: number;
  readonly defaultBranch: string;
  readonly address: RepositoryAddress;
  readonly state: ConfigState;
  readonly content: Buffer | null;
  readonly followsFiles: 0 | 1;
}

/**
 * Repositories whose file was last read before then and may mean something else by now: what made it wrong may be gone, and what its
 * patterns follow may have changed on branches of which no event came. Those read longest ago; one that is tried again anyway is not
 * among them.
 */
export async function configsToReadAgain(
  reader: Reader,
  { before, limit, now }: { readonly before: number; readonly limit: number; readonly now: number },
): Promise<readonly FollowingConfig[]> {
  const rows = await reader
    .selectFrom("repositoryConfigs")
    .innerJoin("repositories", "repositories.id", "repositoryConfigs.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select([
      ...ADDRESS_COLUMNS,
      "repositoryConfigs.repository",
      "repositoryConfigs.state",
      "repositoryConfigs.content",
      "repositoryConfigs.followsFiles",
      "repositories.installation",
      "repositories.defaultBranch",
    ])
    .where("repositories.isAccessible", "=", 1)
    .where("repositories.attempts", "=", 0)
    .where("installations.state", "=", "active")
    .where("installations.blockedUntil", "<=", now)
    .where("hosts.blockedUntil", "<=", now)
    .where((eb) =>
      eb.or([
        eb("repositoryConfigs.state", "=", "wrong"),
        eb("repositoryConfigs.followsFiles", "=", 1),
        eb("repositoryConfigs.followsBranches", "=", 1),
      ]),
    )
    .where("repositoryConfigs.readAt", "<=", before)
    .orderBy("repositoryConfigs.readAt")
    .limit(limit)
    .execute();
  return rows.map(({ repository, state, content, followsFiles, installation, defaultBranch, ...address }) => {
    return { repository, state, content, followsFiles, installation, defaultBranch, address };
  });
}

/** A page, in id order, of those that were not asked about since. */
export async function repositoriesToSweep(
  reader: Reader,
  {
    after,
    before,
    limit,
    now,
  }: { readonly after: number; readonly before: number; readonly limit: number; readonly now: number },
): Promise<readonly SweptRepository[]> {
  const rows = await reader
    .selectFrom("repositories")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .leftJoin("repositoryConfigs", "repositoryConfigs.repository", "repositories.id")
    .select([
      ...ADDRESS_COLUMNS,
      "repositories.id",
      "repositories.installation",
      "repositories.defaultBranch",
      "repositoryConfigs.sweptHead as head",
    ])
    .where("repositories.id", ">", after)
    .where("repositories.isAccessible", "=", 1)
    .where("installations.state", "=", "active")
    .where("installations.blockedUntil", "<=", now)
    .where("hosts.blockedUntil", "<=", now)
    .where((eb) => eb.or([eb("sweptAt", "is", null), eb("sweptAt", "<=", before)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("lanes")
            .innerJoin("links", "links.lane", "lanes.id")
            .select("links.id")
            .whereRef("lanes.repository", "=", "repositories.id")
            .whereRef("lanes.branch", "=", "repositories.defaultBranch")
            .where("links.isPaused", "=", 0),
        ),
      ),
    )
    .orderBy("repositories.id")
    .limit(limit)
    .execute();
  return rows.map(({ id, installation, defaultBranch, head, ...address }) => {
    return { id, installation, defaultBranch, head, address };
  });
}

/** The branch is where it was. */
export async function recordConfigSwept(tx: Tx, repository: number, now: number): Promise<void> {
  await tx.query
    .updateTable("repositoryConfigs")
    .set({ sweptAt: now })
    .where("repository", "=", repository)
    .execute();
}

/** Repositories at which nobody has looked yet, such as those of a new installation: their files may be there already. */
export async function lookAtNewConfigs(tx: Tx, installation: number, now: number): Promise<void> {
  const rows = await tx.query
    .selectFrom("repositories")
    .leftJoin("repositoryConfigs", "repositoryConfigs.repository", "repositories.id")
    .select("repositories.id")
    .where("repositories.installation", "=", installation)
    .where("repositories.isAccessible", "=", 1)
    .where("repositoryConfigs.repository", "is", null)
    .orderBy("repositories.id")
    .execute();
  const places = new ConfigLooks(now);
  for (const { id } of rows) await places.look(tx, id);
}

const AT_ONCE = 4;
const APART_MS = 200;

/** Looks at many files at once, spread over a time: they would hold up the lanes. */
export class ConfigLooks {
  readonly #now: number;
  #looks = 0;

  constructor(now: number) {
    this.#now = now;
  }

  async look(tx: Tx, repository: number): Promise<void> {
    await lookAtConfig(tx, repository, { toldHead: null, now: this.#now });
    this.#looks += 1;
    if (this.#looks > AT_ONCE)
      await runNotBefore(tx, repository, this.#now + (this.#looks - AT_ONCE) * APART_MS);
  }
}
