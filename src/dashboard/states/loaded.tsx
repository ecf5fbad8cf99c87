import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { Failure } from "./failure.tsx";
import { isGone } from "./is-gone.ts";
import { SkeletonRows } from "./skeleton-rows.tsx";

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** In place of the data until it is there; of the same size, so that nothing jumps. */
  readonly skeleton?: ReactNode;
  /** Something is written in it, which stays even where the data is there no more. */
  readonly isWritten?: boolean;
  readonly children: (data: Data) => ReactNode;
}

/**
 * The data, what holds its place, or why it is not there. What was there stays where a later look fails, unless the answer is that it
 * is there no more: nobody goes on with what somebody else deleted, or closed to them.
 */
export function Loaded<Data>({
  query,
  skeleton,
  isWritten = false,
  children,
}: LoadedProps<Data>): ReactElement {
  const { data, error, refetch, isFetching } = query;
  const isKept = isWritten || !isGone(error);
  if (data !== undefined && isKept) return <>{children(data)}</>;
  if (error !== null)
    return (
      <Failure
        title={data === undefined ? "This cannot be shown" : "This is gone, or not open to you any more"}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  return <>{skeleton ?? <SkeletonRows rows={5} />}</>;
}
