import { AlertIcon, CheckIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import classes from "./places.module.css";
import { type FilePlace, useFileAt } from "./use-file-at.ts";

export interface FileStandingProps extends FilePlace {
  readonly workspace: string;
}

/** What lies at a path that somebody types, and whether it can be connected. */
export function FileStanding({ workspace, ...place }: FileStandingProps): ReactElement {
  const { isThere, obstacle } = useFileAt(workspace, place);
  return (
    <p className={classes.standing} data-tone={obstacle === null ? "fine" : "obstacle"} aria-live="polite">
      {obstacle !== null && <AlertIcon aria-label="In the way" />}
      {obstacle}
      {obstacle === null && isThere !== undefined && <Fine isThere={isThere} />}
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
