/** What a workspace has set for itself; what it has not set is the default. */
import { DEFAULT_TEMPLATE, type MessageTemplate } from "../core/sync/message-template.ts";
import type { Reader, Tx } from "./store.ts";

export interface Settings {
  readonly commitMessage: MessageTemplate;
  /** How repositories are told, on GitHub, of links that need somebody. */
  readonly alerts: { readonly checkRuns: boolean; readonly statusIssue: boolean };
}

/** An issue is seen by everybody who watches the repository: only where it is wanted. */
export const DEFAULT_ALERTS: Settings["alerts"] = { checkRuns: true, statusIssue: false };

export async function readSettings(reader: Reader, workspaceId: number): Promise<Settings> {
  const row = await reader
    .selectFrom("settings")
    .select(["commitMessage", "checkRuns", "statusIssue"])
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirst();
  if (row === undefined) return { commitMessage: DEFAULT_TEMPLATE, alerts: DEFAULT_ALERTS };
  // Written as such by writeSettings; members that came later have their default.
  return {
    commitMessage: { ...DEFAULT_TEMPLATE, ...(JSON.parse(row.commitMessage) as object) },
    alerts: { checkRuns: row.checkRuns === 1, statusIssue: row.statusIssue === 1 },
  };
}

export async function writeSettings(tx: Tx, workspaceId: number, settings: Settings): Promise<void> {
  const { checkRuns, statusIssue } = settings.alerts;
  const columns = {
    commitMessage: JSON.stringify(settings.commitMessage),
    checkRuns: checkRuns ? 1 : 0,
    statusIssue: statusIssue ? 1 : 0,
  } as const;
  await tx.query
    .insertInto("settings")
    .values({ workspaceId, ...columns })
    .onConflict((conflict) => conflict.column("workspaceId").doUpdateSet(columns))
    .execute();
}
