import { LinkIcon, SearchIcon } from "@primer/octicons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useCallback, useState } from "react";
import type { Link } from "../api/contract.ts";
import { type LinkFilter, linksQuery } from "../api/links.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ChooseAll } from "./choose-all.tsx";
import classes from "./links.module.css";
import { LinksTable } from "./links-table.tsx";
import { PageTurner } from "./page-turner.tsx";

export interface LinkListProps {
  readonly workspace: string;
  readonly filter: LinkFilter;
  /** Where the page begins; undefined: the first. */
  readonly after: string | undefined;
}

const NONE: ReadonlyMap<number, Link> = new Map();

/** A page of them. What was chosen stays chosen from page to page. */
export function LinkList({ workspace, filter, after }: LinkListProps): ReactElement {
  const { chosen, setChosen } = useChosen(JSON.stringify(filter));
  const { data: self } = useQuery(workspaceQuery(workspace));
  const mayChoose = self?.rights.make !== false;
  const query = useQuery({ ...linksQuery(workspace, filter, after), placeholderData: keepPreviousData });
  const toggle = useCallback((link: Link) => setChosen((all) => toggled(all, link)), [setChosen]);
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} height="64px" />}>
      {({ items, next }) => {
        if (items.length === 0 && after === undefined)
          return <NoLinks isFiltered={Object.keys(filter).length > 0} />;
        const isPageChosen = items.length > 0 && items.every(({ id }) => chosen.has(id));
        const isMore = chosen.size <= items.length && (next !== null || after !== undefined);
        return (
          <>
            {mayChoose ? (
              <BulkBar
                workspace={workspace}
                chosen={[...chosen.values()]}
                onDrop={(links) => setChosen((all) => allToggled(all, links, false))}
              />
            ) : (
              <p className={classes.bulk}>
                You may look here. Changing takes push access to the repositories: ask for it on GitHub.
              </p>
            )}
            {isPageChosen && isMore && (
              <ChooseAll
                workspace={workspace}
                filter={filter}
                onChosen={(links) => setChosen(() => new Map(links.map((link) => [link.id, link])))}
              />
            )}
            <LinksTable
              workspace={workspace}
              links={items}
              mayChoose={mayChoose}
              chosen={chosen}
              onToggle={toggle}
              onToggleAll={(isChosen) => setChosen((all) => allToggled(all, items, isChosen))}
            />
            <PageTurner after={after} next={next} />
          </>
        );
      }}
    </Loaded>
  );
}

type Chosen = ReadonlyMap<number, Link>;
type Choose = (change: (chosen: Chosen) => Chosen) => void;

/** Other filters, another choice: nothing is chosen that nobody sees. */
function useChosen(filter: string): { readonly chosen: Chosen; readonly setChosen: Choose } {
  const [kept, setKept] = useState({ filter, chosen: NONE });
  const setChosen = useCallback<Choose>(
    (change) =>
      setKept((before) => ({ filter, chosen: change(before.filter === filter ? before.chosen : NONE) })),
    [filter],
  );
  return { chosen: kept.filter === filter ? kept.chosen : NONE, setChosen };
}

function toggled(all: Chosen, link: Link): Chosen {
  return all.has(link.id)
    ? new Map([...all].filter(([id]) => id !== link.id))
    : new Map([...all, [link.id, link]]);
}

function allToggled(all: Chosen, links: readonly Link[], isChosen: boolean): Chosen {
  const shown = new Set(links.map(({ id }) => id));
  const others = [...all].filter(([id]) => !shown.has(id));
  const added = isChosen ? links.map((link): [number, Link] => [link.id, link]) : [];
  return new Map([...others, ...added]);
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
