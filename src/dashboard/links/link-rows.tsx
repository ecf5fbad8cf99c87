import { Checkbox } from "@primer/react";
import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { DocumentName } from "../documents/document-name.tsx";
import { documentTitle } from "../documents/document-title.ts";
import { PageLink } from "../shell/page-link.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { sentenceOf } from "./link-state.ts";
import classes from "./links.module.css";
import { PlaceLink } from "./place-link.tsx";
import { StateLabel } from "./state-label.tsx";

export interface LinkRowsProps {
  readonly workspace: string;
  readonly links: readonly Link[];
  /** Left out: none can be chosen. */
  readonly choosing?: Choosing;
}

export interface Choosing {
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (link: number) => void;
}

export function LinkRows({ workspace, links, choosing }: LinkRowsProps): ReactElement {
  return (
    <ul className={rows.list}>
      {links.map((link) => (
        <li
          key={link.id}
          className={choosing === undefined ? classes.row : `${classes.row} ${classes.choosable}`}
        >
          {choosing !== undefined && (
            <Checkbox
              aria-label={`Choose ${documentTitle(link.document)}, ${link.path}`}
              checked={choosing.chosen.has(link.id)}
              onChange={() => choosing.onToggle(link.id)}
            />
          )}
          <LinkRow workspace={workspace} link={link} />
        </li>
      ))}
    </ul>
  );
}

function LinkRow({ workspace, link }: { readonly workspace: string; readonly link: Link }): ReactElement {
  const params = { workspace, link: String(link.id) };
  return (
    <>
      <div className={rows.cell}>
        <PageLink to="/workspaces/$workspace/integrations/$link" params={params}>
          <strong>
            <DocumentName workspace={workspace} document={link.document} />
          </strong>
        </PageLink>
        <div className={rows.small}>
          {link.kind === "schema" ? "API schema, both ways" : "Collection, backed up"}
        </div>
      </div>
      <div className={rows.cell}>
        <PlaceLink link={link} />
      </div>
      <div className={rows.cell}>
        <StateLabel state={link.state} />
        <div className={rows.small}>
          {link.state === "in_sync" && link.verifiedAt !== null ? (
            <>
              verified <Moment at={link.verifiedAt} />
            </>
          ) : (
            sentenceOf(link)
          )}
        </div>
      </div>
    </>
  );
}
