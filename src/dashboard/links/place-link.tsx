import { GitBranchIcon } from "@primer/octicons-react";
import { Link as PrimerLink } from "@primer/react";
import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import rows from "../styles/rows.module.css";

/** Where the file is, with the way to it on GitHub. */
export function PlaceLink({ link }: { readonly link: Link }): ReactElement {
  return (
    <>
      <PrimerLink href={link.htmlUrl} target="_blank" rel="noopener noreferrer">
        {link.path}
      </PrimerLink>
      <div className={rows.small}>
        {link.repository} <GitBranchIcon size={12} /> {link.branch}
        {link.followsDefault && " (default)"}
      </div>
    </>
  );
}
