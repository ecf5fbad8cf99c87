import type { SchemaSaved } from "./contract.ts";
import { pathOf, requestJson } from "./request.ts";
import type { DocumentPath } from "./revisions.ts";

export interface Rollback {
  /** Number of the revision whose text is to be the present one. */
  readonly revision: number;
  /** The blob that is given up. */
  readonly over: string;
}

/** @throws Problem `stale_edit` where somebody saved since */
export function rollBack(
  workspace: string,
  document: DocumentPath,
  { revision, over }: Rollback,
): Promise<SchemaSaved> {
  return requestJson(`${pathOf(workspace, ...document, "rollback")}?kind=change`, {
    method: "POST",
    headers: { "if-match": `"${over}"`, prefer: "wait=5" },
    json: { revision },
  });
}
