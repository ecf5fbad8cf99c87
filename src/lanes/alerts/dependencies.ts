/** What telling people works with. */
import type { IssueGitHub } from "../../core/alerts/issue-port.ts";
import type { PostWebhook } from "../../core/alerts/webhook-port.ts";
import type { Comparer } from "../../core/compare/document-comparison.ts";
import type { LaneDependencies } from "../dependencies.ts";

export interface AlertDependencies extends Pick<
  LaneDependencies,
  "store" | "github" | "closureReader" | "clock" | "log"
> {
  readonly issues: IssueGitHub;
  readonly comparer: Comparer;
  /** Null: no webhook is configured. */
  readonly post: PostWebhook | null;
  /** Where people reach this server, without a slash at the end; empty: not known. */
  readonly publicUrl: string;
}
