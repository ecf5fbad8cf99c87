import { useQueries } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { fewLinksQuery } from "../api/links.ts";
import { LinkRows } from "../links/link-rows.tsx";
import { PEOPLE_STATES } from "../links/link-state.ts";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import type { StateCountsProps } from "./state-counts.tsx";
import classes from "./overview.module.css";

const SHOWN = 10;

/** What stands still until somebody does something, the most urgent first. */
export function PeopleFirst({ workspace, counts }: StateCountsProps): ReactElement {
  const states = PEOPLE_STATES.filter((state) => (counts[state] ?? 0) > 0);
  const lists = useQueries({ queries: states.map((state) => fewLinksQuery(workspace, state)) });
  if (states.length === 0) {
    return <p className={classes.good}>Nothing needs you: every change goes through by itself.</p>;
  }
  const expected = Math.min(
    SHOWN,
    states.reduce((sum, state) => sum + (counts[state] ?? 0), 0),
  );
  const links = lists.flatMap(({ data }) => data?.items ?? []).slice(0, SHOWN);
  const failed = lists.filter(({ data, error }) => data === undefined && error !== null);
  const isRead = lists.some(({ data }) => data !== undefined);
  return (
    <>
      <h3>Needs you first</h3>
      {failed.length > 0 && (
        <Failure
          title={isRead ? "Some of these cannot be shown" : "These cannot be shown"}
          error={failed[0]?.error}
          onRetry={() => {
            for (const { refetch } of failed) void refetch();
          }}
          isRetrying={failed.some(({ isFetching }) => isFetching)}
        />
      )}
      {links.length > 0 ? (
        <LinkRows workspace={workspace} links={links} />
      ) : (
        lists.some(({ isPending }) => isPending) && <SkeletonRows rows={expected} height="64px" />
      )}
    </>
  );
}
