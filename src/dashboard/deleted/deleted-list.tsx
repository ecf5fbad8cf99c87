import { TrashIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { type ReactElement, useRef, useState } from "react";
import type { Page } from "../api/contract.ts";
import { restoreDeleted } from "../api/deleted.ts";
import { workspaceKey } from "../api/keys.ts";
import { Empty } from "../states/empty.tsx";
import { Failure } from "../states/failure.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import { DeletedRow, type DeletedThing } from "./deleted-row.tsx";
import own from "./deleted.module.css";

export interface DeletedListProps<Item> {
  readonly workspace: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  readonly thingOf: (item: Item) => DeletedThing;
  /** What is left to do once one is back. */
  readonly next: string;
}

export function DeletedList<Item>({ workspace, query, thingOf, next }: DeletedListProps<Item>): ReactElement {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  if (data === undefined) {
    return error === null ? (
      <SkeletonRows rows={3} height="64px" />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  }
  const things = data.pages.flatMap(({ items }) => items.map(thingOf));
  return (
    <>
      <Things workspace={workspace} things={things} next={next} />
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

interface ThingsProps extends Pick<DeletedListProps<unknown>, "workspace" | "next"> {
  readonly things: readonly DeletedThing[];
}

/** The one that was restored leaves the list, and the focus stays in it. */
function Things({ workspace, things, next }: ThingsProps): ReactElement {
  const client = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const restore = useMutation({
    mutationFn: ({ document }: DeletedThing) => restoreDeleted(workspace, document),
    onSuccess: async (_, { name }) => {
      setSaid({ done: `${name} is back. ${next}` });
      place.current?.focus();
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
    onError: (error) => setSaid({ error }),
  });
  return (
    <div ref={place} tabIndex={-1} className={own.list}>
      {things.length === 0 ? (
        <Empty icon={TrashIcon} title="Nothing to restore">
          What is deleted is kept here for 30 days.
        </Empty>
      ) : (
        <ul className={rows.list}>
          {things.map((thing) => (
            <DeletedRow
              // Two of one name may have been deleted.
              key={`${thing.document.join("/")} ${thing.deleted?.at}`}
              thing={thing}
              isBusy={restore.isPending && restore.variables === thing}
              isOff={restore.isPending}
              onRestore={() => restore.mutate(thing)}
            />
          ))}
        </ul>
      )}
      <Notice said={said} onClose={() => setSaid(null)} />
    </div>
  );
}
