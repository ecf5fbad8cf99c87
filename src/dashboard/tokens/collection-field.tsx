import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useDeferredValue, useState } from "react";
import { collectionsCalledQuery } from "../api/collections.ts";
import { OneOfMany } from "../choosing/one-of-many.tsx";
import { useCollectionName } from "../documents/use-collection-name.ts";

export interface CollectionFieldProps {
  readonly workspace: string;
  /** Id; empty: any. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

const ANY = { value: "", words: "Any" };

/** Any collection, or one, of however many. */
export function CollectionField({ workspace, chosen, onChoose }: CollectionFieldProps): ReactElement {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = useQuery({ ...collectionsCalledQuery(workspace, q), placeholderData: keepPreviousData });
  const name = useCollectionName(workspace, chosen === "" ? null : chosen);
  return (
    <OneOfMany
      search={{
        label: "Which collection it may save",
        hint: "Search by a part of the name",
        typed,
        onTyped: setTyped,
      }}
      legend="Collection"
      first={ANY}
      query={query}
      choiceOf={({ id, name: words }) => ({ value: id, words })}
      chosen={chosen === "" ? ANY : { value: chosen, words: name ?? chosen }}
      onChoose={onChoose}
    />
  );
}
