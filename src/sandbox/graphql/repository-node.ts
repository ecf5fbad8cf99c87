/** Repositories and refs, as GraphQL shows them. */
import { gitDirOf } from "../context.ts";
import { listRefs } from "../git/refs.ts";
import { findEntry } from "../git/tree.ts";
import { readCommit } from "../git/commit.ts";
import { resolveRevision } from "../git/resolve.ts";
import { formatNodeId } from "../node-ids.ts";
import { accountNodeId } from "../shapes/account-shape.ts";
import { fullNameOf, isoTime, repositoryHtmlUrl } from "../shapes/repository-shape.ts";
import type { Account, RepositoryRecord } from "../state.ts";
import { readHead, requireContents, type GraphCall } from "./graph-call.ts";
import { objectNode } from "./object-nodes.ts";

type Node = Record<string, unknown>;

export function repositoryNode(call: GraphCall, repository: RepositoryRecord): Node {
  const { context } = call;
  const reading = <T>(work: () => T): T => {
    requireContents(call, "read");
    return work();
  };
  const defaultRef = `refs/heads/${repository.defaultBranch}`;
  const heads = (): Promise<Map<string, string>> => listRefs(gitDirOf(context, repository), "refs/heads/");
  return {
    __typename: "Repository",
    id: formatNodeId("R", repository.id),
    databaseId: repository.id,
    fullDatabaseId: String(repository.id),
    name: repository.name,
    nameWithOwner: fullNameOf(context, repository),
    owner: ownerNode(call, context.state.owner(repository.ownerId)),
    url: repositoryHtmlUrl(context, repository),
    isArchived: repository.isArchived,
    isPrivate: repository.isPrivate,
    isDisabled: false,
    isFork: false,
    isLocked: false,
    visibility: repository.isPrivate ? "PRIVATE" : "PUBLIC",
    createdAt: isoTime(repository.createdAt),
    pushedAt: isoTime(repository.pushedAt),
    isEmpty: async () =>
      (await readHead(call, repository, defaultRef)) === null && (await heads()).size === 0,
    defaultBranchRef: () => reading(() => refNode(call, repository, defaultRef)),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      reading(() => findRefNode(call, repository, qualifiedName)),
    object: (args: { oid?: string; expression?: string }) =>
      reading(() => findObject(call, repository, args)),
  };
}

function ownerNode({ context }: GraphCall, account: Account): Node {
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login,
    url: `${context.address.url}/${account.login}`,
    avatarUrl: `${context.address.url}/avatars/u/${account.id}?`,
  };
}

/** Null where there is no such ref. */
export async function refNode(
  call: GraphCall,
  repository: RepositoryRecord,
  ref: string,
): Promise<Node | null> {
  const head = await readHead(call, repository, ref);
  if (head === null) return null;
  return {
    __typename: "Ref",
    id: formatNodeId("REF", repository.id, ref),
    name: ref.replace(/^refs\/(heads|tags)\//, ""),
    prefix: ref.startsWith("refs/tags/") ? "refs/tags/" : "refs/heads/",
    repository: () => repositoryNode(call, repository),
    target: () => objectNode(call.context, repository, head),
    refUpdateRule: () => updateRule(repository, ref),
  };
}

/** Classic protection, as it meets who may not administer the repository (schema: RefUpdateRule). */
function updateRule({ rules }: RepositoryRecord, ref: string): Node | null {
  const branch = ref.replace("refs/heads/", "");
  if (!rules.protectedBranches.includes(branch)) return null;
  return {
    __typename: "RefUpdateRule",
    pattern: branch,
    allowsDeletions: false,
    allowsForcePushes: false,
    blocksCreations: false,
    requiredApprovingReviewCount: 1,
    requiredStatusCheckContexts: [],
    requiresCodeOwnerReviews: false,
    requiresConversationResolution: false,
    requiresLinearHistory: false,
    requiresSignatures: false,
    viewerAllowedToDismissReviews: false,
    viewerCanPush: false,
  };
}

/** A name without its prefix is looked for among branches, then tags. */
async function findRefNode(
  call: GraphCall,
  repository: RepositoryRecord,
  name: string,
): Promise<Node | null> {
  if (name.startsWith("refs/")) return refNode(call, repository, name);
  const branch = await refNode(call, repository, `refs/heads/${name}`);
  return branch ?? refNode(call, repository, `refs/tags/${name}`);
}

/** `expression`: `main`, `main:path`, an object id. */
async function findObject(
  call: GraphCall,
  repository: RepositoryRecord,
  { oid, expression }: { readonly oid?: string; readonly expression?: string },
): Promise<Node | null> {
  if (oid !== undefined) return objectNode(call.context, repository, oid);
  const [revision = "", ...path] = (expression ?? "").split(":");
  const id = await resolveRevision(call.context, repository, revision);
  if (id === null || path.length === 0) return id === null ? null : objectNode(call.context, repository, id);
  const gitDir = gitDirOf(call.context, repository);
  const commit = await readCommit(gitDir, id);
  const entry = commit === null ? null : await findEntry(gitDir, commit.tree, path.join(":"));
  return entry === null ? null : objectNode(call.context, repository, entry.id);
}
