import type { ImportMade } from "./contract.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** What one document became. */
export type Made = NonNullable<ImportMade["made"]>;

/** Its text says what it becomes. @throws Problem */
export async function uploadDocument(workspace: string, file: File): Promise<Made> {
  const path = `${pathOf(workspace, "imports", "upload")}${queryOf({ file: file.name })}`;
  const headers = { "content-type": "application/octet-stream" };
  const { made } = await requestJson<ImportMade>(path, { method: "POST", headers, body: file });
  // Null is said of one among many alone: by itself it is refused.
  if (made === null) throw new Error("The file was taken, and became nothing.");
  return made;
}
