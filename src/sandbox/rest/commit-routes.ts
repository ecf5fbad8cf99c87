/** Commits: one by its ref, and what lies between two. */
import { json, Refused, type Answer } from "../answer.ts";
import { readCommit, type Commit } from "../git/commit.ts";
import { countCommits, findMergeBase, readLog } from "../git/log.ts";
import { listRefs } from "../git/refs.ts";
import { resolveRevision } from "../git/resolve.ts";
import * as refusals from "../refusals.ts";
import { commitShape } from "../shapes/commit-shape.ts";
import { repositoryApiUrl, repositoryHtmlUrl } from "../shapes/repository-shape.ts";
import type { RepositoryRequest, Route } from "./route.ts";

export const COMMIT_ROUTES: readonly Route[] = [
  { method: "GET", path: "/repos/{owner}/{repo}/commits/{ref+}", access: "contents:read", handle: getCommit },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/compare/{basehead+}",
    access: "contents:read",
    handle: compare,
  },
];

async function getCommit(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, params, headers } = request;
  const ref = params["ref"] ?? "";
  const id = await resolveRevision(context, repository, ref);
  const commit = id === null ? null : await readCommit(gitDir, id);
  if (commit === null) throw new Refused(await refuseMissing(request, ref));
  const isShaWanted = headers.accept?.includes("application/vnd.github.sha") ?? false;
  const etag = isShaWanted ? `"${commit.id}"` : `W/"${commit.id}"`;
  if (headers["if-none-match"]?.includes(commit.id) === true)
    return { status: 304, headers: { etag }, body: null };
  if (!isShaWanted) return json(commitShape(context, repository, commit), 200, { etag });
  const type = "application/vnd.github.sha; charset=utf-8";
  return { status: 200, headers: { "content-type": type, etag }, body: commit.id };
}

async function refuseMissing(request: RepositoryRequest, ref: string): Promise<Answer> {
  const heads = await listRefs(request.gitDir, "refs/heads/");
  return heads.size === 0 ? refusals.repositoryEmpty() : refusals.noCommitForRef(ref);
}

async function compare(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, query } = request;
  const [baseName = "", headName = ""] = (request.params["basehead"] ?? "").split("...");
  const base = await commitNamed(request, baseName);
  const head = await commitNamed(request, headName);
  const mergeBaseId = await findMergeBase(gitDir, base.id, head.id);
  const mergeBase = mergeBaseId === null ? null : await readCommit(gitDir, mergeBaseId);
  if (mergeBase === null) throw new Refused(refusals.notFound());
  const aheadBy = await countCommits(gitDir, head.id, base.id);
  const behindBy = await countCommits(gitDir, base.id, head.id);
  const perPage = Math.min(Number(query.get("per_page") ?? 250) || 250, 250);
  const start = (Number(query.get("page") ?? 1) - 1) * perPage;
  const between = await readLog(gitDir, { from: [head.id], without: [base.id], order: "oldest-first" });
  const commits: Commit[] = [];
  for (const { id } of between.slice(start, start + perPage)) {
    const commit = await readCommit(gitDir, id);
    if (commit !== null) commits.push(commit);
  }
  const html = `${repositoryHtmlUrl(context, repository)}/compare/${baseName}...${headName}`;
  return json({
    url: `${repositoryApiUrl(context, repository)}/compare/${baseName}...${headName}`,
    html_url: html,
    permalink_url: `${repositoryHtmlUrl(context, repository)}/compare/${base.id}...${head.id}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitShape(context, repository, base),
    merge_base_commit: commitShape(context, repository, mergeBase),
    status: statusOf(aheadBy, behindBy),
    ahead_by: aheadBy,
    behind_by: behindBy,
    total_commits: aheadBy,
    commits: commits.map((it) => commitShape(context, repository, it)),
  });
}

async function commitNamed(request: RepositoryRequest, name: string): Promise<Commit> {
  const id = await resolveRevision(request.context, request.repository, name);
  const commit = id === null ? null : await readCommit(request.gitDir, id);
  if (commit === null) throw new Refused(refusals.notFound());
  return commit;
}

function statusOf(aheadBy: number, behindBy: number): string {
  if (aheadBy > 0 && behindBy > 0) return "diverged";
  if (aheadBy > 0) return "ahead";
  return behindBy > 0 ? "behind" : "identical";
}
