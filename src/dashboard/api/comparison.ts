import { queryOptions } from "@tanstack/react-query";
import type { Comparison } from "./contract.ts";
import { Problem } from "./problem.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";
import type { DocumentPath } from "./revisions.ts";
import { exactText } from "./schema.ts";

/** Numbers of revisions. */
export interface RevisionPair {
  readonly from: number;
  readonly to: number;
}

/** Revisions never change, so nothing that happens makes it old; it costs the server too much to ask for nothing. */
const KEPT_MS = 300_000;

export function comparisonQuery(workspace: string, document: DocumentPath, { from, to }: RevisionPair) {
  return queryOptions({
    queryKey: ["comparison", workspace, document, from, to],
    queryFn: ({ signal }) =>
      requestJson<Comparison>(`${pathOf(workspace, ...document, "compare")}${queryOf({ from, to })}`, {
        signal,
      }),
    staleTime: KEPT_MS,
  });
}

/** The text whose lines the comparison names: with what it refers to in its repository, where that can be one text. */
export function comparedTextQuery(workspace: string, document: DocumentPath, number: number) {
  const path = pathOf(workspace, ...document, "revisions", number, "content");
  return queryOptions({
    queryKey: ["compared-text", workspace, document, number],
    queryFn: async ({ signal }): Promise<string> => {
      try {
        return await exactText(await request(`${path}?bundled=true`, { signal }));
      } catch (error) {
        if (error instanceof Problem && error.code === "not_bundled") {
          return exactText(await request(path, { signal }));
        }
        throw error;
      }
    },
    staleTime: KEPT_MS,
  });
}
