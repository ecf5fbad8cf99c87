/** What the patterns of a config file match: held against every file of a tree, so it is a worker's work. */
import { checkNewPath } from "../path/policy.ts";
import { matcherOf, type Pattern } from "./pattern.ts";

export interface MatchedName {
  readonly name: string;
  /** What the stars of its pattern stand for. */
  readonly parts: readonly string[];
}

export interface MatchWish {
  readonly of: "branches" | "files";
  readonly patterns: readonly Pattern[];
  readonly names: readonly string[];
}

/** Of each pattern, sorted by name. */
export type Matches = readonly (readonly MatchedName[])[];

/** Links that one file may lead to. */
export const MAX_LINKS = 2000;

/** More than one file may lead to are not told. A pattern of files stands for none that may not be bound by its name. */
export function matchNames({ of, patterns, names }: MatchWish): Matches {
  let room = MAX_LINKS + 1;
  return patterns.map((pattern) => {
    const match = matcherOf(pattern);
    const found: MatchedName[] = [];
    for (const name of names) {
      if (room === 0) break;
      const parts = match(name);
      if (parts === null || (of === "files" && !checkNewPath(name).ok)) continue;
      found.push({ name, parts });
      room -= 1;
    }
    return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  });
}
