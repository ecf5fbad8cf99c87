import { useQuery } from "@tanstack/react-query";
import type { Repository } from "../api/contract.ts";
import { repositoryQuery } from "../api/repositories.ts";

/** Null until it is known, or where none is chosen. @param id GitHub's */
export function useRepository(workspace: string, id: number | null): Repository | null {
  const { data } = useQuery({ ...repositoryQuery(workspace, String(id)), enabled: id !== null });
  return (id === null ? undefined : data) ?? null;
}
