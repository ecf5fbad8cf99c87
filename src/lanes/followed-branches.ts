/**
 * Whether the branches that a config file's patterns follow are where they were when this was asked before: only then it can mean the
 * same still. A named branch that has not moved is free to ask about; those of a pattern are listed, but no files are.
 *
 * Kept in memory only: after a restart each file is read again once.
 */
import type { CommitId } from "../core/git/object-id.ts";
import type { FollowingConfig } from "../db/config-sweep.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { type FollowedPlaces, followedPlaces } from "./list-for-patterns.ts";

interface Remembered {
  /** Of named branches; one that is not there has none. */
  readonly heads: ReadonlyMap<string, CommitId>;
  /** Of all branches, as text. */
  readonly print: string;
}

export class FollowedBranches {
  readonly #deps: LaneDependencies;
  readonly #remembered = new Map<number, Remembered>();

  constructor(deps: LaneDependencies) {
    this.#deps = deps;
  }

  /** True also where it is asked for the first time. @throws GitHubFailure */
  async haveMoved(config: FollowingConfig): Promise<boolean> {
    const places = await this.#placesOf(config);
    // What stands on the default branch is followed by whoever looks at that.
    if (places === null || places.named.length + places.prefixes.length === 0) return false;
    const before = this.#remembered.get(config.repository);
    const now = await this.#ask(config, places, before);
    this.#remembered.set(config.repository, now);
    return now.print !== before?.print;
  }

  /** What was found could not be written down: it is news again. */
  forget(repository: number): void {
    this.#remembered.delete(repository);
  }

  async #placesOf({ content, defaultBranch }: FollowingConfig): Promise<FollowedPlaces | null> {
    if (content === null) return null;
    const reading = await this.#deps.configReader.readConfig(content);
    return reading.kind === "config" ? followedPlaces(reading.config.entries, defaultBranch) : null;
  }

  async #ask(
    { address, followsFiles }: FollowingConfig,
    { named, prefixes }: FollowedPlaces,
    before: Remembered | undefined,
  ): Promise<Remembered> {
    const { github } = this.#deps;
    const heads = new Map<string, CommitId>();
    for (const branch of named) {
      const known = before?.heads.get(branch) ?? null;
      const answer = await github.head(address, branch, known);
      const head = answer.kind === "head" ? answer.head : answer.kind === "unchanged" ? known : null;
      if (head !== null) heads.set(branch, head);
    }
    const lines = [...heads].map(([name, head]) => `${name} ${head}`);
    for (const prefix of prefixes) {
      for (const { name, head } of await github.branches(address, prefix))
        lines.push(followsFiles === 1 ? `${name} ${head}` : name);
    }
    return { heads, print: lines.toSorted().join("\n") };
  }
}
