import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { SearchFieldProps } from "../filters/search-field.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { type Choice, OneOfFound, type OneOfFoundProps } from "./one-of-found.tsx";
import { SearchedRoom } from "./searched-room.tsx";

export interface OneOfManyProps<Item> extends Omit<OneOfFoundProps, "found" | "isSearched" | "isMore"> {
  readonly search: SearchFieldProps;
  /** The first that are called as what is typed. */
  readonly query: UseQueryResult<{ readonly items: readonly Item[]; readonly next: string | null }>;
  readonly choiceOf: (item: Item) => Choice;
}

/** One of however many: some are shown, the others searched for on the server. */
export function OneOfMany<Item>(props: OneOfManyProps<Item>): ReactElement {
  const { search, query, choiceOf, ...choice } = props;
  return (
    <SearchedRoom search={search}>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {({ items, next }) => (
          <OneOfFound
            {...choice}
            found={items.map((item) => choiceOf(item))}
            isSearched={search.typed.trim() !== ""}
            isMore={next !== null}
          />
        )}
      </Loaded>
    </SearchedRoom>
  );
}
