/** What is at a lane's paths, at one commit: the branch's present head. One query for up to 100 paths. */
import type { ProbotOctokit } from "probot";
import type { Fields } from "../core/fields.ts";
import type { CommitId } from "../core/git/object-id.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type {
  Observation,
  ObservedCommit,
  ObservedFile,
  ObservedRepository,
  ObserveRequest,
  RepositoryAddress,
} from "../core/sync/github-port.ts";
import {
  commitIdAt,
  fieldsAt,
  fieldsOrNull,
  listAt,
  textAt,
  textOrNull,
  unexpectedAnswer,
} from "./answer.ts";
import { failureOfGraphqlError } from "./failure-of.ts";
import { askGraphql } from "./graphql.ts";
import type { GraphqlAnswer } from "./graphql.ts";
import {
  commitAlias,
  commitDocument,
  directoriesAbove,
  headDocument,
  PATHS_PER_QUERY,
  pathVariables,
} from "./observe-query.ts";
import type { PathQuery } from "./observe-query.ts";
import { failedAliases, observedFiles } from "./observed-files.ts";

/** A lane with no more files than this gets their texts at once. */
const PATHS_WITH_TEXT = 3;

/** @throws GitHubFailure, or what Octokit throws. */
export async function observe(octokit: ProbotOctokit, request: ObserveRequest): Promise<Observation> {
  const [linked, ...more] = queriesOf(request);
  const first = withBeside(linked, request);
  const { repository: address, branch } = request;
  const answer = await askGraphql(octokit, {
    kind: "query",
    operationName: "LockstepObserve",
    document: headDocument(first),
    variables: { id: address.nodeId, ref: `refs/heads/${branch}`, ...pathVariables(first) },
  });
  const failed = checkErrors(answer);
  const node = failed === "gone" ? null : fieldsOrNull(answer.data?.["node"]);
  if (failed === "gone" || node === null || !isAddressed(node, address)) {
    return { kind: "refused", code: "repository_not_accessible", repository: null };
  }
  const repository = repositoryIn(node);
  const ref = fieldsOrNull(node["ref"]);
  if (ref === null) {
    const isEmpty = node["isEmpty"] === true;
    return isEmpty
      ? { kind: "empty-repository", repository }
      : { kind: "refused", code: "branch_not_found", repository };
  }
  const commit = commitIn(fieldsAt(ref, "target"));
  const head = commitIdAt(commit, "oid");
  const pages = [pageIn(first, { node, commit, failed })];
  for (const query of more) pages.push(await observeMore(octokit, address, { head, query }));
  const facts = {
    head,
    parents: commitsAt(commit, "parents"),
    ancestors: commitsAt(commit, "history"),
    commit: commitFacts(commit),
    refId: textAt(ref, "id"),
  };
  const { files, filesAt } = joined(pages);
  return { kind: "found", ...facts, repository, files, ...(filesAt.size > 0 && { filesAt }) };
}

type Page = Required<Pick<Extract<Observation, { kind: "found" }>, "files" | "filesAt">>;

interface Answered {
  readonly node: Fields;
  readonly commit: Fields;
  readonly failed: ReadonlySet<string>;
}

function pageIn(query: PathQuery, { node, commit, failed }: Answered): Page {
  const { alsoAt = [] } = query;
  const filesAt = alsoAt.flatMap((id, index): [CommitId, Page["files"]][] => {
    const further = fieldsOrNull(node[commitAlias(index)]);
    return further === null ? [] : [[id, observedFiles(query, further, failed)]];
  });
  return { files: observedFiles(query, commit, failed), filesAt: new Map(filesAt) };
}

function joined(pages: readonly Page[]): Page {
  const filesAt = new Map<CommitId, ReadonlyMap<string, ObservedFile>>();
  for (const page of pages)
    for (const [id, files] of page.filesAt) filesAt.set(id, new Map([...(filesAt.get(id) ?? []), ...files]));
  return { files: new Map(pages.flatMap(({ files }) => [...files])), filesAt };
}

function withBeside(query: PathQuery, { paths, members = [], beside = [] }: ObserveRequest): PathQuery {
  const added = beside.filter((path) => !paths.includes(path) && !members.includes(path));
  const known = new Set(query.directories.map(({ path }) => path));
  const directories = [...new Set(added.flatMap(directoriesAbove))].filter((path) => !known.has(path));
  return {
    ...query,
    paths: [...query.paths, ...added],
    directories: [...query.directories, ...directories.map((path) => ({ path, withNames: false }))],
  };
}

/** None where GitHub does not say: then the head is not known to be built on anything. */
function commitsAt(commit: Fields, key: string): readonly CommitId[] {
  const commits = fieldsOrNull(commit[key]);
  return commits === null ? [] : listAt(commits, "nodes").map((node) => commitIdAt(node, "oid"));
}

