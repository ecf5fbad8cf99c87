import { queryOptions } from "@tanstack/react-query";
import type {
  Api,
  ApiChange,
  ApiWithRights,
  Link,
  LinkWish,
  NewApi,
  Version,
  VersionWithRights,
} from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, request, requestJson } from "./request.ts";
import type { VersionAddress } from "./schema.ts";

export function apisQuery(workspace: string) {
  return pagesQuery<Api>(workspace, ["apis"]);
}

export function apiQuery(workspace: string, api: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "api", api),
    queryFn: ({ signal }) => requestJson<ApiWithRights>(pathOf(workspace, "apis", api), { signal }),
  });
}

export function versionQuery(workspace: string, api: string, version: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "api", api, version),
    queryFn: ({ signal }) =>
      requestJson<VersionWithRights>(pathOf(workspace, "apis", api, "versions", version), { signal }),
  });
}

export function makeApi(workspace: string, json: NewApi): Promise<Api> {
  return requestJson(pathOf(workspace, "apis"), { method: "POST", json });
}

export function changeApi(workspace: string, api: string, json: ApiChange): Promise<Api> {
  return requestJson(pathOf(workspace, "apis", api), { method: "PATCH", json });
}

export async function deleteApi(workspace: string, api: string): Promise<void> {
  await request(pathOf(workspace, "apis", api), { method: "DELETE" });
}

export function makeVersion(workspace: string, api: string, name: string): Promise<Version> {
  return requestJson(pathOf(workspace, "apis", api, "versions"), { method: "POST", json: { name } });
}

export function renameVersion({ workspace, api, version }: VersionAddress, name: string): Promise<Version> {
  const path = pathOf(workspace, "apis", api, "versions", version);
  return requestJson(path, { method: "PATCH", json: { name } });
}

export async function deleteVersion(workspace: string, api: string, version: string): Promise<void> {
  await request(pathOf(workspace, "apis", api, "versions", version), { method: "DELETE" });
}

export function connectVersion({ workspace, api, version }: VersionAddress, json: LinkWish): Promise<Link> {
  return requestJson(pathOf(workspace, "apis", api, "versions", version, "link"), { method: "PUT", json });
}
