/** Reading of GitHub's answers: only the fields that are used, each checked where it is taken. */
import { type Fields, isFields } from "../core/fields.ts";
import { isObjectId, parseBlobId, parseCommitId } from "../core/git/object-id.ts";
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import { GitHubFailure } from "../core/retry/failure.ts";

/** An answer that is not what GitHub documents. */
export function unexpectedAnswer(what: string, status: number | null = 200): GitHubFailure {
  return new GitHubFailure({ kind: "unexpected", status, message: `GitHub's answer has no ${what}` });
}

export function fieldsOrNull(value: unknown): Fields | null {
  return isFields(value) ? value : null;
}

export function fieldsAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  if (!isFields(value)) throw unexpectedAnswer(key);
  return value;
}

export function listAt(fields: Fields, key: string): readonly Fields[] {
  const value = fields[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function textAt(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== "string") throw unexpectedAnswer(key);
  return value;
}

export function textOrNull(fields: Fields | null, key: string): string | null {
  const value = fields?.[key];
  return typeof value === "string" ? value : null;
}

export function numberAt(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== "number") throw unexpectedAnswer(key);
  return value;
}

export function commitIdAt(fields: Fields, key: string): CommitId {
  const value = textAt(fields, key);
  if (!isObjectId(value)) throw unexpectedAnswer(key);
  return parseCommitId(value);
}

export function blobIdAt(fields: Fields, key: string): BlobId {
  const value = textAt(fields, key);
  if (!isObjectId(value)) throw unexpectedAnswer(key);
  return parseBlobId(value);
}
