import { DownloadIcon } from "@primer/octicons-react";
import { LinkButton } from "@primer/react";
import type { ReactElement } from "react";
import classes from "./activity.module.css";

export interface ExportLinkProps {
  readonly isAdmin: boolean;
  readonly url: string;
}

export function ExportLink({ isAdmin, url }: ExportLinkProps): ReactElement {
  if (!isAdmin) return <span className={classes.none}>Admins of the account can download all of it.</span>;
  return (
    <LinkButton href={url} download="" leadingVisual={DownloadIcon}>
      Download as JSON lines
    </LinkButton>
  );
}
