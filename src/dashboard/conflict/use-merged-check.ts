import { useEffect, useState } from "react";
import type { Problem as Found } from "../../core/sync/model.ts";
import { announce } from "../announce/live-region.ts";
import { checkMerged } from "../api/conflicts.ts";
import { problemWords } from "../apis/problem-words.ts";

export interface MergedCheck {
  /** What was found last: while another text is being checked, of the one before. */
  readonly problems: readonly Found[];
  /** Null: nothing is asked. */
  readonly words: string | null;
}

interface Checked {
  readonly text: string;
  readonly problems: readonly Found[];
  readonly words: string;
}

const NONE: readonly Found[] = [];
/** So long typing must rest. */
const REST_MS = 500;

/**
 * The server's check of a merged text as it is written, before it is saved.
 * @param text null: it is not to be checked
 */
export function useMergedCheck(workspace: string, link: string, text: string | null): MergedCheck {
  const [checked, setChecked] = useState<Checked | null>(null);
  const isAsked = text !== null;
  useEffect(() => {
    if (text === null) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void findProblems({ workspace, link, content: text }, stop.signal).then((found) => {
        if (stop.signal.aborted) return;
        setChecked({ text, ...found });
        announce(found.words);
      });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [workspace, link, text]);
  return {
    problems: isAsked ? (checked?.problems ?? NONE) : NONE,
    words: isAsked ? (checked?.text === text ? checked.words : "Checking …") : null,
  };
}

async function findProblems(
  merged: Parameters<typeof checkMerged>[0],
  signal: AbortSignal,
): Promise<Omit<Checked, "text">> {
  try {
    const { problems } = await checkMerged(merged, signal);
    return {
      problems,
      words: problems.length === 0 ? "No problems were found." : `${problemWords(problems)} in it.`,
    };
  } catch (error) {
    return { problems: NONE, words: error instanceof Error ? error.message : "It could not be checked." };
  }
}
