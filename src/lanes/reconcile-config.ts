/**
 * Brings a repository's links in line with its config file:
 *
 * look      where no lane looks at the default branch, and something says that the file may have changed
 * read      YAML, the schema, patterns followed in the repository as it is
 * apply     in one transaction, or nothing at all
 * report    a check run on the commit
 *
 * What was seen is written before it is applied, and what was applied before it is reported: a crash anywhere is made up for by the
 * next run.
 */
import { CONFIG_PATH } from "../core/repository-config/config-schema.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { Observation } from "../core/sync/github-port.ts";
import { configRepository, type ConfigRepository } from "../db/config-repository.ts";
import {
  changeRepositoryConfig,
  findRepositoryConfig,
  hasLookingLane,
  recordConfigLooked,
  recordSeenConfig,
  type RepositoryConfigRow,
} from "../db/repository-configs.ts";
import type { ConfigFault } from "../db/schema-config.ts";
import { markDirty } from "../db/units.ts";
import { applyDueConfig } from "./apply-config.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { reportConfig } from "./report-config.ts";
import { seeConfig } from "./see-config.ts";

/** Replicas lag: what an event tells is waited for. */
const LATER_MS = 30_000;
const LOOKS_FOR_TOLD = 3;
const AGAIN_MS = 1000;

/** @returns when to look again; null: it is done. Throws what kept it from that, having written down for people what it was */
export async function reconcileConfig(
  deps: LaneDependencies,
  id: number,
  attempts: number,
): Promise<number | null> {
  const known = await findRepositoryConfig(deps.store.read, id);
  const repository = known === null ? null : await configRepository(deps.store.read, id);
  if (known === null || repository === null) return null;
  try {
    const at = await runConfig(deps, { repository, known }, attempts);
    await noteFault(deps, known, null);
    return at;
  } catch (error) {
    await noteFault(deps, known, error instanceof GitHubFailure ? "github" : "unexpected");
    throw error;
  }
}

async function noteFault(
  { store }: LaneDependencies,
  known: RepositoryConfigRow,
  fault: ConfigFault | null,
): Promise<void> {
  if (known.fault !== fault)
    await store.write((tx) => changeRepositoryConfig(tx, known.repository, { fault }));
}

async function runConfig(
  deps: LaneDependencies,
  { repository, known }: Pick<Looking, "repository" | "known">,
  attempts: number,
): Promise<number | null> {
  if (known.look > known.looked) {
    const hasSeen = await look(deps, { repository, known, isPatient: attempts < LOOKS_FOR_TOLD });
    if (!hasSeen) return deps.clock.now() + LATER_MS;
  }
  if (!(await applyDueConfig(deps, repository))) return deps.clock.now() + AGAIN_MS;
  await reportConfig(deps, repository);
  return null;
}

interface Looking {
  readonly repository: ConfigRepository;
  readonly known: RepositoryConfigRow;
  readonly isPatient: boolean;
}

/** False: GitHub does not show yet what it told. */
async function look(deps: LaneDependencies, { repository, known, isPatient }: Looking): Promise<boolean> {
  const { store, github, clock } = deps;
  if (await hasLookingLane(store.read, repository.id)) {
    const { lane } = repository;
    await store.write(async (tx) => {
      await recordConfigLooked(tx, known, { head: null, now: clock.now() });
      // It looks whenever its branch moves: that somebody asks means that it has not seen the file, or not whole.
      if (lane !== null)
        await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], clock.now());
    });
    return true;
  }
  const observation = await github.observe({
    repository: repository.address,
    branch: repository.defaultBranch,
    paths: [],
    newPaths: [],
    beside: [CONFIG_PATH],
  });
  if (isPatient && isTooEarly(observation, known)) return false;
  await recordLook(deps, { repository, known, isPatient }, observation);
  return true;
}

function isTooEarly(observation: Observation, { toldHead }: RepositoryConfigRow): boolean {
  if (toldHead === null || observation.kind === "refused") return false;
  if (observation.kind === "empty-repository") return true;
  return observation.head !== toldHead && !observation.ancestors.includes(toldHead);
}

/** A branch that is not found says nothing of the file: whatever it declared stays. */
async function recordLook(
  deps: LaneDependencies,
  { repository, known }: Looking,
  observation: Observation,
): Promise<void> {
  const { store, clock } = deps;
  const isFound = observation.kind === "found";
  const config = { seen: known.seen, head: known.head, followsFiles: known.followsFiles === 1 };
  const sight = isFound ? await seeConfig(deps, { repository, config }, observation) : null;
  const head = isFound ? observation.head : null;
  const isWhole = sight?.content !== undefined || sight === null || sight.seen === known.seen;
  await store.write(async (tx) => {
    await recordConfigLooked(tx, known, { head, now: clock.now() });
    if (sight !== null && isWhole) await recordSeenConfig(tx, repository.id, sight, clock.now());
  });
  if (!isWhole) throw new Error("GitHub did not give the config file whole.");
}
