import { useState } from "react";
import { type DraftPlace, dropDraft, keepDraft, readDraft } from "../drafts/drafts.ts";
import { useDraftOwner } from "../drafts/own-drafts.tsx";

export interface KeptAnswers<Answers> {
  readonly answers: Answers;
  readonly change: (answers: Answers) => void;
  /** Once they are carried out. */
  readonly drop: () => void;
}

/** Answers to the steps of a form, kept in this browser through reloads and signing in anew. @param read of whatever was kept; undefined: nothing */
export function useKeptAnswers<Answers>(
  name: string,
  read: (kept: unknown) => Answers,
): KeptAnswers<Answers> {
  const place = { owner: useDraftOwner(), name };
  const [answers, setAnswers] = useState(() => read(keptAt(place)));
  return {
    answers,
    change: (next) => {
      setAnswers(next);
      keepDraft(place, { text: JSON.stringify(next), over: null });
    },
    drop: () => {
      dropDraft(place);
      setAnswers(read(undefined));
    },
  };
}

function keptAt(place: DraftPlace): unknown {
  const draft = readDraft(place);
  try {
    return draft === null ? undefined : JSON.parse(draft.text);
  } catch {
    return undefined;
  }
}
