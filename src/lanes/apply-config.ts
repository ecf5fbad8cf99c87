/** Reads the file that was seen and applies it, in one transaction; what is wrong with it is written in place of that. */
import { expandEntries, type WantedLink } from "../core/repository-config/expand.ts";
import type { ConfigEntry, ConfigError } from "../core/repository-config/model.ts";
import { applyConfig } from "../db/config-apply.ts";
import { configRepository, type ConfigRepository } from "../db/config-repository.ts";
import {
  changeRepositoryConfig,
  findRepositoryConfig,
  type RepositoryConfigRow,
} from "../db/repository-configs.ts";
import type { ConfigState } from "../db/schema-config.ts";
import type { Tx } from "../db/store.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { listFor } from "./list-for-patterns.ts";
import { LARGEST_CONFIG_BYTES } from "./see-config.ts";

type Read =
  | { readonly kind: "entries"; readonly entries: readonly ConfigEntry[] }
  | {
      readonly kind: "wrong";
      readonly state: Extract<ConfigState, "wrong" | "unreadable">;
      readonly errors: readonly ConfigError[];
    };

/** @returns false: the default branch has become another meanwhile, and it is to be applied to that one */
export async function applyDueConfig(deps: LaneDependencies, repository: ConfigRepository): Promise<boolean> {
  const row = await findRepositoryConfig(deps.store.read, repository.id);
  if (row === null || row.due === row.done || row.seen === null) return true;
  const read = await readSeen(deps, row);
  if (read.kind === "wrong") return finish(deps, row, { state: read.state, errors: read.errors });
  const follows = followedBy(read.entries);
  const files = await listFor(deps, { repository, head: row.head }, read.entries);
  const expanded =
    files.kind === "wrong"
      ? { kind: "wrong" as const, errors: files.errors }
      : expandEntries(read.entries, files);
  if (expanded.kind === "wrong")
    return finish(deps, row, { state: "wrong", errors: expanded.errors, ...follows });
  return apply(deps, { repository, row, follows }, expanded.links);
}

async function readSeen({ configReader }: LaneDependencies, row: RepositoryConfigRow): Promise<Read> {
  if (row.seen === "absent") return { kind: "entries", entries: [] };
  if (row.content !== null) {
    const reading = await configReader.readConfig(row.content);
    if (reading.kind === "config") return { kind: "entries", entries: reading.config.entries };
    return { kind: "wrong", state: "wrong", errors: reading.errors };
  }
  const place = NO_FILE[row.seen ?? ""];
  if (place !== undefined) return { kind: "wrong", state: "unreadable", errors: [atStart(place)] };
  const message = `The file is larger than ${LARGEST_CONFIG_BYTES / 1024} KiB: divide what it binds.`;
  return { kind: "wrong", state: "wrong", errors: [atStart(message)] };
}

const NO_FILE: Readonly<Record<string, string>> = {
  symlink: "A symbolic link stands in the file's place, which is not followed: put the file there itself.",
  submodule: "A submodule stands in the file's place: put the file there itself.",
  path_taken: "A directory stands in the file's place, or a file in that of .github: make room for the file.",
};

function atStart(message: string): ConfigError {
  return { line: 1, column: 1, message };
}

interface Follows {
  readonly followsFiles: 0 | 1;
  readonly followsBranches: 0 | 1;
}

function followedBy(entries: readonly ConfigEntry[]): Follows {
  const has = (is: (entry: ConfigEntry) => boolean): 0 | 1 => (entries.some(is) ? 1 : 0);
  return {
    followsFiles: has((entry) => entry.kind === "schema" && entry.pattern !== null),
    followsBranches: has((entry) => entry.kind === "schema" && entry.branchPattern !== null),
  };
}

interface Applied {
  readonly repository: ConfigRepository;
  readonly row: RepositoryConfigRow;
  readonly follows: Follows;
}

async function apply(
  { store, clock, log }: LaneDependencies,
  { repository, row, follows }: Applied,
  wishes: readonly WantedLink[],
): Promise<boolean> {
  const now = clock.now();
  const { id, workspaceId } = repository;
  return store.write(async (tx) => {
    if (!(await isStillSeen(tx, row))) return true;
    // Every wish without a branch names the one that was read.
    if ((await configRepository(tx.query, id))?.defaultBranch !== repository.defaultBranch) return false;
    const place = { workspaceId, repository: id, now };
    const applied = await applyConfig(tx, place, { wishes, deed: { at: now, actor: row.author } });
    if (applied.kind === "wrong") {
      await write(tx, row, { state: "wrong", errors: applied.errors, ...follows, readAt: now });
      return true;
    }
    const state = row.seen === "absent" ? "absent" : "applied";
    const { seen: appliedSeen, head: appliedHead } = row;
    await write(tx, row, { state, errors: [], ...follows, readAt: now });
    await changeRepositoryConfig(tx, id, { appliedSeen, appliedHead, appliedAt: now });
    log.debug({ repository: id, links: wishes.length }, "config file applied");
    return true;
  });
}

interface Result extends Partial<Follows> {
  readonly state: ConfigState;
  readonly errors: readonly ConfigError[];
}

function finish(
  { store, clock }: LaneDependencies,
  row: RepositoryConfigRow,
  result: Result,
): Promise<boolean> {
  return store.write(async (tx) => {
    if (await isStillSeen(tx, row)) await write(tx, row, { ...result, readAt: clock.now() });
    return true;
  });
}

/** Another file was seen meanwhile: its own run is marked. */
async function isStillSeen(tx: Tx, { repository, seen }: RepositoryConfigRow): Promise<boolean> {
  return (await findRepositoryConfig(tx.query, repository))?.seen === seen;
}

function write(
  tx: Tx,
  row: RepositoryConfigRow,
  result: Result & { readonly readAt: number },
): Promise<void> {
  const { errors, ...columns } = result;
  return changeRepositoryConfig(tx, row.repository, {
    ...columns,
    errors: JSON.stringify(errors),
    done: row.due,
  });
}
