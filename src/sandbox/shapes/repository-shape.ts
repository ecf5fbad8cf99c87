/** Repositories, as REST and webhooks show them. */
import type { SandboxContext } from "../context.ts";
import { formatNodeId } from "../node-ids.ts";
import type { RepositoryRecord } from "../state.ts";
import { accountShape } from "./account-shape.ts";

export function fullNameOf(context: SandboxContext, repository: RepositoryRecord): string {
  return `${context.state.owner(repository.ownerId).login}/${repository.name}`;
}

export function repositoryApiUrl(context: SandboxContext, repository: RepositoryRecord): string {
  return `${context.address.url}/api/v3/repos/${fullNameOf(context, repository)}`;
}

export function repositoryHtmlUrl(context: SandboxContext, repository: RepositoryRecord): string {
  return `${context.address.url}/${fullNameOf(context, repository)}`;
}

export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** What the description calls `repository`, and webhooks send. */
export function repositoryShape(
  context: SandboxContext,
  repository: RepositoryRecord,
): Record<string, unknown> {
  const fullName = fullNameOf(context, repository);
  const html = repositoryHtmlUrl(context, repository);
  return {
    id: repository.id,
    node_id: formatNodeId("R", repository.id),
    name: repository.name,
    full_name: fullName,
    private: repository.isPrivate,
    owner: accountShape(context, context.state.owner(repository.ownerId)),
    html_url: html,
    description: null,
    fork: false,
    ...linksOf(repositoryApiUrl(context, repository)),
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.pushedAt),
    pushed_at: isoTime(repository.pushedAt),
    git_url: `${html.replace(/^http/, "git")}.git`,
    ssh_url: `git@${new URL(html).hostname}:${fullName}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    ...FEATURES,
    archived: repository.isArchived,
    disabled: false,
    visibility: repository.isPrivate ? "private" : "public",
    default_branch: repository.defaultBranch,
  };
}

/** `GET /repos/{owner}/{repo}`. */
export function fullRepositoryShape(
  context: SandboxContext,
  repository: RepositoryRecord,
): Record<string, unknown> {
  return { ...repositoryShape(context, repository), network_count: 0, subscribers_count: 0 };
}

/** As a push shows it: times in seconds, and three fields more. */
export function pushRepositoryShape(
  context: SandboxContext,
  repository: RepositoryRecord,
): Record<string, unknown> {
  return {
    ...repositoryShape(context, repository),
    created_at: Math.floor(repository.createdAt / 1000),
    pushed_at: Math.floor(repository.pushedAt / 1000),
    stargazers: 0,
    master_branch: repository.defaultBranch,
  };
}

/** As installation webhooks list it. */
export function listedRepositoryShape(
  context: SandboxContext,
  repository: RepositoryRecord,
): Record<string, unknown> {
  return {
    id: repository.id,
    node_id: formatNodeId("R", repository.id),
    name: repository.name,
    full_name: fullNameOf(context, repository),
    private: repository.isPrivate,
  };
}

const FEATURES = {
  size: 0,
  stargazers_count: 0,
  watchers_count: 0,
  language: null,
  has_issues: true,
  has_projects: true,
  has_downloads: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  forks_count: 0,
  mirror_url: null,
  open_issues_count: 0,
  license: null,
  allow_forking: true,
  is_template: false,
  web_commit_signoff_required: false,
  topics: [],
  forks: 0,
  open_issues: 0,
  watchers: 0,
  custom_properties: {},
};

const LINKS: Readonly<Record<string, string>> = {
  url: "",
  forks_url: "/forks",
  keys_url: "/keys{/key_id}",
  collaborators_url: "/collaborators{/collaborator}",
  teams_url: "/teams",
  hooks_url: "/hooks",
  issue_events_url: "/issues/events{/number}",
  events_url: "/events",
  assignees_url: "/assignees{/user}",
  branches_url: "/branches{/branch}",
  tags_url: "/tags",
  blobs_url: "/git/blobs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  git_refs_url: "/git/refs{/sha}",
  trees_url: "/git/trees{/sha}",
  statuses_url: "/statuses/{sha}",
  languages_url: "/languages",
  stargazers_url: "/stargazers",
  contributors_url: "/contributors",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  commits_url: "/commits{/sha}",
  git_commits_url: "/git/commits{/sha}",
  comments_url: "/comments{/number}",
  issue_comment_url: "/issues/comments{/number}",
  contents_url: "/contents/{+path}",
  compare_url: "/compare/{base}...{head}",
  merges_url: "/merges",
  archive_url: "/{archive_format}{/ref}",
  downloads_url: "/downloads",
  issues_url: "/issues{/number}",
  pulls_url: "/pulls{/number}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  labels_url: "/labels{/name}",
  releases_url: "/releases{/id}",
  deployments_url: "/deployments",
};

function linksOf(api: string): Record<string, string> {
  return Object.fromEntries(Object.entries(LINKS).map(([key, end]) => [key, `${api}${end}`]));
}
