import { Button, Label, Link as PrimerLink } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { pathOf } from "../api/request.ts";
import links from "../links/links.module.css";
import { Moment } from "../times/moment.tsx";
import own from "./history.module.css";
import { RestoreButton } from "./restore-button.tsx";
import { RevisionChange } from "./revision-change.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface RevisionRowProps extends RevisionListProps {
  readonly revision: Revision;
  /** The one before; null where it is the first, or not read yet. */
  readonly former: Revision | null;
  readonly present: Revision;
}

const ORIGINS: Readonly<Record<Revision["origin"], string>> = {
  store: "saved here",
  github: "came from GitHub",
  import: "imported",
  rollback: "brought back",
  merge: "merged",
};

export function RevisionRow(props: RevisionRowProps): ReactElement {
  const { workspace, document, revision, former, present } = props;
  const isPresent = present.number === revision.number;
  const [isOpen, setIsOpen] = useState(false);
  const { number } = revision;
  const content = `/api/v1${pathOf(workspace, ...document, "revisions", number, "content")}`;
  return (
    <li className={own.row}>
      <div className={own.about}>
        <div>
          <strong>{`Revision ${number}`}</strong> {isPresent && <Label variant="accent">present</Label>}{" "}
          {!revision.valid && <Label variant="danger">has errors</Label>}
        </div>
        {revision.message !== null && <p className={own.message}>{revision.message}</p>}
        <p className={links.small}>
          {ORIGINS[revision.origin]}
          {revision.author !== null && ` by ${revision.author}`}, <Moment at={revision.at} />
          {revision.commitUrl !== null && (
            <>
              {", commit "}
              <PrimerLink href={revision.commitUrl} target="_blank" rel="noopener noreferrer">
                {revision.commit?.slice(0, 7)}
              </PrimerLink>
            </>
          )}
        </p>
      </div>
      <div className={own.actions}>
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Hide" : "Show"}
        </Button>
        <Button as="a" size="small" href={content}>
          Download
        </Button>
        {!isPresent && <RestoreButton {...props} />}
      </div>
      {isOpen && (
        <div className={own.change}>
          <RevisionChange workspace={workspace} revision={revision} former={former} />
        </div>
      )}
    </li>
  );
}
