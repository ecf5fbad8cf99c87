import { AlertIcon, CheckIcon } from "@primer/octicons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useDeferredValue } from "react";
import { filesQuery } from "../api/files.ts";
import { directoryAndName } from "./directory-and-name.ts";
import { obstacleAt } from "./obstacle-at.ts";
import classes from "./places.module.css";

export interface FileStandingProps {
  readonly workspace: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: the default one. */
  readonly branch: string;
  readonly path: string;
}

/** What lies at a path that somebody types, and whether it can be connected. */
export function FileStanding({ workspace, repository, branch, path }: FileStandingProps): ReactElement {
  const typed = useDeferredValue(path.trim());
  const { directory, name } = directoryAndName(typed);
  const { data } = useInfiniteQuery(filesQuery(workspace, { repository, branch, path: directory }));
  const entry = data?.pages.flatMap(({ items }) => items).find((one) => one.name === name);
  const isLooked = typed !== "" && data !== undefined;
  const obstacle = isLooked ? obstacleAt(typed, entry) : null;
  // Of a directory with more files than a page holds, those behind are not known.
  const isKnown = isLooked && (entry !== undefined || data.pages.at(-1)?.next === null);
  return (
    <p className={classes.standing} data-tone={obstacle === null ? "fine" : "obstacle"} aria-live="polite">
      {obstacle !== null && <AlertIcon aria-label="In the way" />}
      {obstacle}
      {obstacle === null && isKnown && <Fine isThere={entry !== undefined} />}
    </p>
  );
}

function Fine({ isThere }: { readonly isThere: boolean }): ReactElement {
  return (
    <>
      <CheckIcon aria-hidden />
      {isThere ? "A file is there: it is read." : "Nothing is there yet: the file is made."}
    </>
  );
}
