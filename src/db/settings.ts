/** What a workspace has set for itself; what it has not set is the default. */
import { DEFAULT_TEMPLATE, type MessageTemplate } from "../core/sync/message-template.ts";
import type { Reader, Tx } from "./store.ts";

export interface Settings {
  readonly commitMessage: MessageTemplate;
}

export async function readSettings(reader: Reader, workspaceId: number): Promise<Settings> {
  const row = await reader
    .selectFrom("settings")
    .select("commitMessage")
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirst();
  if (row === undefined) return { commitMessage: DEFAULT_TEMPLATE };
  // Written as such by writeSettings; members that came later have their default.
  return { commitMessage: { ...DEFAULT_TEMPLATE, ...(JSON.parse(row.commitMessage) as object) } };
}

export async function writeSettings(tx: Tx, workspaceId: number, settings: Settings): Promise<void> {
  const commitMessage = JSON.stringify(settings.commitMessage);
  await tx.query
    .insertInto("settings")
    .values({ workspaceId, commitMessage })
    .onConflict((conflict) => conflict.column("workspaceId").doUpdateSet({ commitMessage }))
    .execute();
}
