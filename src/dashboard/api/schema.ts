import { queryOptions } from "@tanstack/react-query";
import type { SchemaSaved, Version } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { Problem } from "./problem.ts";
import { pathOf, request, requestJson } from "./request.ts";

export interface VersionAddress {
  readonly workspace: string;
  readonly api: string;
  readonly version: string;
}

/** A text with the blob that it is. */
export interface SavedText {
  readonly text: string;
  readonly blob: string;
}

/** Null where the version has no schema yet. @throws Problem `not_found` where there is no such version, or no more */
export function schemaQuery({ workspace, api, version }: VersionAddress) {
  return queryOptions({
    queryKey: keyIn(workspace, "schema", api, version),
    queryFn: async ({ signal }): Promise<SavedText | null> => {
      const path = pathOf(workspace, "apis", api, "versions", version);
      try {
        const response = await request(`${path}/schema`, { signal });
        return { text: await exactText(response), blob: blobIn(response) };
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== "not_found") throw error;
        // The version itself tells whether it has none, or is gone.
        const { revision } = await requestJson<Version>(path, { signal });
        if (revision === null) return null;
        throw error;
      }
    },
  });
}

/** Contents never change: the same blob is the same text. */
export function blobQuery(workspace: string, blob: string) {
  return queryOptions({
    queryKey: ["blob", workspace, blob],
    queryFn: async ({ signal }) => exactText(await request(pathOf(workspace, "blobs", blob), { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface SchemaSave {
  readonly text: string;
  /** The blob that was edited; null: there was none. */
  readonly over: string | null;
  readonly message: string;
  /** It may be of another kind than the version was so far. */
  readonly mayChangeKind?: boolean;
}

/** @throws Problem `stale_edit` where somebody saved since */
export function saveSchema(
  { workspace, api, version }: VersionAddress,
  save: SchemaSave,
): Promise<SchemaSaved> {
  const kind = save.mayChangeKind === true ? "?kind=change" : "";
  return requestJson(`${pathOf(workspace, "apis", api, "versions", version, "schema")}${kind}`, {
    method: "PUT",
    body: save.text,
    headers: {
      "content-type": "application/octet-stream",
      prefer: "wait=5",
      ...(save.over !== null && { "if-match": `"${save.over}"` }),
      ...(save.message !== "" && { "lockstep-message": encodeURIComponent(save.message) }),
    },
  });
}

function blobIn({ headers }: Response): string {
  return (headers.get("etag") ?? "").replace(/^W\//, "").replaceAll('"', "");
}

/** Byte for byte: a mark at its beginning is a part of it. */
export async function exactText(response: Response): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
}
