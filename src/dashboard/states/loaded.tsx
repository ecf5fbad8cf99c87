import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { Failure } from "./failure.tsx";
import { SkeletonRows } from "./skeleton-rows.tsx";

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** In place of the data until it is there; of the same size, so that nothing jumps. */
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** The data, what holds its place, or why it is not there. What was there stays where a later look fails. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>): ReactElement {
  const { data, error, refetch, isFetching } = query;
  if (data !== undefined) return <>{children(data)}</>;
  if (error !== null)
    return (
      <Failure
        title="This cannot be shown"
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  return <>{skeleton ?? <SkeletonRows rows={5} />}</>;
}
