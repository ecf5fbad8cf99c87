/**
 * How links that need somebody are put into words, for a check run, an issue and a webhook. Repositories may be public: nothing of
 * a document's text is told there, nor what GitHub said of it; only where the link is, and what to do.
 */
import { LINK_CODES } from "../sync/link-codes.ts";
import { harmless } from "../sync/harmless-text.ts";
import type { CheckReport } from "../sync/check-port.ts";
import type { Alert } from "./model.ts";

export const ALERT_CHECK_NAME = "Lockstep";

/** By which an issue is found again whose number was never heard. */
export const ISSUE_MARK = "<!-- lockstep: status -->";

const CHOICES = {
  conflict: "Both sides changed: compare the texts, and keep one of them or their merge.",
  choose: "Both sides had content when they were linked: choose which one to keep.",
} as const;

/** What stands in the way, and what to do about it. */
export function sentenceOf({ state, code }: Pick<Alert, "state" | "code">): string {
  if (state !== "error") return CHOICES[state];
  return code === null ? "It cannot go on; see what Lockstep says of it." : LINK_CODES[code];
}

/** Where a person acts; null where this server's own address is not known. */
export function linkUrl(publicUrl: string, { link, place }: Pick<Alert, "link" | "place">): string | null {
  if (publicUrl === "") return null;
  return `${publicUrl}/workspaces/${encodeURIComponent(place.workspace)}/integrations/${link}`;
}

function titleOf(alerts: readonly Alert[]): string {
  return `${alerts.length} ${alerts.length === 1 ? "file is" : "files are"} out of step`;
}

/** Told at most. */
const MOST_TOLD = 100;
/** An issue's body and a check's summary take 65,535 characters. */
const MOST_BYTES = 60_000;

/** Markdown: one line a link. */
function listOf(alerts: readonly Alert[], publicUrl: string): string {
  let room = MOST_BYTES;
  const all = alerts.slice(0, MOST_TOLD).map((alert) => {
    const { path, branch } = alert.place;
    const url = linkUrl(publicUrl, alert);
    const since = new Date(alert.since).toISOString().slice(0, 16).replace("T", " ");
    const act = url === null ? "" : ` [Open in Lockstep](${url})`;
    return `- ${asCode(path)} on ${asCode(branch)}: **${alert.state}** since ${since} UTC. ${sentenceOf(alert)}${act}`;
  });
  const end = all.findIndex((line) => (room -= byteLength(line) + 1) < 0);
  const lines = end === -1 ? all : all.slice(0, end);
  const more = alerts.length - lines.length;
  return [...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n");
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function asCode(text: string): string {
  return `\`${harmless(text).replaceAll("`", "'")}\``;
}

export interface StatusIssue {
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
}

/** @param alerts of one repository; none: what the issue said is over */
export function issueOf(alerts: readonly Alert[], publicUrl: string): StatusIssue {
  if (alerts.length === 0) {
    const body = `Everything that Lockstep keeps in this repository is in step again.\n\n${ISSUE_MARK}\n`;
    return { title: "Lockstep: in step", body, isOpen: false };
  }
  const body = [
    "Lockstep keeps these files in step with a store of API documents, and needs somebody to go on:",
    listOf(alerts, publicUrl),
    "This issue follows the state by itself, and closes when nothing is left.",
    ISSUE_MARK,
  ];
  return { title: `Lockstep: ${titleOf(alerts)}`, body: `${body.join("\n\n")}\n`, isOpen: true };
}

export type CheckText = Pick<CheckReport, "conclusion" | "title" | "summary">;

/** @param alerts of one branch; none: what the check run said is over */
export function checkTextOf(alerts: readonly Alert[], publicUrl: string): CheckText {
  if (alerts.length === 0) {
    return {
      conclusion: "success",
      title: "In step",
      summary: "Nothing here needs somebody any more.",
    };
  }
  const hasError = alerts.some(({ state }) => state === "error");
  return {
    conclusion: hasError ? "failure" : "action_required",
    title: titleOf(alerts),
    summary: listOf(alerts, publicUrl),
  };
}
