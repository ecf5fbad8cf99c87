/**
 * Title and body of a pull request: which documents it carries, where, and what changes in them. Written only where it changed:
 * a save that changes the summary of none moves nothing. The names in it are texts of users: they stand in code spans, where nothing is linked or mentioned,
 * and are harmless besides, for a squash may make a commit message of the body.
 */
import { type ChangeSummary, wordsOf } from "../compare/change-summary.ts";
import { commitMessage } from "./commit-message.ts";
import type { PullRequestText } from "./proposal-port.ts";
import { cutText, harmless } from "./harmless-text.ts";

export interface RequestEntry {
  /** What people call the document. May hold anything. */
  readonly name: string;
  readonly path: string;
  readonly kind: "created" | "updated";
  /** What changed; null or left out: not known. */
  readonly change?: ChangeSummary | null;
}

const MAX_NAME = 100;
const MAX_PATH = 300;
/** GitHub takes 65,536 characters: of the list at most 17,000, of what breaks 8,000, of the mark 40,000. */
const MAX_LINES = 40;
/** Of all documents together, and of each in code points. */
const MAX_BREAKING = 30;
const MAX_BREAKING_TEXT = 110;
const MAX_MARK_BYTES = 30_000;

export function requestText(target: string, entries: readonly RequestEntry[]): PullRequestText {
  const title = commitMessage(entries.map(({ name, kind }) => ({ name, kind, saves: 1 }))).headline;
  const shown = entries.slice(0, MAX_LINES);
  const rest = entries.length - shown.length;
  const body = [
    `Saved in Lockstep and proposed for ${code(target, MAX_PATH)}:`,
    "",
    ...linesOf(shown),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
    "Later saves are added to this request while it is open. Merge it to accept them, or close it to decline.",
    "",
    `<!-- lockstep:${markOf(shown)} -->`,
  ].join("\n");
  return { title, body };
}

/** As base64url nothing in it can end the comment, or be obeyed. */
function markOf(entries: readonly RequestEntry[]): string {
  let fit = entries.map(({ name, path, kind }) => ({ name, path, kind }));
  let bytes = Buffer.from(JSON.stringify(fit));
  while (bytes.byteLength > MAX_MARK_BYTES) {
    fit = fit.slice(0, -1);
    bytes = Buffer.from(JSON.stringify(fit));
  }
  return bytes.toString("base64url");
}

/** The entries that a body of ours lists; null where it has no mark of ours. */
export function parseRequestText(body: string): readonly RequestEntry[] | null {
  const mark = /<!-- lockstep:([\w-]+) -->/.exec(body)?.[1];
  if (mark === undefined) return null;
  try {
    const entries: unknown = JSON.parse(Buffer.from(mark, "base64url").toString("utf8"));
    return Array.isArray(entries) && entries.every(isEntry) ? entries : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is RequestEntry {
  if (typeof value !== "object" || value === null) return false;
  const { name, path, kind } = value as Record<string, unknown>;
  return typeof name === "string" && typeof path === "string" && (kind === "created" || kind === "updated");
}

/** What breaks stands below its document, as far as there is room. */
function linesOf(entries: readonly RequestEntry[]): readonly string[] {
  let room = MAX_BREAKING;
  return entries.flatMap((entry) => {
    const breaking = breakingOf(entry, room);
    room -= breaking.length;
    return [lineOf(entry), ...breaking];
  });
}

function lineOf({ name, path, kind, change = null }: RequestEntry): string {
  const what = (kind === "updated" && change !== null ? wordsOf(change) : null) ?? kind;
  return `- ${code(name, MAX_NAME)} in ${code(path, MAX_PATH)}: ${what}`;
}

function breakingOf({ kind, change = null }: RequestEntry, room: number): readonly string[] {
  if (change === null || kind === "created" || room <= 0) return [];
  const fit = change.breakingCount <= room ? room : room - 1;
  const shown = change.breaking.slice(0, fit).map((text) => `  - breaking: ${code(text, MAX_BREAKING_TEXT)}`);
  const rest = change.breakingCount - shown.length;
  return rest > 0 ? [...shown, `  - and ${rest} more that break`] : shown;
}

/** A code span's fence is longer than any run of backticks in it; without any there is none to be longer than. */
function code(text: string, maxLength: number): string {
  const shown = cutText(harmless(text).replaceAll("`", "'"), maxLength);
  return `\`${shown === "" ? "Untitled" : shown}\``;
}
