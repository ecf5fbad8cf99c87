/** Which installations, repositories and branches there are: read by id, all pages. */
import type { ProbotOctokit } from "probot";
import { type Fields, isFields } from "../core/fields.ts";
import type {
  BranchRecord,
  InstallationRecord,
  RepositoryAddress,
  RepositoryRecord,
} from "../core/sync/github-port.ts";
import {
  commitIdAt,
  fieldsAt,
  fieldsOrNull,
  numberAt,
  textAt,
  textOrNull,
  unexpectedAnswer,
} from "./answer.ts";
import { statusOf } from "./failure-of.ts";

const PAGE = { per_page: 100 } as const;

export async function installations(octokit: ProbotOctokit): Promise<readonly InstallationRecord[]> {
  return unique(
    await allOf(octokit, "GET /app/installations", {}),
    installationIn,
    (record) => record.installationId,
  );
}

export async function installation(
  octokit: ProbotOctokit,
  installationId: number,
): Promise<InstallationRecord | null> {
  const route = "GET /app/installations/{installation_id}";
  return orNull(octokit.request(route, { installation_id: installationId }), installationIn);
}

export async function installationRepositories(octokit: ProbotOctokit): Promise<readonly RepositoryRecord[]> {
  const items = await allOf(octokit, "GET /installation/repositories", {});
  return unique(items, repositoryIn, (record) => record.repositoryId);
}

/** By id: names may belong to another repository meanwhile. */
export async function repository(
  octokit: ProbotOctokit,
  repositoryId: number,
): Promise<RepositoryRecord | null> {
  return orNull(
    octokit.request("GET /repositories/{repository_id}", { repository_id: repositoryId }),
    repositoryIn,
  );
}

export interface BranchesWish {
  /** Empty: whatever the names. */
  readonly prefix: string;
  /** Left out: all. */
  readonly most?: number | undefined;
}

/** With a prefix by git's own matching, which says nothing of protection. */
export async function branches(
  octokit: ProbotOctokit,
  { owner, name }: RepositoryAddress,
  { prefix, most = Infinity }: BranchesWish,
): Promise<readonly BranchRecord[]> {
  const where = { owner, repo: name };
  if (prefix === "") {
    const items = await allOf(octokit, "GET /repos/{owner}/{repo}/branches", where, most);
    return unique(items, branchIn, (record) => record.name);
  }
  const route = "GET /repos/{owner}/{repo}/git/matching-refs/{ref}";
  try {
    const items = await allOf(octokit, route, { ...where, ref: `heads/${prefix}` }, most);
    return unique(items, matchingRefIn, (record) => record.name);
  } catch (error) {
    // An empty repository has no refs to match.
    if (statusOf(error) === 409) return [];
    throw error;
  }
}

/** All pages of a list, or as many as hold `most` of its items. */
export async function allOf(
  octokit: ProbotOctokit,
  route: string,
  parameters: Fields,
  most = Infinity,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const { data } of octokit.paginate.iterator<unknown>(route, { ...parameters, ...PAGE })) {
    items.push(...data);
    if (items.length >= most) break;
  }
  return items;
}

/** What moves while pages are read may come twice. */
function unique<Item>(
  items: readonly unknown[],
  itemIn: (fields: Fields) => Item,
  keyOf: (item: Item) => unknown,
): readonly Item[] {
  const records = items.filter(isFields).map(itemIn);
  return [...new Map(records.map((record) => [keyOf(record), record])).values()];
}

async function orNull<Item>(
  answer: Promise<{ readonly data: unknown }>,
  itemIn: (fields: Fields) => Item,
): Promise<Item | null> {
  try {
    const { data } = await answer;
    if (!isFields(data)) throw unexpectedAnswer("record");
    return itemIn(data);
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

function installationIn(fields: Fields): InstallationRecord {
  const account = fieldsAt(fields, "account");
  const type = textOrNull(fields, "target_type") ?? textOrNull(account, "type");
  return {
    installationId: numberAt(fields, "id"),
    account: {
      id: numberAt(account, "id"),
      // An enterprise account has a slug instead.
      login: textOrNull(account, "login") ?? textAt(account, "slug"),
      type: type === "User" || type === "Enterprise" ? type : "Organization",
    },
    suspended: textOrNull(fields, "suspended_at") !== null,
    permissions: permissionsIn(fieldsOrNull(fields["permissions"]) ?? {}),
  };
}

function permissionsIn(fields: Fields): Readonly<Record<string, string>> {
  const granted = Object.entries(fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(granted);
}

function repositoryIn(fields: Fields): RepositoryRecord {
  const owner = fieldsAt(fields, "owner");
  return {
    repositoryId: numberAt(fields, "id"),
    nodeId: textAt(fields, "node_id"),
    ownerId: numberAt(owner, "id"),
    owner: textAt(owner, "login"),
    name: textAt(fields, "name"),
    defaultBranch: textAt(fields, "default_branch"),
    isPrivate: fields["private"] === true,
    isArchived: fields["archived"] === true,
    htmlUrl: textAt(fields, "html_url"),
    cloneUrl: textOrNull(fields, "clone_url") ?? `${textAt(fields, "html_url")}.git`,
  };
}

function branchIn(fields: Fields): BranchRecord {
  const isProtected = fields["protected"] === true;
  return { name: textAt(fields, "name"), head: commitIdAt(fieldsAt(fields, "commit"), "sha"), isProtected };
}

function matchingRefIn(fields: Fields): BranchRecord {
  const name = textAt(fields, "ref").replace(/^refs\/heads\//, "");
  return { name, head: commitIdAt(fieldsAt(fields, "object"), "sha"), isProtected: false };
}
