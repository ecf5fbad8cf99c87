/** What each choice will do, said before it is done. */
import type { LinkState } from "../../core/sync/model.ts";
import type { Link } from "../api/contract.ts";

export interface ChoiceWords {
  readonly intro: string;
  readonly store: string;
  readonly github: string;
  /** Null: no text of one's own can be put in place of both. */
  readonly merged: string | null;
}

type Words = (link: Link) => ChoiceWords;

const BOTH_DIFFER: Words = (link) => ({
  intro:
    link.state === "choose"
      ? "Both sides had a text before they were connected, and the texts differ. Nothing was touched yet."
      : "Both sides changed since they were last equal. Nothing was overwritten.",
  store: `The text of the store is committed to ${link.path}. GitHub's text stays in the history, here and there.`,
  github: "GitHub's text becomes the present one here. The store's text stays in the history.",
  merged: `The text below is saved here and committed to ${link.path}. Both others stay in the history.`,
});

const WORDS: Partial<Readonly<Record<LinkState, Words>>> = {
  missing: (link) => ({
    intro: `The file ${link.path} is gone from ${link.branch}. The store keeps its text.`,
    store: `The file is made again at ${link.path}, with the store's text.`,
    github: "The file stays away: this integration ends, and the text stays here with its history.",
    merged: null,
  }),
  edited_on_github: (link) => ({
    intro: "Somebody edited the backup on GitHub. Nothing was overwritten.",
    store: `The collection as it is here is committed to ${link.path} again. The edit stays in the history.`,
    github: "The edit becomes the present collection here. What was here stays in the history.",
    merged: null,
  }),
  declined: (link) => ({
    intro: `Pull request #${link.proposed?.number ?? "?"} was closed, and the branch does not hold the store's text.`,
    store: "The store's text is proposed, or committed, once more.",
    github: "The branch's text becomes the present one here. The store's text stays in the history.",
    merged: `The text below is saved here and goes to ${link.path}. Both others stay in the history.`,
  }),
};

export function choiceWords(link: Link): ChoiceWords {
  return (WORDS[link.state] ?? BOTH_DIFFER)(link);
}
