/**
 * Once an hour, the default branches that no lane looks at: whether their config files may have changed. Free where the head is the
 * same; one that was never looked at is looked at, a few at a time. Files that were wrong are read again, and those with
 * patterns where the branches that these follow have moved.
 */
import { GitHubFailure } from "../core/retry/failure.ts";
import {
  ConfigLooks,
  recordConfigSwept,
  configsToReadAgain,
  type FollowingConfig,
  repositoriesToSweep,
  type SweptRepository,
} from "../db/config-sweep.ts";
import { applyConfigAgain, changeRepositoryConfig, runNotBefore } from "../db/repository-configs.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { FollowedBranches } from "./followed-branches.ts";

const HOUR_MS = 3_600_000;
const PAGE = 100;
const AT_ONCE = 4;
const AGAIN_AT_MOST = 50;
const AGAIN_APART_MS = 1000;
/** Asking on would make it worse. */
const ENDS_ASKING: ReadonlySet<string> = new Set(["rate_limited", "unreachable"]);

export interface Sweeping {
  readonly followed: FollowedBranches;
  /** Asked before each page. */
  readonly isStopped: () => boolean;
}

export async function sweepConfigs(deps: LaneDependencies, { followed, isStopped }: Sweeping): Promise<void> {
  const left = new Set<number>();
  const start = deps.clock.now();
  await readAgain(deps, { followed, left, now: start });
  const looks = new ConfigLooks(start);
  for (let after = 0; !isStopped();) {
    const now = deps.clock.now();
    const found = await repositoriesToSweep(deps.store.read, {
      after,
      before: start - HOUR_MS,
      limit: PAGE,
      now,
    });
    for (let at = 0; at < found.length; at += AT_ONCE) {
      const some = found.slice(at, at + AT_ONCE).filter(({ installation }) => !left.has(installation));
      await sweepSome(deps, some, { left, looks });
    }
    const last = found.at(-1);
    if (last === undefined || found.length < PAGE) return;
    after = last.id;
  }
}

async function sweepSome(
  deps: LaneDependencies,
  repositories: readonly SweptRepository[],
  { left, looks }: { readonly left: Set<number>; readonly looks: ConfigLooks },
): Promise<void> {
  const changed = await Promise.all(repositories.map((one) => hasMoved(deps, one, left)));
  for (const [index, { id }] of repositories.entries()) {
    const hasChanged = changed[index] ?? null;
    if (hasChanged === null) continue;
    await deps.store.write(async (tx) => {
      if (hasChanged) await looks.look(tx, id);
      await recordConfigSwept(tx, id, deps.clock.now());
    });
  }
}

/** Each of them may list its branches, and the files of some: few in one sweep, and one after the other. */
async function readAgain({ store }: LaneDependencies, { followed, left, now }: Reading): Promise<void> {
  const due = await configsToReadAgain(store.read, { before: now - HOUR_MS, limit: AGAIN_AT_MOST, now });
  let again = 0;
  for (const config of due) {
    const { repository } = config;
    const isDue = await mayMeanElse(config, { followed, left });
    if (isDue === null) continue;
    const at = now + again * AGAIN_APART_MS;
    if (isDue) again += 1;
    const marking = store.write(async (tx) => {
      await changeRepositoryConfig(tx, repository, { readAt: now });
      if (!isDue) return;
      await applyConfigAgain(tx, repository, now);
      await runNotBefore(tx, repository, at);
    });
    await marking.catch((error: unknown) => {
      followed.forget(repository);
      throw error;
    });
  }
}

interface Reading {
  readonly followed: FollowedBranches;
  /** Gets the installations that are asked nothing more. */
  readonly left: Set<number>;
  readonly now: number;
}

/** Null: GitHub does not say. */
async function mayMeanElse(
  config: FollowingConfig,
  { followed, left }: Pick<Reading, "followed" | "left">,
): Promise<boolean | null> {
  if (config.state === "wrong") return true;
  if (left.has(config.installation)) return null;
  try {
    return await followed.haveMoved(config);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (ENDS_ASKING.has(error.failure.kind)) left.add(config.installation);
    return null;
  }
}

/** Null: GitHub does not say. @param left gets the installations that are asked nothing more */
async function hasMoved(
  { github }: LaneDependencies,
  { address, defaultBranch, head, installation }: SweptRepository,
  left: Set<number>,
): Promise<boolean | null> {
  if (head === null) return true;
  try {
    const answer = await github.head(address, defaultBranch, head);
    return answer.kind === "head" && answer.head !== head;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    if (ENDS_ASKING.has(error.failure.kind)) left.add(installation);
    return null;
  }
}
