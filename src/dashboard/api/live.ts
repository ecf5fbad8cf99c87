/**
 * Keeps what is shown up to date, and is the only place that knows how: the activity is asked for its newest row, and where that is
 * a new one, everything that is shown of the workspace is read again.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { newestActivityQuery } from "./activity.ts";
import { workspaceKey } from "./keys.ts";

const EVERY_MS = 2000;

export function useLiveUpdates(workspace: string): void {
  const client = useQueryClient();
  const { data: newest } = useQuery({ ...newestActivityQuery(workspace), refetchInterval: EVERY_MS });
  const seen = useRef({ workspace, newest });
  useEffect(() => {
    const former = seen.current;
    seen.current = { workspace, newest };
    const isNews = former.workspace === workspace && former.newest !== undefined && former.newest !== newest;
    if (isNews) void client.invalidateQueries({ queryKey: workspaceKey(workspace) });
  }, [client, workspace, newest]);
}
