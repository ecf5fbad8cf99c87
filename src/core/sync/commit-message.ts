/** The message of a commit to GitHub: one line a document, what people said about their saves, and who they are. */
import { type ChangeSummary, wordsOf } from "../compare/change-summary.ts";
import type { CommitId } from "../git/object-id.ts";
import { type CoAuthor, coAuthorTrailers } from "./co-authors.ts";
import type { CommitMessage } from "./github-port.ts";
import { cutText, harmless } from "./harmless-text.ts";
import {
  DEFAULT_TEMPLATE,
  type MessageTemplate,
  renderBody,
  renderHeadline,
  type TemplateValues,
} from "./message-template.ts";

export interface MessageLine {
  /** What people call the document: its name, or API and version. May hold anything. */
  readonly name: string;
  readonly kind: "created" | "updated";
  /** What changed; null or left out: not known. */
  readonly change?: ChangeSummary | null;
  /** The commit whose text this one replaces, where both sides had changed a backup. */
  readonly replaces?: CommitId | null;
  /** How many saves this commit carries. */
  readonly saves: number;
  /** What people said about these saves, oldest first. May hold anything. */
  readonly messages?: readonly string[];
}

export interface MessageContext {
  /** The workspace's own. */
  readonly template: MessageTemplate;
  readonly people: readonly CoAuthor[];
  /** Of the host, below which its accounts have their addresses. */
  readonly hostname: string;
}

const NOBODY: MessageContext = { template: DEFAULT_TEMPLATE, people: [], hostname: "github.com" };

const MAX_NAME = 100;
const MAX_LINES = 100;
/** What people said: of all documents together, of one, and of one save in code points. */
const MAX_MESSAGES = 60;
const MAX_MESSAGES_EACH = 10;
const MAX_MESSAGE = 200;

/**
 * One document: the headline is its line. Several: a count, and their lines in the body, each with a dash in front, so that git
 * takes none for a trailer. Co-authors are the last paragraph, and nothing else is in it. Lengths count code points.
 */
export function commitMessage(
  lines: readonly MessageLine[],
  { template, people, hostname }: MessageContext = NOBODY,
): CommitMessage {
  const values: TemplateValues = {
    summary: (maxLength) => summaryOf(lines, maxLength),
    documents: lines.map(({ name }) => nameOf(name)).join(", "),
    count: String(lines.length),
    details: detailsOf(lines),
  };
  const parts = [
    renderBody(template, values),
    template.body.includes("{details}") ? "" : replacementsOf(lines),
    coAuthorTrailers(people, hostname),
  ];
  return {
    headline: renderHeadline(template, values),
    body: parts.filter((part) => part !== "").join("\n\n"),
  };
}

/** The whole message as git keeps it: by it a commit of ours is recognised when its answer was lost. */
export function messageText({ headline, body }: CommitMessage): string {
  return body === "" ? headline : `${headline}\n\n${body}`;
}

function summaryOf(lines: readonly MessageLine[], maxLength: number): string {
  const [first] = lines;
  if (first === undefined) return "Update nothing";
  return cutText(lines.length === 1 ? lineOf(first, maxLength) : countOf(lines), maxLength);
}

function countOf(lines: readonly MessageLine[]): string {
  const created = lines.filter((line) => line.kind === "created").length;
  const updated = lines.length - created;
  if (updated === 0) return `Create ${created} documents`;
  if (created === 0) return `Update ${updated} documents`;
  return `Create ${created} and update ${updated} documents`;
}

/** The name gives way to what changed. */
function lineOf(line: MessageLine, maxLength: number): string {
  const change = changeOf(line);
  return `${cutText(nameOf(line.name), Math.max(maxLength - change.length, 8))}${change}`;
}

function changeOf({ kind, change = null, saves }: MessageLine): string {
  const what = (kind === "updated" && change !== null ? wordsOf(change) : null) ?? kind;
  return saves > 1 ? `: ${what} (${saves} saves)` : `: ${what}`;
}

function nameOf(name: string): string {
  const text = harmless(name);
  return text === "" ? "Untitled" : text;
}

function detailsOf(lines: readonly MessageLine[]): string {
  const [first] = lines;
  if (first !== undefined && lines.length === 1) {
    const said = messagesOf(first, MAX_MESSAGES).map((message) => `- ${message}`);
    const parts = [said.join("\n"), breakingOf(first, MAX_MESSAGES).join("\n"), replacementsOf(lines)];
    return parts.filter((part) => part !== "").join("\n\n");
  }
  let room = MAX_MESSAGES;
  const shown = lines.slice(0, MAX_LINES).map((line) => {
    const replaced = line.replaces ?? null;
    const remark = replaced === null ? "" : `, replaces the text of commit ${replaced}`;
    const messages = messagesOf(line, room);
    const breaking = breakingOf(line, room - messages.length);
    room -= messages.length + breaking.length;
    const own = `- ${cutText(nameOf(line.name), MAX_NAME)}${changeOf(line)}${remark}`;
    const more = [...messages.map((message) => `- ${message}`), ...breaking];
    return [own, ...more.map((text) => `  ${text}`)].join("\n");
  });
  const rest = lines.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

/** The newest ones where not all have room; the same words once. */
function messagesOf({ messages = [] }: MessageLine, room: number): readonly string[] {
  const said = messages.map((message) => cutText(harmless(message), MAX_MESSAGE));
  const unique = [...new Set(said)].filter((message) => message !== "");
  const limit = Math.min(room, MAX_MESSAGES_EACH);
  return limit === 0 ? [] : unique.slice(-limit);
}

/** What it breaks, each in a line; those that have no room are counted. */
function breakingOf({ kind, change = null }: MessageLine, room: number): readonly string[] {
  if (change === null || kind === "created" || room <= 0) return [];
  const fit = change.breakingCount <= room ? room : room - 1;
  const shown = change.breaking
    .slice(0, fit)
    .map((text) => `- breaking: ${cutText(harmless(text), MAX_MESSAGE)}`);
  const rest = change.breakingCount - shown.length;
  return rest > 0 ? [...shown, `- and ${rest} more that break`] : shown;
}

function replacementsOf(lines: readonly MessageLine[]): string {
  return lines
    .flatMap(({ replaces = null }) => (replaces === null ? [] : [`Replaces the text of commit ${replaces}.`]))
    .slice(0, MAX_LINES)
    .join("\n");
}
