import { useRef, useState } from "react";
import { type DraftPlace, dropDraft, keepDraft, readDraft } from "../drafts/drafts.ts";
import { useDraftOwner } from "../drafts/own-drafts.tsx";

export interface KeptAnswers<Answers> {
  readonly answers: Answers;
  readonly change: (answers: Answers) => void;
  /** As they are by then, for what is told late. @param next undefined: nothing is left of them */
  readonly amend: (next: (answers: Answers) => Answers | undefined) => void;
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
  const latest = useRef(answers);
  const show = (next: Answers): void => {
    latest.current = next;
    setAnswers(next);
  };
  const change = (next: Answers): void => {
    show(next);
    keepDraft(place, { text: JSON.stringify(next), over: null });
  };
  const drop = (): void => {
    dropDraft(place);
    show(read(undefined));
  };
  return {
    answers,
    change,
    amend: (amended) => {
      const next = amended(latest.current);
      if (next === undefined) drop();
      else change(next);
    },
    drop,
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
