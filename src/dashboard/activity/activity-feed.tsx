import { HistoryIcon, SearchIcon } from "@primer/octicons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { type ActivityFilter, activityListQuery, newestActivityQuery } from "../api/activity.ts";
import { Empty } from "../states/empty.tsx";
import { FreshBar } from "../states/fresh-bar.tsx";
import { Paged } from "../states/paged.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { ActivityList } from "./activity-list.tsx";
import { freshIn, withNewest } from "./fresh-activity.ts";

export interface ActivityFeedProps {
  readonly workspace: string;
  readonly filter: ActivityFilter;
}

/** What comes while somebody reads is counted on top, where there is room for it: nothing that is read moves away. */
export function ActivityFeed({ workspace, filter }: ActivityFeedProps): ReactElement {
  const client = useQueryClient();
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
    <>
      <FreshBar count={fresh.length} hasMore={hasMore} onShow={show}>
        Newest first
      </FreshBar>
      <Paged query={list} skeleton={<SkeletonRows rows={10} height="56px" />}>
        {(items) =>
          items.length === 0 ? (
            <NoActivity isFiltered={Object.keys(filter).length > 0} />
          ) : (
            <ActivityList workspace={workspace} items={items} isDetailed />
          )
        }
      </Paged>
    </>
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
