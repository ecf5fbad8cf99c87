import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoryQuery } from "../api/repositories.ts";

/** Null until it is known, or where none is chosen. @param id GitHub's */
export function useRepository(workspace: string, id: number | null): Repository | null {
  const { data } = useQuery({ ...repositoryQuery(workspace, String(id)), enabled: id !== null });
  return (id === null ? undefined : data) ?? null;
}

/** The one that was chosen before the page was opened is being read. @param id GitHub's; null: none */
export function useIsKeptAwaited(workspace: string, id: number | null): boolean {
  const [wasKept] = useState(id !== null);
  const { isPending } = useQuery({ ...repositoryQuery(workspace, String(id)), enabled: id !== null });
  return wasKept && id !== null && isPending;
}
