import { TrashIcon } from "@primer/octicons-react";
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useRef, useState } from "react";
import type { Page as ListPage } from "../api/contract.ts";
import { restoreDeleted } from "../api/deleted.ts";
import { workspaceKey } from "../api/keys.ts";
import { Page } from "../shell/page.tsx";
import { Empty } from "../states/empty.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import { Paged } from "../states/paged.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import { DeletedRow, type DeletedThing } from "./deleted-row.tsx";
import own from "./deleted.module.css";

export interface DeletedPageProps<Item> {
  readonly workspace: string;
  readonly title: string;
  readonly above: ReactNode;
  readonly about: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<ListPage<Item>>>;
  readonly thingOf: (item: Item) => DeletedThing;
  /** What is left to do once one is back. */
  readonly next: string;
}

/** What was deleted of one kind, and can be brought back. */
export function DeletedPage<Item>(props: DeletedPageProps<Item>): ReactElement {
  const { workspace, title, above, about, query, thingOf, next } = props;
  return (
    <Page title={title} above={above} about={about}>
      <Paged query={query} skeleton={<SkeletonRows rows={3} height="64px" />}>
        {(items) => <Things workspace={workspace} things={items.map(thingOf)} next={next} />}
      </Paged>
    </Page>
  );
}

interface ThingsProps extends Pick<DeletedPageProps<unknown>, "workspace" | "next"> {
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
