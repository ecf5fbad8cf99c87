/** The pull requests and issues of a repository, which share their numbers, and the branches that requests are of. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { readRef } from "../git/refs.ts";
import type { IssueRecord } from "../records.ts";
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

export function issuesOf(context: SandboxContext, repository: RepositoryRecord): readonly IssueRecord[] {
  return context.state.data.issues.filter((it) => it.repositoryId === repository.id);
}

export function nextNumber(context: SandboxContext, repository: RepositoryRecord): number {
  const taken = [...pullsOf(context, repository), ...issuesOf(context, repository)];
  return Math.max(0, ...taken.map((it) => it.number)) + 1;
}

export function readBranch(
  context: SandboxContext,
  repository: RepositoryRecord,
  branch: string,
): Promise<string | null> {
  return readRef(gitDirOf(context, repository), `refs/heads/${branch}`);
}
