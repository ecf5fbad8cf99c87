import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoriesQuery, repositoryQuery } from "../api/repositories.ts";

/** Null until it is known, or where none is chosen. @param id GitHub's */
export function useRepository(workspace: string, id: number | null): Repository | null {
  const { data } = useQuery({ ...repositoryQuery(workspace, String(id)), enabled: id !== null });
  return (id === null ? undefined : data) ?? null;
}

/**
 * Those to choose from are being read, or the one that was chosen before the page was opened. Until they are there it is not known how
 * much room they take, and whatever is beneath them would move. @param id GitHub's; null: none
 */
export function useIsPlaceAwaited(workspace: string, id: number | null): boolean {
  const [wasKept] = useState(id !== null);
  const own = useQuery({ ...repositoryQuery(workspace, String(id)), enabled: id !== null });
  const listed = useQuery(repositoriesQuery(workspace, ""));
  return listed.isPending || (wasKept && id !== null && own.isPending);
}
