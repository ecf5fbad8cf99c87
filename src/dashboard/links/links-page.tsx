import { LinkIcon, SearchIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { linksQuery } from "../api/links.ts";
import { GitHubTile } from "../integrations/github-tile.tsx";
import { Page } from "../shell/page.tsx";
import { Empty } from "../states/empty.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { LinkFilters } from "./link-filters.tsx";
import { LinkRows } from "./link-rows.tsx";
import classes from "./links.module.css";

export function LinksPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const search = useSearch({ from: "/workspaces/$workspace/integrations" });
  return (
    <Page
      title="Integrations"
      about="Every document that is kept in step with a file on GitHub, and how it stands."
    >
      <GitHubTile workspace={workspace} />
      <LinkFilters search={search} />
      <LinkList workspace={workspace} search={search} />
    </Page>
  );
}

const NONE: ReadonlySet<number> = new Set();

interface LinkListProps {
  readonly workspace: string;
  readonly search: { readonly state?: string; readonly kind?: string; readonly q?: string };
}

function LinkList({ workspace, search }: LinkListProps): ReactElement {
  const [chosen, setChosen] = useState(NONE);
  const query = useInfiniteQuery(linksQuery(workspace, search));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  if (data === undefined) {
    return error === null ? (
      <SkeletonRows rows={6} height="64px" />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  }
  const links = data.pages.flatMap(({ items }) => items);
  const shown = new Set(links.flatMap(({ id }) => (chosen.has(id) ? [id] : [])));
  const toggle = (id: number): void =>
    setChosen(new Set(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id]));
  if (links.length === 0) return <NoLinks isFiltered={Object.keys(search).length > 0} />;
  return (
    <>
      <BulkBar workspace={workspace} chosen={shown} onDone={() => setChosen(NONE)} />
      <LinkRows workspace={workspace} links={links} choosing={{ chosen: shown, onToggle: toggle }} />
      {hasNextPage && (
        <div className={classes.more}>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function NoLinks({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) {
    return (
      <Empty icon={SearchIcon} title="None is like that">
        No integration fits what you look for. Take the filters away to see all.
      </Empty>
    );
  }
  return (
    <Empty icon={LinkIcon} title="Nothing is connected yet">
      An API&apos;s schema can be kept in step with a file in a repository, both ways; a collection can be
      backed up into one. Begin with either above.
    </Empty>
  );
}
