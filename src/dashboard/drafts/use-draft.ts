import { useEffect, useRef, useState } from "react";
import type { SavedText } from "../api/schema.ts";
import { DraftHold } from "./draft-hold.ts";
import { afterSave } from "./after-save.ts";
import type { Draft } from "./drafts.ts";
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
  /** What was written in another tab, and is kept beside this; null: nothing. */
  readonly other: string | null;
  readonly change: (text: string) => void;
  /** Goes on from another text, with what was written. */
  readonly rebase: (over: string | null) => void;
  /** A text was saved, as a blob: what was written since stays, as a change of that. True where something was. */
  readonly saved: (text: string, blob: string | null) => boolean;
  readonly drop: () => void;
  /** Goes on with the other one; this one is kept in its place. */
  readonly takeOther: () => void;
  readonly dropOther: () => void;
}

/**
 * What is edited, beside what is saved: the saved text may change, the edited one is only changed by who edits it.
 * @param name stays as long as the component does
 */
export function useDraft(name: string, saved: SavedText | null): EditedText {
  const place = { owner: useDraftOwner(), name };
  const [hold] = useState(() => new DraftHold(place));
  const [draft, setDraft] = useState<Draft | null>(() => hold.read());
  const { first, look } = useOthers(hold);
  const [isUnkept, setIsUnkept] = useState(false);
  // What is told late, as the end of a save, is judged by what was written meanwhile.
  const latest = useRef(draft);
  const savedText = saved?.text ?? "";
  const savedBlob = saved?.blob ?? null;
  const text = draft?.text ?? savedText;
  const isChanged = draft !== null && draft.text !== savedText;
  const show = (next: Draft | null): void => {
    latest.current = next;
    setDraft(next);
    look();
  };
  const put = (next: Draft | null): void => {
    if (next === null) hold.drop();
    setIsUnkept(next !== null && !hold.keep(next));
    show(next);
  };
  useBeforeUnload(isUnkept && isChanged);
  return {
    text,
    over: draft === null ? savedBlob : draft.over,
    isChanged,
    isOutdated: isChanged && draft.over !== savedBlob,
    isUnkept,
    other: first === text ? null : first,
    change: (written) => {
      const over = latest.current === null ? savedBlob : latest.current.over;
      put(written === savedText ? null : { text: written, over });
    },
    rebase: (over) => put(latest.current === null ? null : { ...latest.current, over }),
    saved: (sent, blob) => {
      const rest = afterSave(latest.current, { text: sent, blob });
      put(rest);
      return rest !== null;
    },
    drop: () => put(null),
    takeOther: () => show(hold.takeOther() ?? latest.current),
    dropOther: () => {
      hold.dropOther();
      look();
    },
  };
}

interface Others {
  /** Null: nothing. */
  readonly first: string | null;
  readonly look: () => void;
}

/** What is written in other tabs, as it is written. */
function useOthers(hold: DraftHold): Others {
  const [others, setOthers] = useState(() => hold.others());
  useEffect(() => {
    const hear = ({ key }: StorageEvent): void => {
      if (key === null || hold.isAt(key)) setOthers(hold.others());
    };
    addEventListener("storage", hear);
    return () => removeEventListener("storage", hear);
  }, [hold]);
  return { first: others[0]?.text ?? null, look: () => setOthers(hold.others()) };
}

function useBeforeUnload(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isOn]);
}
