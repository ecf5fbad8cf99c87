/** How a caller is refused: as if nothing were there, or with what is needed. */
import type { Caller } from "../../core/access/caller.ts";
import { type DocumentStanding, holds, type Rights } from "../../core/access/rights.ts";
import { repositoryNames } from "../../db/addressed.ts";
import type { Reader } from "../../db/store.ts";
import type { Workspace } from "../../db/workspaces.ts";
import { HttpProblem } from "../problems.ts";

/** Who asks for what, and from where it is read: the store, or the transaction that is about to change it. */
export interface Asked {
  readonly reader: Reader;
  readonly caller: Caller;
  readonly workspace: Workspace;
  readonly rights: Rights;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Refused = Omit<Asked, "params" | "now">;

/** One text each, whatever the reason is. */
const MISSING = {
  workspace: "There is no workspace of this name; its slug is the account's login in lower case.",
  api: "There is no API of this address in the workspace.",
  deletedApi: "No API of this address was deleted in the last 30 days.",
  version: "There is no such API, or it has no such version.",
  deletedVersion: "No version of this name was deleted in the last 30 days.",
  collection: "There is no collection of this id; it is the UUID in info._postman_id.",
  deletedCollection: "No collection of this id was deleted in the last 30 days.",
  link: "There is no such link.",
  hook: "There is no such hook.",
  repository:
    "The installation sees no repository of this name; add it to the installation, or correct the name.",
  blob: "The workspace has no content of this id.",
} as const;

export type Missing = keyof typeof MISSING;

export function missing(kind: Missing): HttpProblem {
  return new HttpProblem("not_found", MISSING[kind]);
}

/** @param need ends the sentence "This needs …" */
export function forbidden({ caller }: Pick<Asked, "caller">, need: string): HttpProblem {
  const detail =
    caller.kind === "token"
      ? `This token's scopes do not reach so far: ${need} is needed.`
      : `This needs ${need}.`;
  return new HttpProblem("forbidden", detail);
}

export function forbiddenToAdmins(asked: Pick<Asked, "caller" | "workspace">): HttpProblem {
  return forbidden(asked, `an admin of the account ${asked.workspace.account.login}`);
}

export function needsAnyPush(asked: Asked): HttpProblem {
  if (asked.caller.kind === "token") return forbidden(asked, "the scope `write`");
  return forbidden(asked, `push access to a repository of ${asked.workspace.account.login}`);
}

/** Repositories that the caller cannot see are not named. @param repositories row ids, all of which must be pushable */
export async function needsPush(asked: Refused, repositories: readonly number[]): Promise<HttpProblem> {
  const { reader, rights, caller } = asked;
  if (caller.kind === "token") return forbidden(asked, "the scope `write`");
  const lacking = repositories.filter((repository) => !holds(rights.pushable, repository));
  const seen = lacking.filter((repository) => holds(rights.readable, repository));
  const named = [...(await repositoryNames(reader, seen))];
  if (seen.length < lacking.length) named.push("a repository that you cannot see");
  return forbidden(asked, `push access to ${named.join(" and ")}`);
}

/** What needs all of several documents. */
export async function needsWriting(
  asked: Refused,
  standings: readonly DocumentStanding[],
): Promise<HttpProblem> {
  const linked = [...new Set(standings.flatMap(({ repositories }) => repositories))];
  if (linked.every((repository) => holds(asked.rights.pushable, repository))) {
    if (asked.caller.kind === "token") return forbidden(asked, "the scope `write`");
    return forbidden(asked, `whoever made it, or an admin of the account ${asked.workspace.account.login}`);
  }
  return needsPush(asked, linked);
}
