import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { filesQuery } from "../api/files.ts";
import { directoryAndName } from "./directory-and-name.ts";
import { obstacleAt } from "./obstacle-at.ts";

export interface FilePlace {
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: the default one. */
  readonly branch: string;
  /** As it is typed. */
  readonly path: string;
}

export interface FileAt {
  /** Undefined: not known, or not yet. */
  readonly isThere: boolean | undefined;
  /** Why no document can be connected there; null: one can, or that is not known. */
  readonly obstacle: string | null;
}

/** What lies at a path that somebody types, on GitHub, now. */
export function useFileAt(workspace: string, { repository, branch, path }: FilePlace): FileAt {
  const typed = useDeferredValue(path.trim());
  const { directory, name } = directoryAndName(typed);
  const { data } = useInfiniteQuery(filesQuery(workspace, { repository, branch, path: directory }));
  if (typed === "" || data === undefined) return { isThere: undefined, obstacle: null };
  const entry = data.pages.flatMap(({ items }) => items).find((one) => one.name === name);
  // Of a directory with more files than a page holds, those behind are not known.
  const isKnown = entry !== undefined || data.pages.at(-1)?.next === null;
  return { isThere: isKnown ? entry !== undefined : undefined, obstacle: obstacleAt(typed, entry) };
}
