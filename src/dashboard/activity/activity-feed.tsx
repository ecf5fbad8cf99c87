import { HistoryIcon, SearchIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useEffect, useRef } from "react";
import { type ActivityFilter, activityListQuery, newestActivityQuery } from "../api/activity.ts";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { ActivityList } from "./activity-list.tsx";
import classes from "./activity.module.css";
import { freshIn, freshWords, withNewest } from "./fresh-activity.ts";

export interface ActivityFeedProps {
  readonly workspace: string;
  readonly filter: ActivityFilter;
}

/** What comes while somebody reads is counted on top, where there is room for it: nothing that is read moves away. */
export function ActivityFeed({ workspace, filter }: ActivityFeedProps): ReactElement {
  const client = useQueryClient();
  const top = useRef<HTMLDivElement>(null);
  const listed = activityListQuery(workspace, filter);
  const list = useInfiniteQuery(listed);
  const { data: newest } = useQuery({
    ...newestActivityQuery(workspace, filter),
    enabled: list.data !== undefined,
  });
  const fresh = list.data === undefined || newest === undefined ? [] : freshIn(list.data, newest);
  const isEmpty = list.data?.pages[0]?.items.length === 0;
  const show = (): void => {
    if (newest === undefined) return;
    client.setQueryData(listed.queryKey, (shown) =>
      shown === undefined ? undefined : withNewest(shown, newest),
    );
  };
  useEffect(() => {
    if (isEmpty && fresh.length > 0) show();
  });
  const hasMore = newest !== undefined && newest.next !== null && fresh.length === newest.items.length;
  return (
    <div ref={top} tabIndex={-1} className={classes.feed}>
      <div className={classes.bar}>
        <span>Newest first</span>
        {fresh.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              show();
              top.current?.focus();
            }}
          >
            {freshWords(fresh.length, hasMore)}
          </Button>
        )}
      </div>
      <Paged query={list} skeleton={<SkeletonRows rows={10} height="56px" />}>
        {(items) =>
          items.length === 0 ? (
            <NoActivity isFiltered={Object.keys(filter).length > 0} />
          ) : (
            <ActivityList workspace={workspace} items={items} isDetailed />
          )
        }
      </Paged>
    </div>
  );
}

function NoActivity({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) {
    return (
      <Empty icon={SearchIcon} title="Nothing like that has happened">
        Take some of the filters away to see more.
      </Empty>
    );
  }
  return (
    <Empty icon={HistoryIcon} title="Nothing has happened yet">
      Saves, commits, and whatever is connected or changed here will be told in this place.
    </Empty>
  );
}
