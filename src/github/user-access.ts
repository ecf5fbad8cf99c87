/**
 * What a person may do, asked with that person's own token, whose power GitHub limits to what both the person and the App have.
 *
 * What is not plainly said is not allowed: an answer of another shape, an organisation that is hidden, a permission not granted.
 */
import type { ProbotOctokit } from "probot";
import type { RepositoryPermission, UserGitHub } from "../core/access/user-github-port.ts";
import { type Fields, isFields } from "../core/fields.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { fieldsOrNull, numberAt } from "./answer.ts";
import { allOf } from "./directory.ts";
import { failureOfGraphqlError } from "./failure-of.ts";
import { askGraphql, type GraphqlAnswer } from "./graphql.ts";
import type { HostOctokits } from "./host-octokit.ts";

export function makeUserGitHub(octokits: Pick<HostOctokits, "asUser">): UserGitHub {
  return {
    installations: (token) => octokits.asUser(token, installations),
    repositories: (token, installationId) =>
      octokits.asUser(token, (octokit) => repositories(octokit, installationId)),
    administers: (token, organisation) =>
      octokits.asUser(token, (octokit) => administers(octokit, organisation)),
  };
}

/** https://docs.github.com/en/rest/apps/installations#list-app-installations-accessible-to-the-user-access-token */
async function installations(octokit: ProbotOctokit): Promise<readonly number[]> {
  const items = await allOf(octokit, "GET /user/installations", {});
  return [...new Set(items.filter(isFields).map((item) => numberAt(item, "id")))];
}

/** https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-user-access-token */
async function repositories(
  octokit: ProbotOctokit,
  installationId: number,
): Promise<ReadonlyMap<number, RepositoryPermission>> {
  const route = "GET /user/installations/{installation_id}/repositories";
  const items = await allOf(octokit, route, { installation_id: installationId });
  const found = new Map<number, RepositoryPermission>();
  for (const item of items.filter(isFields)) {
    const permission = permissionIn(fieldsOrNull(item["permissions"]) ?? {});
    if (permission !== null) found.set(numberAt(item, "id"), permission);
  }
  return found;
}

function permissionIn(permissions: Fields): RepositoryPermission | null {
  if (permissions["admin"] === true) return "admin";
  if (permissions["maintain"] === true || permissions["push"] === true) return "write";
  return permissions["triage"] === true || permissions["pull"] === true ? "read" : null;
}

/**
 * "Organization is adminable by the viewer" (GitHub's GraphQL reference). REST says it only to Apps that ask for the
 * organisation's Members permission (`GET /user/memberships/orgs/{org}`), which is more than Lockstep needs. That GraphQL says
 * it to every App is not confirmed: where it does not, nobody is an admin but the holder of the admin token.
 */
const ADMINISTERS = `
  query Administers($login: String!) {
    organization(login: $login) {
      databaseId
      viewerCanAdminister
    }
  }
`;

async function administers(
  octokit: ProbotOctokit,
  { id, login }: { readonly id: number; readonly login: string },
): Promise<boolean> {
  const answer = await askGraphql(octokit, {
    operationName: "Administers",
    document: ADMINISTERS,
    variables: { login },
    kind: "query",
  });
  requireAnswered(answer);
  const organisation = fieldsOrNull(answer.data?.["organization"]);
  return organisation?.["databaseId"] === id && organisation["viewerCanAdminister"] === true;
}

/** "Not found" and "forbidden" are answers, and mean no; a limit or a fault is none. @throws GitHubFailure */
function requireAnswered({ errors, headers }: GraphqlAnswer): void {
  for (const error of errors) {
    const failure = failureOfGraphqlError(error, headers, Date.now());
    if (failure?.kind === "not_found" || failure?.kind === "permission_missing") continue;
    throw new GitHubFailure(failure ?? { kind: "unexpected", status: 200, message: error.message });
  }
}
