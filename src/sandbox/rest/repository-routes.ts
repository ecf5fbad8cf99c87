/** Repositories and their branches. */
import { json, Refused } from "../answer.ts";
import { gitDirOf } from "../context.ts";
import { maySee, type InstallationCaller } from "../credentials.ts";
import { listRefs } from "../git/refs.ts";
import { formatNodeId } from "../node-ids.ts";
import * as refusals from "../refusals.ts";
import { fullRepositoryShape, repositoryApiUrl, repositoryShape } from "../shapes/repository-shape.ts";
import { takePage } from "./page.ts";
import type { RepositoryRequest, RestRequest, Route } from "./route.ts";

export const REPOSITORY_ROUTES: readonly Route[] = [
  { method: "GET", path: "/installation/repositories", access: "installation", handle: listRepositories },
  { method: "GET", path: "/repositories/{id}", access: "installation", handle: findById },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}",
    access: "repository",
    handle: ({ context, repository }) => json(fullRepositoryShape(context, repository)),
  },
  { method: "GET", path: "/repos/{owner}/{repo}/branches", access: "contents:read", handle: listBranches },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/git/matching-refs/{ref+}",
    access: "contents:read",
    handle: matchRefs,
  },
  { method: "GET", path: "/repos/{owner}/{repo}/git/ref/{ref+}", access: "contents:read", handle: findRef },
];

type InstallationRequest = RestRequest & { readonly caller: InstallationCaller };

function listRepositories(request: InstallationRequest): ReturnType<typeof json> {
  const { context, caller } = request;
  const seen = context.state.data.repositories.filter((it) => maySee(caller, it));
  const { items, headers } = takePage(request, seen);
  const selection = caller.installation.repositories === "all" ? "all" : "selected";
  const repositories = items.map((it) => repositoryShape(context, it));
  return json({ total_count: seen.length, repository_selection: selection, repositories }, 200, headers);
}

function findById({ context, caller, params }: InstallationRequest): ReturnType<typeof json> {
  const repository = context.state.repository(Number(params["id"]));
  if (repository === null || !maySee(caller, repository)) throw new Refused(refusals.notFound());
  return json(fullRepositoryShape(context, repository));
}

async function listBranches(request: RepositoryRequest): Promise<ReturnType<typeof json>> {
  const { context, repository, query } = request;
  const api = repositoryApiUrl(context, repository);
  const { protectedBranches, rulesetBranches } = repository.rules;
  const refs = await listRefs(gitDirOf(context, repository), "refs/heads/");
  const all = [...refs].map(([ref, sha]) => {
    const name = ref.slice("refs/heads/".length);
    const isProtected = protectedBranches.includes(name) || rulesetBranches.includes(name);
    return { name, commit: { sha, url: `${api}/commits/${sha}` }, protected: isProtected };
  });
  const wanted = query.get("protected");
  const { items, headers } = takePage(
    request,
    wanted === null ? all : all.filter((it) => String(it.protected) === wanted),
  );
  return json(items, 200, headers);
}

async function matchRefs(request: RepositoryRequest): Promise<ReturnType<typeof json>> {
  const refs = await listRefs(request.gitDir, `refs/${request.params["ref"] ?? ""}`);
  const { items, headers } = takePage(
    request,
    [...refs].map(([ref, sha]) => refShape(request, ref, sha)),
    100,
  );
  return json(items, 200, headers);
}

async function findRef(request: RepositoryRequest): Promise<ReturnType<typeof json>> {
  const ref = `refs/${request.params["ref"] ?? ""}`;
  const refs = await listRefs(request.gitDir, ref);
  const actual = refs.get(ref) ?? null;
  const sha = request.context.heads.shown(request.repository.id, ref, actual);
  if (sha === null) throw new Refused(refusals.notFound());
  return json(refShape(request, ref, sha));
}

export function refShape(request: RepositoryRequest, ref: string, sha: string): Record<string, unknown> {
  const api = repositoryApiUrl(request.context, request.repository);
  return {
    ref,
    node_id: formatNodeId("REF", request.repository.id, ref),
    url: `${api}/git/${ref}`,
    object: { sha, type: "commit", url: `${api}/git/commits/${sha}` },
  };
}
