/** What a link's state is called, and what it means, in a sentence. */
import type { LinkState } from "../../core/sync/model.ts";
import type { Link } from "../api/contract.ts";

export type Tone = "success" | "accent" | "attention" | "severe" | "danger" | "done" | "secondary";

export interface StateWords {
  readonly label: string;
  readonly tone: Tone;
}

export const STATE_WORDS: Readonly<Record<LinkState, StateWords>> = {
  in_sync: { label: "In sync", tone: "success" },
  empty: { label: "Empty", tone: "secondary" },
  pending: { label: "Pending", tone: "accent" },
  choose: { label: "Needs a choice", tone: "attention" },
  conflict: { label: "Conflict", tone: "danger" },
  missing: { label: "File missing", tone: "attention" },
  edited_on_github: { label: "Edited on GitHub", tone: "attention" },
  awaiting_merge: { label: "Awaiting merge", tone: "done" },
  declined: { label: "Declined", tone: "attention" },
  awaiting_approval: { label: "Awaiting approval", tone: "attention" },
  paused: { label: "Paused", tone: "secondary" },
  error: { label: "Error", tone: "danger" },
};

/** Nothing goes on before somebody has done something; the most urgent first. */
export const PEOPLE_STATES = [
  "conflict",
  "error",
  "choose",
  "missing",
  "edited_on_github",
  "declined",
  "awaiting_approval",
] as const satisfies readonly LinkState[];

/** Those that take a choice between two texts. */
const CHOICE_STATES: ReadonlySet<LinkState> = new Set([
  "choose",
  "conflict",
  "missing",
  "edited_on_github",
  "declined",
]);

export function takesChoice({ state }: Pick<Link, "state">): boolean {
  return CHOICE_STATES.has(state);
}

export function waitingForPeople(counts: Readonly<Record<string, number>>): number {
  return PEOPLE_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

const SENTENCES: Readonly<Record<LinkState, (link: Link) => string>> = {
  in_sync: ({ head }) =>
    head === null
      ? "Both sides hold the same text."
      : `Both sides hold the same text, as of commit ${head.slice(0, 7)}.`,
  empty: ({ kind, path }) =>
    kind === "schema"
      ? `Neither side has a text yet: save one here, or push ${path}.`
      : "The collection was not saved yet; its first save is committed.",
  pending: () => "A change is on its way to the other side.",
  choose: () => "Both sides have a text, and they differ. Nothing is touched until you choose one.",
  conflict: () => "Both sides changed since they were last equal. All texts are kept until you choose.",
  missing: ({ branch }) => `The file is gone from ${branch}. The store keeps its text.`,
  edited_on_github: () =>
    "Somebody edited the backup on GitHub. It is left alone until the next save, or your choice.",
  awaiting_merge: ({ proposed }) =>
    `Pull request #${proposed?.number ?? "?"} holds the change; it is done when that is merged.`,
  declined: ({ proposed }) =>
    `Pull request #${proposed?.number ?? "?"} was closed without the store's text getting in.`,
  awaiting_approval: () => "An admin of the workspace must agree before anything is written.",
  paused: () => "Nothing goes either way until it is resumed.",
  error: () => "Nothing goes either way until this is mended.",
};

/** The server's own words where it has some for this very case. */
export function sentenceOf(link: Link): string {
  return link.message ?? SENTENCES[link.state](link);
}
