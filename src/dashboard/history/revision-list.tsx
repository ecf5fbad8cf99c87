import { HistoryIcon } from "@primer/octicons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { type DocumentPath, revisionsQuery } from "../api/revisions.ts";
import { Empty } from "../states/empty.tsx";
import { FreshBar } from "../states/fresh-bar.tsx";
import { Paged } from "../states/paged.tsx";
import { useFresh } from "../states/use-fresh.ts";
import rows from "../styles/rows.module.css";
import { CompareChosen } from "./compare-chosen.tsx";
import { RevisionRow, type RevisionRowProps } from "./revision-row.tsx";
import { useCounting } from "./use-counting.ts";

export interface RevisionListProps {
  readonly workspace: string;
  readonly document: DocumentPath;
}

/** In such a list the present one may be missing. */
export interface OnlyValid {
  readonly present: RevisionRowProps["newest"];
}

interface WritableListProps extends RevisionListProps {
  /** It may be brought back to an older text. */
  readonly mayWrite: boolean;
  /** Those with errors are left out; null: none is. */
  readonly onlyValid?: OnlyValid | null;
  /** Of a schema that refers to other files, one file can be made. */
  readonly isBundled?: boolean;
  /** Where there is no history yet: what begins it. */
  readonly next?: ReactNode;
}

export function RevisionList(props: WritableListProps): ReactElement {
  const { workspace, document, onlyValid = null } = props;
  const query = useInfiniteQuery(revisionsQuery(workspace, document, onlyValid !== null));
  return (
    <Paged key={String(onlyValid !== null)} query={query}>
      {(revisions) =>
        revisions.length === 0 ? (
          <NoRevisions isFiltered={onlyValid !== null} next={props.mayWrite ? props.next : undefined} />
        ) : (
          <Revisions {...props} revisions={revisions} isOld={query.isFetching} />
        )
      }
    </Paged>
  );
}

interface NoRevisionsProps extends Pick<WritableListProps, "next"> {
  readonly isFiltered: boolean;
}

function NoRevisions({ isFiltered, next }: NoRevisionsProps): ReactElement {
  if (isFiltered) {
    return (
      <Empty icon={HistoryIcon} title="Each of them has errors">
        Show those with errors, too, to see what was saved.
      </Empty>
    );
  }
  return (
    <Empty icon={HistoryIcon} title="No history yet" actions={next}>
      It begins with the first save, or the first push.
    </Empty>
  );
}

interface RevisionsProps extends WritableListProps {
  readonly revisions: readonly Revision[];
  readonly isOld: boolean;
}

/** What comes while somebody reads waits above: no choice and no difference that is open moves away. */
function Revisions(props: RevisionsProps): ReactElement {
  const { workspace, document, mayWrite, onlyValid = null, isBundled = false, isOld } = props;
  const fresh = useFresh({ items: props.revisions, numberOf: ({ number }) => number, isOld });
  const revisions = fresh.shown;
  const { wanted, onSeen } = useCounting({ workspace, document }, revisions);
  const newest = onlyValid?.present ?? revisions[0];
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const choose = (number: number): void =>
    setChosen(chosen.includes(number) ? chosen.filter((other) => other !== number) : [...chosen, number]);
  return (
    <>
      <FreshBar count={fresh.count} onShow={fresh.show}>
        {revisions.length > 1 ? (
          <CompareChosen workspace={workspace} document={document} chosen={chosen} />
        ) : (
          "Newest first"
        )}
      </FreshBar>
      <ol className={rows.list} reversed>
        {revisions.map((revision, index) => (
          <RevisionRow
            key={revision.number}
            workspace={workspace}
            document={document}
            revision={revision}
            former={beforeIn(revisions, index)}
            newest={newest ?? revision}
            isPresent={fresh.count === 0 && revision.number === newest?.number}
            mayWrite={mayWrite}
            isBundled={isBundled && revision.closure !== null}
            isChosen={chosen.includes(revision.number)}
            onChoose={revisions.length > 1 ? () => choose(revision.number) : null}
            onRestored={fresh.showTo}
            onSeen={wanted.has(revision.number) ? () => onSeen(revision.number) : null}
          />
        ))}
      </ol>
    </>
  );
}

/** Null: it is the first, or is not in the list. */
function beforeIn(revisions: readonly Revision[], index: number): Revision | null {
  const former = revisions[index + 1];
  return former !== undefined && former.number + 1 === revisions[index]?.number ? former : null;
}
