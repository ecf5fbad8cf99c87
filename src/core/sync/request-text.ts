/**
 * Title and body of a pull request: which documents it carries, and where. Written only where it changed, so that it does not
 * move with every save. The names in it are texts of users: they stand in code spans, where nothing is linked or mentioned,
 * and are harmless besides, for a squash may make a commit message of the body.
 */
import { commitMessage } from "./commit-message.ts";
import type { PullRequestText } from "./proposal-port.ts";
import { cutText, harmless } from "./harmless-text.ts";

export interface RequestEntry {
  /** What people call the document. May hold anything. */
  readonly name: string;
  readonly path: string;
  readonly kind: "created" | "updated";
}

const MAX_NAME = 100;
const MAX_PATH = 300;
/** GitHub takes 65,536 characters: of the list at most 17,000, of its mark 40,000. */
const MAX_LINES = 40;
const MAX_MARK_BYTES = 30_000;

export function requestText(target: string, entries: readonly RequestEntry[]): PullRequestText {
  const title = commitMessage(entries.map(({ name, kind }) => ({ name, kind, saves: 1 }))).headline;
  const lines = entries.slice(0, MAX_LINES).map(lineOf);
  const rest = entries.length - lines.length;
  const body = [
    `Saved in Lockstep and proposed for ${code(target, MAX_PATH)}:`,
    "",
    ...lines,
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
    "Later saves are added to this request while it is open. Merge it to accept them, or close it to decline.",
    "",
    `<!-- lockstep:${markOf(entries.slice(0, MAX_LINES))} -->`,
  ].join("\n");
  return { title, body };
}

/** As base64url nothing in it can end the comment, or be obeyed. */
function markOf(entries: readonly RequestEntry[]): string {
  let fit = entries;
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

function lineOf({ name, path, kind }: RequestEntry): string {
  return `- ${code(name, MAX_NAME)} in ${code(path, MAX_PATH)}: ${kind}`;
}

/** A code span's fence is longer than any run of backticks in it; without any there is none to be longer than. */
function code(text: string, maxLength: number): string {
  const shown = cutText(harmless(text).replaceAll("`", "'"), maxLength);
  return `\`${shown === "" ? "Untitled" : shown}\``;
}