/** At a commit that the first query found; where it is not found now, nothing is known of these paths. */
async function observeMore(
  octokit: ProbotOctokit,
  address: RepositoryAddress,
  { head, query }: { readonly head: CommitId; readonly query: PathQuery },
): Promise<Page> {
  const answer = await askGraphql(octokit, {
    kind: "query",
    operationName: "LockstepObserveMore",
    document: commitDocument(query),
    variables: { id: address.nodeId, oid: head, ...pathVariables(query) },
  });
  const failed = checkErrors(answer);
  const node = fieldsOrNull(answer.data?.["node"]);
  const commit = fieldsOrNull(node?.["object"]);
  if (failed === "gone" || node === null || commit === null)
    return { files: new Map(query.paths.map((path) => [path, { kind: "unknown" }])), filesAt: new Map() };
  return pageIn(query, { node, commit: commitIn(commit), failed });
}

function queriesOf(request: ObserveRequest): readonly [PathQuery, ...PathQuery[]] {
  const { paths: linked, members = [], newPaths, alsoAt = [] } = request;
  const isNew = new Set(newPaths);
  const withText = linked.length <= PATHS_WITH_TEXT;
  const isLinked = new Set(linked);
  const bare = new Set(members.filter((path) => !isLinked.has(path)));
  const paths = [...linked, ...bare];
  const queries: PathQuery[] = [];
  for (let start = PATHS_PER_QUERY; start < paths.length; start += PATHS_PER_QUERY) {
    queries.push({ ...queryOf(paths.slice(start, start + PATHS_PER_QUERY), isNew, withText), alsoAt, bare });
  }
  return [{ ...queryOf(paths.slice(0, PATHS_PER_QUERY), isNew, withText), alsoAt, bare }, ...queries];
}

/** Files of which nobody knows the size: so many of 500 kB each are an answer that GitHub still gives. */
const READ_WITH_TEXT = 20;

/** @throws GitHubFailure, or what Octokit throws. */
export async function readFiles(
  octokit: ProbotOctokit,
  repository: RepositoryAddress,
  { commit: head, paths }: { readonly commit: CommitId; readonly paths: readonly string[] },
): Promise<ReadonlyMap<string, ObservedFile>> {
  const files = new Map<string, ObservedFile>();
  const withText = paths.length <= READ_WITH_TEXT;
  for (let start = 0; start < paths.length; start += PATHS_PER_QUERY) {
    const query = queryOf(paths.slice(start, start + PATHS_PER_QUERY), new Set(), withText);
    const page = await observeMore(octokit, repository, { head, query });
    for (const [path, file] of page.files) files.set(path, file);
  }
  return files;
}

/** With the directories above the paths: they tell a missing file from one whose place is taken. */
function queryOf(paths: readonly string[], isNew: ReadonlySet<string>, withText: boolean): PathQuery {
  const directories = new Map<string, boolean>();
  for (const path of paths) {
    const withNames = isNew.has(path);
    const above = withNames ? ["", ...directoriesAbove(path)] : directoriesAbove(path);
    for (const directory of above)
      directories.set(directory, withNames || directories.get(directory) === true);
  }
  return { paths, directories: [...directories].map(([path, withNames]) => ({ path, withNames })), withText };
}

/**
 * The aliases that failed, or `gone` where the repository is not to be seen.
 * @throws GitHubFailure where an error concerns more than single paths.
 */
function checkErrors({ errors, headers }: GraphqlAnswer): ReadonlySet<string> | "gone" {
  const wide = errors.filter((error) => failedAliases([error]) === null);
  for (const error of errors) {
    const failure = failureOfGraphqlError(error, headers, Date.now());
    if (failure?.kind === "rate_limited") throw new GitHubFailure(failure, { cause: error });
  }
  if (wide.some(({ type, path }) => type === "NOT_FOUND" && path.length === 1 && path[0] === "node"))
    return "gone";
  const [error] = wide;
  if (error !== undefined) {
    const failure = failureOfGraphqlError(error, headers, Date.now());
    throw new GitHubFailure(failure ?? { kind: "unexpected", status: 200, message: error.message }, {
      cause: error,
    });
  }
  return failedAliases(errors) ?? new Set();
}

/** Ids tell whether it is still the repository, with its owner, that the links belong to. */
function isAddressed(node: Fields, address: RepositoryAddress): boolean {
  const owner = fieldsOrNull(node["owner"]);
  return node["databaseId"] === address.repositoryId && owner?.["databaseId"] === address.ownerId;
}

function repositoryIn(node: Fields): ObservedRepository {
  return {
    owner: textAt(fieldsAt(node, "owner"), "login"),
    name: textAt(node, "name"),
    defaultBranch: textOrNull(fieldsOrNull(node["defaultBranchRef"]), "name"),
    isArchived: node["isArchived"] === true,
  };
}

function commitFacts(commit: Fields): ObservedCommit {
  const author = fieldsOrNull(commit["author"]);
  const committedAt = Date.parse(textAt(commit, "committedDate"));
  if (Number.isNaN(committedAt)) throw unexpectedAnswer("committedDate");
  return {
    author: textOrNull(fieldsOrNull(author?.["user"]), "login") ?? textOrNull(author, "name"),
    message: textAt(commit, "message"),
    committedAt,
  };
}

function commitIn(target: Fields): Fields {
  if (target["__typename"] !== "Commit") throw unexpectedAnswer("commit");
  return target;
}
