import { HistoryIcon } from "@primer/octicons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { type DocumentPath, revisionsQuery } from "../api/revisions.ts";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import rows from "../styles/rows.module.css";
import { CompareBar } from "./compare-bar.tsx";
import { RevisionRow } from "./revision-row.tsx";
import { useCounting } from "./use-counting.ts";

export interface RevisionListProps {
  readonly workspace: string;
  readonly document: DocumentPath;
}

interface WritableListProps extends RevisionListProps {
  /** It may be brought back to an older text. */
  readonly mayWrite: boolean;
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
          <Revisions {...props} revisions={revisions} />
        )
      }
    </Paged>
  );
}

interface RevisionsProps extends WritableListProps {
  readonly revisions: readonly Revision[];
}

function Revisions({ workspace, document, mayWrite, revisions }: RevisionsProps): ReactElement {
  const { wanted, onSeen } = useCounting({ workspace, document }, revisions);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const choose = (number: number): void =>
    setChosen(chosen.includes(number) ? chosen.filter((other) => other !== number) : [...chosen, number]);
  return (
    <>
      {revisions.length > 1 && <CompareBar workspace={workspace} document={document} chosen={chosen} />}
      <ol className={rows.list} reversed>
        {revisions.map((revision, index) => (
          <RevisionRow
            key={revision.number}
            workspace={workspace}
            document={document}
            revision={revision}
            former={revisions[index + 1] ?? null}
            present={revisions[0] ?? revision}
            mayWrite={mayWrite}
            isChosen={chosen.includes(revision.number)}
            onChoose={revisions.length > 1 ? () => choose(revision.number) : null}
            onSeen={wanted.has(revision.number) ? () => onSeen(revision.number) : null}
          />
        ))}
      </ol>
    </>
  );
}
