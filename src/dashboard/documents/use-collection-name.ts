import { useQuery } from "@tanstack/react-query";
import { collectionNamesQuery } from "../api/all-collections.ts";
import { collectionNameQuery } from "../api/collections.ts";

/**
 * Undefined until it is known; null where it is not told. One that is not among the many that are read together is asked for by
 * itself. @param id null: of none
 */
export function useCollectionName(workspace: string, id: string | null): string | null | undefined {
  const { data: names, isLoading: areOnTheWay } = useQuery({
    ...collectionNamesQuery(workspace),
    enabled: id !== null,
  });
  const isBeyond = id !== null && names !== undefined && !names.has(id);
  const { data: own, isLoading: isOnTheWay } = useQuery({
    ...collectionNameQuery(workspace, id ?? ""),
    enabled: isBeyond,
  });
  if (id === null) return null;
  return names?.get(id) ?? own ?? (areOnTheWay || isOnTheWay ? undefined : null);
}
