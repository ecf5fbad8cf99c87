import { Button } from "@primer/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { type DocumentPath, revisionsQuery } from "../api/revisions.ts";
import { Empty } from "../states/empty.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { HistoryIcon } from "@primer/octicons-react";
import rows from "../styles/rows.module.css";
import { CompareBar } from "./compare-bar.tsx";
import { RevisionRow } from "./revision-row.tsx";

export interface RevisionListProps {
  readonly workspace: string;
  readonly document: DocumentPath;
}

interface WritableListProps extends RevisionListProps {
  /** It may be brought back to an older text. */
  readonly mayWrite: boolean;
}

export function RevisionList({ workspace, document, mayWrite }: WritableListProps): ReactElement {
  const query = useInfiniteQuery(revisionsQuery(workspace, document));
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  if (data === undefined) {
    return error === null ? (
      <SkeletonRows rows={5} height="64px" />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  }
  const revisions = data.pages.flatMap(({ items }) => items);
  if (revisions.length === 0) {
    return (
      <Empty icon={HistoryIcon} title="No history yet">
        It begins with the first save, or the first push.
      </Empty>
    );
  }
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
          />
        ))}
      </ol>
      {hasNextPage && (
        <div className={rows.more}>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
