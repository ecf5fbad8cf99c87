import { queryOptions } from "@tanstack/react-query";
import type { Static } from "typebox";
import type { MergedCheck } from "../../http/contract/resolution.ts";
import type { Conflict, Link, Resolution } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { Problem } from "./problem.ts";
import { pathOf, requestJson } from "./request.ts";

/** Null where there is nothing to choose between any more. */
export function conflictQuery(workspace: string, link: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "conflict", link),
    queryFn: async ({ signal }): Promise<Conflict | null> => {
      try {
        return await requestJson<Conflict>(pathOf(workspace, "links", link, "conflict"), { signal });
      } catch (error) {
        if (error instanceof Problem && error.code === "nothing_to_resolve") return null;
        throw error;
      }
    },
  });
}

export interface Choosing {
  readonly workspace: string;
  readonly link: string;
  /** The text may be of another kind than the version was so far. */
  readonly mayChangeKind: boolean;
}

/** Undefined: the link was disconnected by the choice. @throws Problem `outdated` where either side moved on */
export function resolveLink(
  { workspace, link, mayChangeKind }: Choosing,
  json: Resolution,
): Promise<Link | undefined> {
  const kind = mayChangeKind ? "?kind=change" : "";
  return requestJson(`${pathOf(workspace, "links", link, "resolution")}${kind}`, { method: "POST", json });
}

export interface Merged {
  readonly workspace: string;
  readonly link: string;
  readonly content: string;
}

/** What saving it would find in it; nothing is saved. @throws Problem where it would not be saved at all */
export function checkMerged(
  { workspace, link, content }: Merged,
  signal: AbortSignal,
): Promise<Static<typeof MergedCheck>> {
  const path = pathOf(workspace, "links", link, "resolution", "check");
  return requestJson(path, { method: "POST", json: { content }, signal });
}
