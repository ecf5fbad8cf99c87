import { Radio } from "@primer/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useDeferredValue, useState } from "react";
import { collectionsCalledQuery } from "../api/collections.ts";
import { useCollectionName } from "../documents/use-collection-name.ts";
import { SearchField } from "../filters/search-field.tsx";
import places from "../places/places.module.css";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";

export interface CollectionFieldProps {
  readonly workspace: string;
  /** Id; empty: any. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Any collection, or one, of however many. */
export function CollectionField({ workspace, chosen, onChoose }: CollectionFieldProps): ReactElement {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = useQuery({ ...collectionsCalledQuery(workspace, q), placeholderData: keepPreviousData });
  const name = useCollectionName(workspace, chosen === "" ? null : chosen);
  const choice = (id: string, words: string): ReactElement => (
    <label key={id} className={places.choice}>
      <Radio name="collection" value={id} checked={id === chosen} onChange={() => onChoose(id)} />
      <span>{words}</span>
    </label>
  );
  return (
    <div className={places.field}>
      <SearchField
        label="Which collection it may save"
        hint="Search by a part of the name"
        typed={typed}
        onTyped={setTyped}
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {({ items, next }) => (
          <fieldset className={places.choices}>
            <legend>Collection</legend>
            {choice("", "Any")}
            {chosen !== "" && !items.some(({ id }) => id === chosen) && choice(chosen, name ?? chosen)}
            {items.map((item) => choice(item.id, item.name))}
            {items.length === 0 && q !== "" && <p className={places.hint}>None is called so.</p>}
            {next !== null && <p className={places.hint}>There are more: type a part of the name.</p>}
          </fieldset>
        )}
      </Loaded>
    </div>
  );
}
