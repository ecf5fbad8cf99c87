/** Commits, as REST shows them. */
import type { SandboxContext } from "../context.ts";
import type { Commit, Signature } from "../git/commit.ts";
import { formatNodeId } from "../node-ids.ts";
import type { RepositoryRecord } from "../state.ts";
import { loginOf } from "../webhooks/announce-ref.ts";
import { accountShape, findBot } from "./account-shape.ts";
import { isoTime, repositoryApiUrl, repositoryHtmlUrl } from "./repository-shape.ts";

const UNVERIFIED = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

/** `GET commits/{ref}`, and in lists. */
export function commitShape(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: Commit,
): Record<string, unknown> {
  const api = repositoryApiUrl(context, repository);
  return {
    sha: commit.id,
    node_id: formatNodeId("C", repository.id, commit.id),
    commit: {
      author: personShape(commit.author),
      committer: personShape(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.id}`,
      comment_count: 0,
      verification: UNVERIFIED,
    },
    url: `${api}/commits/${commit.id}`,
    html_url: `${repositoryHtmlUrl(context, repository)}/commit/${commit.id}`,
    comments_url: `${api}/commits/${commit.id}/comments`,
    author: accountOf(context, commit.author),
    committer: accountOf(context, commit.committer),
    parents: parentsShape(context, repository, commit, "commits"),
  };
}

/** Of the Git Data API, and of a contents PUT. */
export function gitCommitShape(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: Commit,
): Record<string, unknown> {
  const api = repositoryApiUrl(context, repository);
  return {
    sha: commit.id,
    node_id: formatNodeId("C", repository.id, commit.id),
    url: `${api}/git/commits/${commit.id}`,
    html_url: `${repositoryHtmlUrl(context, repository)}/commit/${commit.id}`,
    author: personShape(commit.author),
    committer: personShape(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parentsShape(context, repository, commit, "git/commits"),
    verification: UNVERIFIED,
  };
}

function parentsShape(
  context: SandboxContext,
  repository: RepositoryRecord,
  commit: Commit,
  route: string,
): Record<string, unknown>[] {
  const api = repositoryApiUrl(context, repository);
  const html = repositoryHtmlUrl(context, repository);
  return commit.parents.map((sha) => ({
    sha,
    url: `${api}/${route}/${sha}`,
    html_url: `${html}/commit/${sha}`,
  }));
}

function personShape(person: Signature): Record<string, unknown> {
  return { name: person.name, email: person.email, date: isoTime(person.at) };
}

function accountOf(context: SandboxContext, person: Signature): Record<string, unknown> | null {
  const login = loginOf(context, person.email);
  const account = login === null ? null : (findBot(context, login) ?? context.state.account(login));
  return account === null ? null : accountShape(context, account);
}
