import { useQuery } from "@tanstack/react-query";
import { collectionNamesQuery } from "../api/all-collections.ts";
import { collectionNameQuery } from "../api/collections.ts";

/**
 * Undefined until it is known, and where it is not told. One that is not among the many that are read together is asked for by
 * itself. @param id null: of none
 */
export function useCollectionName(workspace: string, id: string | null): string | undefined {
  const { data: names } = useQuery({ ...collectionNamesQuery(workspace), enabled: id !== null });
  const isBeyond = id !== null && names !== undefined && !names.has(id);
  const { data: own } = useQuery({ ...collectionNameQuery(workspace, id ?? ""), enabled: isBeyond });
  return id === null ? undefined : (names?.get(id) ?? own);
}
