import { queryOptions } from "@tanstack/react-query";
import type { Settings, SettingsChange } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, requestJson } from "./request.ts";

export function settingsQuery(workspace: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "settings"),
    queryFn: ({ signal }) => requestJson<Settings>(pathOf(workspace, "settings"), { signal }),
  });
}

/** What is left out stays. */
export function changeSettings(workspace: string, json: SettingsChange): Promise<Settings> {
  return requestJson(pathOf(workspace, "settings"), { method: "PATCH", json });
}
