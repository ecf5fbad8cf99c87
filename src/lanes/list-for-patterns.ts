/** What the patterns of a config file are followed in: branches and files, listed only where a pattern asks for them. */
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryFiles, Unlisted } from "../core/repository-config/expand.ts";
import {
  type ConfigEntry,
  type ConfigError,
  placeOf,
  type SchemaEntry,
} from "../core/repository-config/model.ts";
import { matcherOf, type Pattern } from "../core/repository-config/pattern.ts";
import type { BranchRecord } from "../core/sync/github-port.ts";
import type { ConfigRepository } from "../db/config-repository.ts";
import type { LaneDependencies } from "./dependencies.ts";

/** Branches whose whole trees are read for one file. */
const MAX_TREES = 20;

interface ListedAt {
  readonly repository: ConfigRepository;
  /** At which the file was seen. */
  readonly head: CommitId | null;
}

export type Listed =
  | (RepositoryFiles & { readonly kind: "listed" })
  | { readonly kind: "wrong"; readonly errors: readonly ConfigError[] };

export async function listFor(
  { github }: LaneDependencies,
  { repository, head }: ListedAt,
  entries: readonly ConfigEntry[],
): Promise<Listed> {
  const { address, defaultBranch } = repository;
  const schemas = entries.filter((entry) => entry.kind === "schema");
  const branches = await branchesFor(github, repository, schemas);
  const heads = new Map(branches.map((branch) => [branch.name, branch.head]));
  if (head !== null) heads.set(defaultBranch, head);
  const wanted = patternsByBranch(schemas, { defaultBranch, branches });
  const [, last] = [...wanted].slice(MAX_TREES).at(0) ?? [];
  if (last !== undefined) {
    const message = `The patterns reach into the files of more than ${MAX_TREES} branches: make them narrower.`;
    return { kind: "wrong", errors: [{ ...placeOf(last.entry, "branch"), message }] };
  }
  const files = new Map<string, readonly string[] | Unlisted>();
  for (const [branch, { patterns }] of wanted) {
    const at = heads.get(branch);
    const matchers = patterns.map(matcherOf);
    const isSought = ({ path }: { readonly path: string }): boolean =>
      matchers.some((match) => match(path) !== null);
    if (at === undefined) {
      files.set(branch, "no_branch");
      continue;
    }
    const found = await github.findFiles(address, at, isSought);
    files.set(branch, found?.map(({ path }) => path).toSorted() ?? "too_large");
  }
  return {
    kind: "listed",
    defaultBranch,
    branches: branches.map(({ name }) => name).toSorted(),
    filesOf: (branch) => files.get(branch) ?? [],
  };
}

/** Lockstep's own branches are no versions of anything. */
const OWN_PREFIX = "lockstep/";

export interface FollowedPlaces {
  /** Branches whose files are sought, but for the default one. */
  readonly named: readonly string[];
  /** What the branches that are sought begin with. */
  readonly prefixes: readonly string[];
}

/** What patterns are followed in beside the default branch. */
export function followedPlaces(entries: readonly ConfigEntry[], defaultBranch: string): FollowedPlaces {
  const [named, prefixes] = [new Set<string>(), new Set<string>()];
  for (const entry of entries) {
    if (entry.kind !== "schema") continue;
    const { branch, branchPattern, pattern } = entry;
    if (branchPattern !== null) prefixes.add(branchPattern.prefix);
    else if (pattern !== null && branch !== null && branch !== defaultBranch) named.add(branch);
  }
  return { named: [...named], prefixes: withoutNarrower(prefixes) };
}

/** Those that match a pattern, and those named whose files are sought. */
async function branchesFor(
  github: LaneDependencies["github"],
  { address, defaultBranch }: ConfigRepository,
  entries: readonly SchemaEntry[],
): Promise<readonly BranchRecord[]> {
  const { named, prefixes } = followedPlaces(entries, defaultBranch);
  const found = new Map<string, BranchRecord>();
  for (const prefix of withoutNarrower(new Set([...named, ...prefixes]))) {
    for (const branch of await github.branches(address, prefix))
      if (!branch.name.startsWith(OWN_PREFIX)) found.set(branch.name, branch);
  }
  return [...found.values()];
}

/** Whoever lists `release/` has listed `release/1` with it. */
function withoutNarrower(prefixes: ReadonlySet<string>): readonly string[] {
  return [...prefixes].filter(
    (prefix) => ![...prefixes].some((other) => other !== prefix && prefix.startsWith(other)),
  );
}

interface Sought {
  readonly patterns: Pattern[];
  readonly entry: SchemaEntry;
}

function patternsByBranch(
  entries: readonly SchemaEntry[],
  { defaultBranch, branches }: { readonly defaultBranch: string; readonly branches: readonly BranchRecord[] },
): ReadonlyMap<string, Sought> {
  const sought = new Map<string, Sought>();
  for (const entry of entries) {
    const { pattern, branchPattern } = entry;
    if (pattern === null) continue;
    const isMeant = branchPattern === null ? null : matcherOf(branchPattern);
    const names =
      isMeant === null
        ? [entry.branch ?? defaultBranch]
        : branches.map(({ name }) => name).filter((name) => isMeant(name) !== null);
    for (const name of names) {
      const known = sought.get(name);
      if (known === undefined) sought.set(name, { patterns: [pattern], entry });
      else known.patterns.push(pattern);
    }
  }
  return sought;
}
