/**
 * The message of a commit to GitHub: one line a document. Names are texts of users, and a commit message is obeyed by many: people
 * are mentioned, issues closed, builds skipped and authors credited by it. What could be obeyed is broken by visible changes
 * (a blank, round brackets), not by zero-width characters: those survive copying, defeat searching, and GitHub warns of them.
 */
import type { CommitId } from "../git/object-id.ts";
import type { CommitMessage } from "./github-port.ts";

export interface MessageLine {
  /** What people call the document: its name, or API and version. May hold anything. */
  readonly name: string;
  readonly kind: "created" | "updated";
  /** The commit whose text this one replaces, where both sides had changed a backup. */
  readonly replaces?: CommitId | null;
  /** How many saves this commit carries. */
  readonly saves: number;
}

const MAX_HEADLINE = 72;
const MAX_NAME = 100;
const MAX_LINES = 100;

/**
 * One document: the headline is its line. Several: a count, and their lines in the body, each with a dash in front, so that git
 * takes none for a trailer. Lengths count code points.
 */
export function commitMessage(lines: readonly MessageLine[]): CommitMessage {
  const [first] = lines;
  if (first === undefined) return { headline: "Update nothing", body: "" };
  if (lines.length === 1) return { headline: headlineOf(first), body: replacementOf(first) };
  return { headline: countOf(lines), body: bodyOf(lines) };
}

function headlineOf(line: MessageLine): string {
  const change = changeOf(line);
  return `${cut(harmless(line.name), MAX_HEADLINE - change.length)}${change}`;
}

function changeOf(line: MessageLine): string {
  return line.saves > 1 ? `: ${line.kind} (${line.saves} saves)` : `: ${line.kind}`;
}

function replacementOf(line: MessageLine): string {
  const replaced = line.replaces ?? null;
  return replaced === null ? "" : `Replaces the text of commit ${replaced}.`;
}

function bodyOf(lines: readonly MessageLine[]): string {
  const shown = lines.slice(0, MAX_LINES).map((line) => {
    const replaced = line.replaces ?? null;
    const remark = replaced === null ? "" : `, replaces the text of commit ${replaced}`;
    return `- ${cut(harmless(line.name), MAX_NAME)}${changeOf(line)}${remark}`;
  });
  const rest = lines.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

function countOf(lines: readonly MessageLine[]): string {
  const created = lines.filter((line) => line.kind === "created").length;
  const updated = lines.length - created;
  if (updated === 0) return `Create ${created} documents`;
  if (created === 0) return `Update ${updated} documents`;
  return `Create ${created} and update ${updated} documents`;
}

/** Kept of the invisible ones: the two joiners, without which some scripts and emoji fall apart. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}]/gu;
/** Trailers that name people or give orders (`Co-authored-by`, `on-behalf-of`, `skip-checks`), where a colon follows or will. */
const TRAILER = /[a-z0-9-]*-(?:by|checks|for|from|of|to|with)(?=\s*(?::|$))/gi;

/** One line, of what people see as what it is, that nobody obeys. Never empty. */
function harmless(name: string): string {
  const text = name
    .slice(0, 2000)
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, " ")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/\*{2,}/g, "*")
    .replace(TRAILER, (token) => token.replaceAll("-", " "))
    .replace(/[@#](?=[\p{L}\p{N}_-])/gu, "$& ")
    .replace(/gh-(?=\d)/gi, "$& ")
    .replace(/:\/\/(?=\S)/g, ":// ")
    .replace(/\/(?:issues|pull|pulls|discussions)\/(?=\d)/gi, "$& ")
    .trim();
  return text === "" ? "Untitled" : text;
}

function cut(text: string, maxLength: number): string {
  const characters = Array.from(text);
  return characters.length <= maxLength
    ? text
    : `${characters
        .slice(0, maxLength - 1)
        .join("")
        .trimEnd()}…`;
}
