/** Finds the route of a REST request, checks who asks, and lets it answer. */
import { json, Refused, type Answer } from "../answer.ts";
import { gitDirOf } from "../context.ts";
import {
  identify,
  maySee,
  mayDo,
  requireApp,
  requireClient,
  requireInstallation,
  requireUser,
  type InstallationCaller,
} from "../credentials.ts";
import { matchPath, patternOf } from "../path-pattern.ts";
import * as refusals from "../refusals.ts";
import { fullNameOf } from "../shapes/repository-shape.ts";
import type { RepositoryRecord } from "../state.ts";
import { APP_ROUTES } from "./app-routes.ts";
import { APPLICATION_ROUTES } from "./application-routes.ts";
import { CHECK_ROUTES } from "./check-routes.ts";
import { COMMIT_ROUTES } from "./commit-routes.ts";
import { CONTENTS_ROUTES } from "./contents-routes.ts";
import { DELIVERY_ROUTES } from "./delivery-routes.ts";
import { GIT_DATA_ROUTES } from "./git-data-routes.ts";
import { ISSUE_ROUTES } from "./issue-routes.ts";
import { PULL_ROUTES } from "./pull-routes.ts";
import { REGISTRATION_ROUTES } from "./registration-routes.ts";
import { REPOSITORY_ROUTES } from "./repository-routes.ts";
import {
  isRepositoryRoute,
  REPOSITORY_ACCESS,
  type RepositoryAccess,
  type RepositoryRoute,
  type RestRequest,
  type Route,
} from "./route.ts";
import { RULE_ROUTES } from "./rule-routes.ts";
import { USER_ROUTES } from "./user-routes.ts";
import { VIEWER_ROUTES } from "./viewer-routes.ts";

const ROUTES: readonly { readonly route: Route; readonly pattern: RegExp }[] = [
  ...APP_ROUTES,
  ...APPLICATION_ROUTES,
  ...DELIVERY_ROUTES,
  ...REGISTRATION_ROUTES,
  ...REPOSITORY_ROUTES,
  // Before those that take the rest of a path.
  ...CHECK_ROUTES,
  ...COMMIT_ROUTES,
  ...CONTENTS_ROUTES,
  ...GIT_DATA_ROUTES,
  ...PULL_ROUTES,
  ...ISSUE_ROUTES,
  ...RULE_ROUTES,
  ...USER_ROUTES,
  ...VIEWER_ROUTES,
  { method: "GET", path: "/rate_limit", access: "any", handle: rateLimit } satisfies Route,
].map((route) => ({ route, pattern: patternOf(route.path) }));

export type RestCall = Omit<RestRequest, "caller" | "params"> & { readonly method: string };

/** @throws Refused */
export async function dispatchRest(call: RestCall): Promise<Answer> {
  const caller = identify(call.context, call.headers.authorization);
  const path = pathByName(call);
  for (const { route, pattern } of ROUTES) {
    const params = route.method === call.method ? matchPath(pattern, path) : null;
    if (params === null) continue;
    return answer(route, { ...call, caller, params });
  }
  throw new Refused(refusals.notFound());
}

/** `/repositories/{id}/…`, where a moved repository's former name leads, is the same as `/repos/{owner}/{repo}/…`. */
function pathByName({ context, path }: RestCall): string {
  const [, id, rest] = /^\/repositories\/(\d+)\/(.+)$/.exec(path) ?? [];
  const repository = id === undefined ? null : context.state.repository(Number(id));
  return repository === null ? path : `/repos/${fullNameOf(context, repository)}/${rest}`;
}

async function answer(route: Route, request: RestRequest): Promise<Answer> {
  if (isRepositoryRoute(route)) return answerOfRepository(route, request);
  switch (route.access) {
    case "any":
      return route.handle(request);
    case "app":
      return route.handle({ ...request, caller: requireApp(request.caller) });
    case "installation":
      return route.handle({ ...request, caller: requireInstallation(request.caller) });
    case "client":
      return route.handle({ ...request, caller: requireClient(request.caller) });
    case "user":
      return route.handle({ ...request, caller: requireUser(request.caller) });
  }
}

async function answerOfRepository(route: RepositoryRoute, request: RestRequest): Promise<Answer> {
  const caller = requireInstallation(request.caller);
  const repository = findRepository(request, caller);
  checkAccess(route.access, caller, repository);
  return route.handle({ ...request, caller, repository, gitDir: gitDirOf(request.context, repository) });
}

/** A former name is answered with the way to the present one. */
function findRepository(request: RestRequest, caller: InstallationCaller): RepositoryRecord {
  const { context, params, path } = request;
  const owner = params["owner"] ?? "";
  const name = params["repo"] ?? "";
  const repository = context.state.repositoryNamed(owner, name);
  if (repository !== null && maySee(caller, repository)) return repository;
  const former = repository === null ? context.state.repositoryOnceNamed(owner, name) : null;
  if (former === null || !maySee(caller, former)) throw new Refused(refusals.notFound());
  const rest = path.split("/").slice(4).join("/");
  const url = `${context.address.url}/api/v3/repositories/${former.id}${rest === "" ? "" : `/${rest}`}`;
  throw new Refused(refusals.movedPermanently(url));
}

function checkAccess(
  access: RepositoryAccess,
  caller: InstallationCaller,
  repository: RepositoryRecord,
): void {
  const needed = REPOSITORY_ACCESS[access];
  if (needed === null) return;
  if (!mayDo(caller, needed.permission, needed.level)) throw new Refused(refusals.notAccessible());
  if (needed.level === "write" && repository.isArchived) throw new Refused(refusals.archived());
}

function rateLimit(request: RestRequest): Answer {
  const reset = Math.ceil(request.context.now() / 1000) + 3600;
  const core = { limit: 15_000, used: 0, remaining: 15_000, reset };
  const graphql = { limit: 10_000, used: 0, remaining: 10_000, reset };
  const search = { limit: 30, used: 0, remaining: 30, reset };
  return json({ resources: { core, graphql, search }, rate: core });
}
