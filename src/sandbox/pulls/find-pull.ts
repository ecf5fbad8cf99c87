/** The pull requests of a repository, and the branches that they are of. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { readRef } from "../git/refs.ts";
import type { PullRecord, RepositoryRecord } from "../state.ts";

export function pullsOf(context: SandboxContext, repository: RepositoryRecord): readonly PullRecord[] {
  return context.state.data.pulls.filter((it) => it.repositoryId === repository.id);
}

export function findPull(
  context: SandboxContext,
  repository: RepositoryRecord,
  number: number,
): PullRecord | null {
  return pullsOf(context, repository).find((it) => it.number === number) ?? null;
}

export function readBranch(
  context: SandboxContext,
  repository: RepositoryRecord,
  branch: string,
): Promise<string | null> {
  return readRef(gitDirOf(context, repository), `refs/heads/${branch}`);
}
