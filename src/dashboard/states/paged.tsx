import { Button } from "@primer/react";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import type { Page } from "../api/contract.ts";
import rows from "../styles/rows.module.css";
import { Failure } from "./failure.tsx";
import { isGone } from "./is-gone.ts";
import { SkeletonRows } from "./skeleton-rows.tsx";

export interface PagedProps<Item> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  /** In place of the list until it is there. */
  readonly skeleton?: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** A list that comes page by page, what holds its place, or why it is not there. */
export function Paged<Item>({ query, skeleton, children }: PagedProps<Item>): ReactElement {
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  if (data === undefined || isGone(error)) {
    if (error === null) return <>{skeleton ?? <SkeletonRows rows={5} height="64px" />}</>;
    return (
      <Failure
        title={data === undefined ? "This cannot be shown" : "This is gone, or not open to you any more"}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return (
    <>
      {children(data.pages.flatMap(({ items }) => items))}
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
