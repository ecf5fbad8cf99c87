/** How the App gets at what it asks for: by its installation, and by the ids that an address names. */
import { GitHubFailure } from "../../../src/core/retry/failure.ts";
import type { RepositoryAddress } from "../../../src/core/sync/github-port.ts";
import type { CommitId } from "../../../src/core/git/object-id.ts";
import type { Account, Branch, GitHubModel, Repository } from "./github-model.ts";

export function accountOf({ accounts }: GitHubModel, installationId: number): Account | undefined {
  return accounts.find(({ installation }) => installation?.id === installationId);
}

/** Null where the App does not see it under that owner. */
export function findAddressed(github: GitHubModel, address: RepositoryAddress): Repository | null {
  const account = accountOf(github, address.installationId);
  if (account === undefined) throw new GitHubFailure({ kind: "app_uninstalled" });
  if (account.installation?.isSuspended) throw new GitHubFailure({ kind: "app_suspended" });
  const repository = github.repositories.find(({ id }) => id === address.repositoryId);
  if (repository === undefined || repository.account.id !== address.ownerId) return null;
  return repository.account === account && github.isVisible(repository) ? repository : null;
}

export function readable(github: GitHubModel, address: RepositoryAddress): Repository {
  const repository = findAddressed(github, address);
  if (repository === null) throw new GitHubFailure({ kind: "not_found" });
  return repository;
}

export function writable(github: GitHubModel, address: RepositoryAddress): Repository {
  const repository = readable(github, address);
  if (repository.isArchived) throw new GitHubFailure({ kind: "repository_archived" });
  return repository;
}

/** GitHub's own is made of the repository and the ref's name too: a branch made again has the same. */
export function refId({ id }: Repository, branch: string): string {
  return `REF_${id}_${branch}`;
}

/** What the replica that answers shows. */
export function seenHead({ head, lag }: Branch, now: number): CommitId {
  return lag !== null && lag.until > now ? lag.head : head;
}
