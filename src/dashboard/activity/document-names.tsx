import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { apisQuery } from "../api/apis.ts";
import { collectionNamesQuery } from "../api/all-collections.ts";

export interface DocumentNamesProps {
  readonly workspace: string;
  readonly id: string;
}

/** The documents that a field suggests, as it takes them; of many the first. */
export function DocumentNames({ workspace, id }: DocumentNamesProps): ReactElement {
  const { data: apis } = useInfiniteQuery(apisQuery(workspace));
  const { data: collections } = useQuery(collectionNamesQuery(workspace));
  const listed = apis?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <datalist id={id}>
      {listed.flatMap(({ slug, versions }) =>
        versions.map(({ name }) => (
          <option key={`${slug}/${name}`} value={`${slug}/${name}`}>
            {`${slug} ${name}`}
          </option>
        )),
      )}
      {[...(collections ?? [])].map(([uid, name]) => (
        <option key={uid} value={uid}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
