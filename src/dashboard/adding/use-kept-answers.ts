import { useCallback, useRef, useState } from "react";
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

/** Answers to the steps of a form, kept in this browser through reloads and signing in anew. The functions stay the same ones. @param read of whatever was kept; undefined: nothing */
export function useKeptAnswers<Answers>(
  name: string,
  read: (kept: unknown) => Answers,
): KeptAnswers<Answers> {
  const owner = useDraftOwner();
  const [answers, setAnswers] = useState(() => read(keptAt({ owner, name })));
  const latest = useRef(answers);
  const show = useCallback((next: Answers): void => {
    latest.current = next;
    setAnswers(next);
  }, []);
  const change = useCallback(
    (next: Answers): void => {
      show(next);
      keepDraft({ owner, name }, { text: JSON.stringify(next), over: null });
    },
    [owner, name, show],
  );
  const drop = useCallback((): void => {
    dropDraft({ owner, name });
    show(read(undefined));
  }, [owner, name, read, show]);
  const amend = useCallback(
    (amended: (answers: Answers) => Answers | undefined): void => {
      const next = amended(latest.current);
      if (next === undefined) drop();
      else change(next);
    },
    [change, drop],
  );
  return { answers, change, amend, drop };
}

function keptAt(place: DraftPlace): unknown {
  const draft = readDraft(place);
  try {
    return draft === null ? undefined : JSON.parse(draft.text);
  } catch {
    return undefined;
  }
}
