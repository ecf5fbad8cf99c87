import type { ImportMade } from "./contract.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** Its text says what it becomes. @throws Problem */
export async function uploadDocument(workspace: string, file: File): Promise<ImportMade["made"]> {
  const path = `${pathOf(workspace, "imports", "upload")}${queryOf({ file: file.name })}`;
  const headers = { "content-type": "application/octet-stream" };
  return (await requestJson<ImportMade>(path, { method: "POST", headers, body: file })).made;
}
