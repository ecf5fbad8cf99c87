import { useEffect, useState } from "react";
import type { SavedText } from "../api/schema.ts";
import { type Draft, dropDraft, keepDraft, readDraft } from "./drafts.ts";
import { useDraftOwner } from "./own-drafts.tsx";

export interface EditedText {
  readonly text: string;
  /** The blob that was edited; null: there was none. */
  readonly over: string | null;
  readonly isChanged: boolean;
  /** Somebody saved another text since. */
  readonly isOutdated: boolean;
  /** Neither saved nor kept by the browser: it is lost with the page. */
  readonly isUnkept: boolean;
  readonly change: (text: string) => void;
  /** Goes on from another text, with what was written. */
  readonly rebase: (over: string | null) => void;
  readonly drop: () => void;
}

/** What is edited, beside what is saved: the saved text may change, the edited one is only changed by who edits it. */
export function useDraft(name: string, saved: SavedText | null): EditedText {
  const place = { owner: useDraftOwner(), name };
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(place));
  const [isUnkept, setIsUnkept] = useState(false);
  const savedText = saved?.text ?? "";
  const savedBlob = saved?.blob ?? null;
  const isChanged = draft !== null && draft.text !== savedText;
  const put = (next: Draft | null): void => {
    setDraft(next);
    if (next === null) dropDraft(place);
    else setIsUnkept(!keepDraft(place, next));
  };
  useEffect(() => {
    if (!isUnkept || !isChanged) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isUnkept, isChanged]);
  return {
    text: draft?.text ?? savedText,
    over: draft === null ? savedBlob : draft.over,
    isChanged,
    isOutdated: isChanged && draft.over !== savedBlob,
    isUnkept,
    change: (text) =>
      put(text === savedText ? null : { text, over: draft === null ? savedBlob : draft.over }),
    rebase: (over) => put(draft === null ? null : { ...draft, over }),
    drop: () => put(null),
  };
}
