import { queryOptions } from "@tanstack/react-query";
import type {
  Backup,
  Collection,
  CollectionWithSecrets,
  Hook,
  HookWithUrl,
  LinkWish,
  Page,
} from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pagesQuery } from "./pages-query.ts";
import { Problem } from "./problem.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

export function collectionsQuery(workspace: string, q: string) {
  return pagesQuery<Collection>(workspace, ["collections"], { q });
}

export function collectionQuery(workspace: string, id: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "collection", id),
    queryFn: ({ signal }) =>
      requestJson<CollectionWithSecrets>(pathOf(workspace, "collections", id), { signal }),
  });
}

const FOUND = 30;

/** The first that are called so. @param q part of a name; empty: any */
export function collectionsCalledQuery(workspace: string, q: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "collections-called", q),
    queryFn: ({ signal }) => {
      const query = queryOf({ q, limit: FOUND });
      return requestJson<Page<Collection>>(`${pathOf(workspace, "collections")}${query}`, { signal });
    },
  });
}

/** Of one alone; kept apart from what news make old, for a list may hold many. */
export function collectionNameQuery(workspace: string, id: string) {
  return queryOptions({
    queryKey: ["collection-name", workspace, id],
    queryFn: async ({ signal }) =>
      (await requestJson<Collection>(pathOf(workspace, "collections", id), { signal })).name,
    staleTime: 300_000,
  });
}

export async function deleteCollection(workspace: string, id: string): Promise<void> {
  await request(pathOf(workspace, "collections", id), { method: "DELETE" });
}

export function addBackup(workspace: string, id: string, json: LinkWish): Promise<Backup> {
  return requestJson(pathOf(workspace, "collections", id, "backups"), { method: "POST", json });
}

/** Null where none was made. */
export function hookQuery(workspace: string, id: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "hook", id),
    queryFn: async ({ signal }): Promise<Hook | null> => {
      try {
        return await requestJson<Hook>(pathOf(workspace, "collections", id, "hook"), { signal });
      } catch (error) {
        if (error instanceof Problem && error.code === "not_found") return null;
        throw error;
      }
    },
  });
}

export function makeHook(workspace: string, id: string): Promise<HookWithUrl> {
  return requestJson(pathOf(workspace, "collections", id, "hook"), { method: "POST", json: {} });
}

/** Its URL stays. @param allowedAddresses null: it takes saves from everywhere */
export function restrictOwnHook(
  workspace: string,
  id: string,
  allowedAddresses: string[] | null,
): Promise<Hook> {
  const path = pathOf(workspace, "collections", id, "hook");
  return requestJson(path, { method: "PATCH", json: { allowedAddresses } });
}

export async function removeHook(workspace: string, id: string): Promise<void> {
  await request(pathOf(workspace, "collections", id, "hook"), { method: "DELETE" });
}
