/** The text that documentation is made of: a revision with all that it refers to. */
import { queryOptions } from "@tanstack/react-query";
import type { Revision } from "./contract.ts";
import { Problem } from "./problem.ts";
import { pathOf, request } from "./request.ts";
import type { VersionAddress } from "./schema.ts";

export interface DocumentationText {
  readonly text: string;
  /** Why files that it refers to are not in it; null where they are, or where there are none. */
  readonly apart: string | null;
}

/** Revisions never change. */
export function documentationQuery(address: VersionAddress, { number, blob, closure }: Revision) {
  const { workspace, api, version } = address;
  const path = pathOf(workspace, "apis", api, "versions", version, "revisions", number, "content");
  return queryOptions({
    queryKey: ["documentation", workspace, api, version, number, blob, closure],
    queryFn: async ({ signal }): Promise<DocumentationText> => {
      const plain = async (): Promise<string> => (await request(path, { signal })).text();
      if (closure === null) return { text: await plain(), apart: null };
      try {
        return { text: await (await request(`${path}?bundled=true`, { signal })).text(), apart: null };
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== "not_bundled") throw error;
        return { text: await plain(), apart: error.message };
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
