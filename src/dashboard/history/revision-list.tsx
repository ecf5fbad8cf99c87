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
import { RevisionRow } from "./revision-row.tsx";
import { useCounting } from "./use-counting.ts";

export interface RevisionListProps {
  readonly workspace: string;
  readonly document: DocumentPath;
}

interface WritableListProps extends RevisionListProps {
  /** It may be brought back to an older text. */
  readonly mayWrite: boolean;
  /** Of a schema that refers to other files, one file can be made. */
  readonly isBundled?: boolean;
  /** Where there is no history yet: what begins it. */
  readonly next?: ReactNode;
}

export function RevisionList(props: WritableListProps): ReactElement {
  const query = useInfiniteQuery(revisionsQuery(props.workspace, props.document));
  return (
    <Paged query={query}>
      {(revisions) =>
        revisions.length === 0 ? (
          <Empty icon={HistoryIcon} title="No history yet" actions={props.mayWrite ? props.next : undefined}>
            It begins with the first save, or the first push.
          </Empty>
        ) : (
          <Revisions {...props} revisions={revisions} isOld={query.isFetching} />
        )
      }
    </Paged>
  );
}

interface RevisionsProps extends WritableListProps {
  readonly revisions: readonly Revision[];
  readonly isOld: boolean;
}

/** What comes while somebody reads waits above: no choice and no difference that is open moves away. */
function Revisions(props: RevisionsProps): ReactElement {
  const { workspace, document, mayWrite, isBundled = false, isOld } = props;
  const fresh = useFresh({ items: props.revisions, numberOf: ({ number }) => number, isOld });
  const revisions = fresh.shown;
  const { wanted, onSeen } = useCounting({ workspace, document }, revisions);
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
            former={revisions[index + 1] ?? null}
            newest={revisions[0] ?? revision}
            isPresent={index === 0 && fresh.count === 0}
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
