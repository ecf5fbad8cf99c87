/** What the patterns of a config file are followed in: branches and files, listed only where a pattern asks for them. */
import type { CommitId } from "../core/git/object-id.ts";
import { type RepositoryFiles, TOO_MUCH_EFFORT, type Unlisted } from "../core/repository-config/expand.ts";
import type { MatchedName, MatchWish } from "../core/repository-config/match-names.ts";
import {
  type ConfigEntry,
  type ConfigError,
  type ConfigReader,
  placeOf,
  type SchemaEntry,
} from "../core/repository-config/model.ts";
import type { Pattern } from "../core/repository-config/pattern.ts";
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

export type Listed = (RepositoryFiles & { readonly kind: "listed" }) | WrongPatterns;

interface WrongPatterns {
  readonly kind: "wrong";
  readonly errors: readonly ConfigError[];
}

export async function listFor(
  { github, configReader }: Pick<LaneDependencies, "github" | "configReader">,
  { repository, head }: ListedAt,
  entries: readonly ConfigEntry[],
): Promise<Listed> {
  const { address, defaultBranch } = repository;
  const schemas = entries.filter((entry) => entry.kind === "schema");
  const branches = await branchesFor(github, repository, schemas);
  const heads = new Map(branches.map((branch) => [branch.name, branch.head]));
  if (head !== null) heads.set(defaultBranch, head);
  const matched = await matchBranches(configReader, schemas, branches);
  if (matched.kind === "wrong") return matched;
  const { branchesOf } = matched;
  const wanted = patternsByBranch(schemas, { defaultBranch, branchesOf });
  const [, last] = [...wanted].slice(MAX_TREES).at(0) ?? [];
  if (last !== undefined) {
    const message = `The patterns reach into the files of more than ${MAX_TREES} branches: make them narrower.`;
    return { kind: "wrong", errors: [{ ...placeOf(last.entry, "branch"), message }] };
  }
  const files = new Map<string, MatchesByText | Unlisted>();
  for (const [branch, { patterns }] of wanted) {
    const at = heads.get(branch);
    if (at === undefined) {
      files.set(branch, "no_branch");
      continue;
    }
    const found = await github.findFiles(address, at, () => true);
    const names = found?.map(({ path }) => path);
    const own =
      names === undefined ? "too_large" : await matchByText(configReader, { of: "files", patterns, names });
    files.set(branch, own ?? "effort");
    // The others would take as long, one after the other.
    if (own === null) break;
  }
  const filesOf = (branch: string, { text }: Pattern): readonly MatchedName[] | Unlisted => {
    const own = files.get(branch) ?? "effort";
    return typeof own === "string" ? own : (own.get(text) ?? []);
  };
  return { kind: "listed", defaultBranch, branchesOf, filesOf };
}

type MatchesByText = ReadonlyMap<string, readonly MatchedName[]>;

async function matchByText(reader: ConfigReader, wish: MatchWish): Promise<MatchesByText | null> {
  const patterns = [...new Map(wish.patterns.map((pattern) => [pattern.text, pattern])).values()];
  if (patterns.length === 0 || wish.names.length === 0) return new Map();
  const matches = await reader.matchNames({ ...wish, patterns });
  return matches && new Map(patterns.map(({ text }, index) => [text, matches[index] ?? []]));
}

async function matchBranches(
  reader: ConfigReader,
  entries: readonly SchemaEntry[],
  branches: readonly BranchRecord[],
): Promise<(Pick<RepositoryFiles, "branchesOf"> & { readonly kind: "matched" }) | WrongPatterns> {
  const patterned = entries.filter(({ branchPattern }) => branchPattern !== null);
  const patterns = patterned.flatMap(({ branchPattern }) => branchPattern ?? []);
  const names = branches.map(({ name }) => name);
  const matches = await matchByText(reader, { of: "branches", patterns, names });
  if (matches !== null) return { kind: "matched", branchesOf: ({ text }) => matches.get(text) ?? [] };
  const errors = patterned.slice(0, 1).map((entry) => ({
    ...placeOf(entry, "branch"),
    message: TOO_MUCH_EFFORT,
  }));
  return { kind: "wrong", errors };
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
  { defaultBranch, branchesOf }: Pick<RepositoryFiles, "defaultBranch" | "branchesOf">,
): ReadonlyMap<string, Sought> {
  const sought = new Map<string, Sought>();
  for (const entry of entries) {
    const { pattern, branchPattern } = entry;
    if (pattern === null) continue;
    const names =
      branchPattern === null
        ? [entry.branch ?? defaultBranch]
        : branchesOf(branchPattern).map(({ name }) => name);
    for (const name of names) {
      const known = sought.get(name);
      if (known === undefined) sought.set(name, { patterns: [pattern], entry });
      else known.patterns.push(pattern);
    }
  }
  return sought;
}
