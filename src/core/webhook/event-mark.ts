/** What an event makes dirty, in GitHub's own ids: a pure value, written together with the delivery. */
import { isFields } from "../fields.ts";
import { type CommitId, isObjectId, parseCommitId } from "../git/object-id.ts";
import type { ProposalState } from "../sync/proposal.ts";
import { type ConfigMark, decodeConfigMark } from "./config-mark.ts";
import { positiveInteger, text } from "./payload.ts";

/**
 * `moved`: the branch may have another head; `head` names it where the event does, and `before` the one that it had; null:
 * there was no branch.
 * `created`, `deleted`: the branch came or went; a push says so as well, so these mark nothing where the lane knows already.
 */
export interface LaneMark {
  readonly unit: "lane";
  readonly repositoryId: number;
  readonly branch: string;
  readonly change: "moved" | "created" | "deleted";
  readonly head: CommitId | null;
  readonly before?: CommitId | null;
}

export interface RepositoryMark {
  readonly unit: "repository";
  readonly repositoryId: number;
}

export interface AccountOf {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

export interface InstallationMark {
  readonly unit: "installation";
  /** Where the payload says it: an installation not known yet is made for it. Null: only a known one is marked. */
  readonly account: AccountOf | null;
}

/** What an event says of the pull request of a branch. */
export interface ProposalMark {
  readonly unit: "proposal";
  readonly repositoryId: number;
  /** The request's own branch. */
  readonly branch: string;
  readonly head: CommitId | null;
  readonly state: ProposalState;
}

/** A person whose tokens GitHub takes no more. True of the moment when it was told: a replay does not mark it again. */
export interface AuthorizationMark {
  readonly unit: "authorization";
  /** GitHub's id of the person's account. */
  readonly accountId: number;
}

/** All marks of an event, but those of persons, belong to the installation that the event came from. */
export type EventMark =
  | LaneMark
  | RepositoryMark
  | InstallationMark
  | ProposalMark
  | AuthorizationMark
  | ConfigMark;

/** A delivery whose signature holds, parsed. */
export interface WebhookEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The typed handlers behind a port: rejects where a handler failed. */
export type ReceiveEvent = (event: WebhookEvent) => Promise<readonly EventMark[]>;

export function encodeMarks(marks: readonly EventMark[]): string {
  return JSON.stringify(marks);
}

/** Marks as `encodeMarks` wrote them, to be marked again; what an older version wrote and this one does not know is left out. */
export function decodeMarks(encoded: string): EventMark[] {
  const marks: unknown = JSON.parse(encoded);
  if (!Array.isArray(marks)) return [];
  return marks.map(decodeMark).filter((mark) => mark !== null);
}

function decodeMark(mark: unknown): EventMark | null {
  if (!isFields(mark)) return null;
  const repositoryId = positiveInteger(mark["repositoryId"]);
  if (mark["unit"] === "installation") return { unit: "installation", account: accountOf(mark["account"]) };
  if (repositoryId === null) return null;
  if (mark["unit"] === "repository") return { unit: "repository", repositoryId };
  if (mark["unit"] === "config") return decodeConfigMark(mark, commitOf(mark["head"]));
  const branch = text(mark["branch"]);
  if (mark["unit"] === "proposal") return proposalMark(mark, repositoryId, branch);
  return mark["unit"] === "lane" && branch !== null ? laneMark(mark, repositoryId, branch) : null;
}

function laneMark(
  mark: Readonly<Record<string, unknown>>,
  repositoryId: number,
  branch: string,
): LaneMark | null {
  const change = mark["change"];
  if (change !== "moved" && change !== "created" && change !== "deleted") return null;
  const before = "before" in mark ? { before: commitOf(mark["before"]) } : {};
  return { unit: "lane", repositoryId, branch, change, head: commitOf(mark["head"]), ...before };
}

function proposalMark(
  mark: Readonly<Record<string, unknown>>,
  repositoryId: number,
  branch: string | null,
): ProposalMark | null {
  const state = mark["state"];
  if (branch === null || (state !== "open" && state !== "merged" && state !== "closed")) return null;
  return { unit: "proposal", repositoryId, branch, head: commitOf(mark["head"]), state };
}

/** Null where the value is not an account. */
export function accountOf(value: unknown): AccountOf | null {
  if (!isFields(value)) return null;
  const id = positiveInteger(value["id"]);
  const login = text(value["login"]) ?? text(value["slug"]);
  if (id === null || login === null) return null;
  return { id, login, type: text(value["type"]) ?? "Enterprise" };
}

/** Null where the value is not a commit id, or all zeros (GitHub's "no commit"). */
export function commitOf(value: unknown): CommitId | null {
  if (typeof value !== "string" || !isObjectId(value) || /^0+$/.test(value)) return null;
  return parseCommitId(value);
}
