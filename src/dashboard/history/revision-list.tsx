import { Button } from "@primer/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Revision } from "../api/contract.ts";
import { type DocumentPath, revisionsQuery } from "../api/revisions.ts";
import links from "../links/links.module.css";
import { Empty } from "../states/empty.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { HistoryIcon } from "@primer/octicons-react";
import { RevisionRow } from "./revision-row.tsx";

export interface RevisionListProps {
  readonly workspace: string;
  readonly document: DocumentPath;
  readonly onRestore: (revision: Revision) => void;
  /** Number of the one that is being restored. */
  readonly restoring: number | null;
}

export function RevisionList(props: RevisionListProps): ReactElement {
  const { workspace, document } = props;
  const query = useInfiniteQuery(revisionsQuery(workspace, document));
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
  return (
    <>
      <ol className={links.list} reversed>
        {revisions.map((revision, index) => (
          <RevisionRow
            key={revision.number}
            {...props}
            revision={revision}
            former={revisions[index + 1] ?? null}
            isPresent={index === 0}
          />
        ))}
      </ol>
      {hasNextPage && (
        <div className={links.more}>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
