import { Button, Checkbox, Label, Link as PrimerLink } from "@primer/react";
import { lazy, type ReactElement, Suspense, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { pathOf } from "../api/request.ts";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { BreakingLabel, type BreakingLabelProps } from "./breaking-label.tsx";
import { CompareButton } from "./compare-button.tsx";
import own from "./history.module.css";
import { RestoreButton } from "./restore-button.tsx";
import type { RevisionListProps } from "./revision-list.tsx";
import { useSeen } from "./use-seen.ts";

/** Loaded when the first is opened. */
const OpenedRevision = lazy(async () => ({
  default: (await import("./opened-revision.tsx")).OpenedRevision,
}));

export interface RevisionRowProps extends RevisionListProps {
  readonly revision: Revision;
  /** The one before; null where it is the first, or not read yet. */
  readonly former: Revision | null;
  /** Of those that are shown: somebody may have saved since. */
  readonly newest: Pick<Revision, "number" | "blob">;
  readonly isPresent: boolean;
  readonly mayWrite: boolean;
  /** It can be had as one file with all that it refers to. */
  readonly isBundled: boolean;
  /** To be compared. */
  readonly isChosen: boolean;
  /** Null: it is the only one. */
  readonly onChoose: (() => void) | null;
  /** @param number of the revision that its text became once more */
  readonly onRestored: (number: number) => void;
  /** When it comes into view; null: nobody waits for that. */
  readonly onSeen: (() => void) | null;
}

const ORIGINS: Readonly<Record<Revision["origin"], string>> = {
  store: "saved here",
  github: "came from GitHub",
  import: "imported",
  rollback: "brought back",
  merge: "merged",
};

export function RevisionRow(props: RevisionRowProps): ReactElement {
  const { workspace, document, revision, former, newest, mayWrite, isChosen, onChoose, onSeen } = props;
  const shown = useSeen<HTMLLIElement>(onSeen);
  const [isOpen, setIsOpen] = useState(false);
  const { number } = revision;
  const content = `/api/v1${pathOf(workspace, ...document, "revisions", number, "content")}`;
  const pair = former === null ? null : { from: former.number, to: number };
  return (
    <li className={rows.row} ref={shown}>
      {onChoose !== null && (
        <Checkbox
          aria-label={`Choose revision ${number} to compare it`}
          checked={isChosen}
          onChange={onChoose}
        />
      )}
      <About
        workspace={workspace}
        document={document}
        revision={revision}
        pair={pair}
        isPresent={props.isPresent}
      />
      <div className={rows.actions}>
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Hide" : "Show"}
        </Button>
        {pair !== null && (
          <CompareButton workspace={workspace} document={document} pair={pair} size="small">
            {`Compare with ${pair.from}`}
          </CompareButton>
        )}
        <Button as="a" size="small" href={content}>
          Download
        </Button>
        {props.isBundled && (
          <Button as="a" size="small" href={`${content}?bundled=true`}>
            Download as one file
          </Button>
        )}
        {mayWrite && newest.number !== number && <RestoreButton {...props} />}
      </div>
      {isOpen && (
        <div className={rows.opened}>
          <Suspense fallback={<SkeletonRows rows={3} />}>
            <OpenedRevision
              workspace={workspace}
              document={document}
              revision={revision}
              former={former}
              pair={pair}
            />
          </Suspense>
        </div>
      )}
    </li>
  );
}

interface AboutProps extends BreakingLabelProps {
  readonly isPresent: boolean;
}

function About({ isPresent, ...labelled }: AboutProps): ReactElement {
  const { revision } = labelled;
  const { number, valid, message, origin, author, at, commit, commitUrl } = revision;
  return (
    <div className={rows.about}>
      <div className={own.revisionHead}>
        <strong>{`Revision ${number}`}</strong>
        {isPresent && <Label variant="accent">present</Label>}
        {!valid && <Label variant="danger">has errors</Label>}
        <BreakingLabel {...labelled} />
      </div>
      {message !== null && <p className={own.message}>{message}</p>}
      <p className={rows.small}>
        {ORIGINS[origin]}
        {author !== null && ` by ${author}`}, <Moment at={at} />
        {commitUrl !== null && (
          <>
            {", commit "}
            <PrimerLink href={commitUrl} target="_blank" rel="noopener noreferrer">
              {commit?.slice(0, 7)}
            </PrimerLink>
          </>
        )}
      </p>
    </div>
  );
}
