/** Installations, as REST and webhooks show them. */
import type { SandboxContext } from "../context.ts";
import type { InstallationRecord } from "../state.ts";
import { accountShape } from "./account-shape.ts";
import { isoTime } from "./repository-shape.ts";

export function installationShape(
  context: SandboxContext,
  installation: InstallationRecord,
): Record<string, unknown> {
  const { url } = context.address;
  const app = context.state.appOf(installation);
  const account = context.state.owner(installation.accountId);
  return {
    id: installation.id,
    account: accountShape(context, account),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    access_tokens_url: `${url}/api/v3/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${url}/api/v3/installation/repositories`,
    html_url: `${url}${account.type === "User" ? "" : `/organizations/${account.login}`}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    // GitHub's webhook schemas know no `installation_target` here, though an App may subscribe to it.
    events: app.events.filter((it) => it !== "installation_target"),
    created_at: isoTime(installation.createdAt),
    updated_at: isoTime(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : accountShape(context, account),
    suspended_at: installation.suspendedAt === null ? null : isoTime(installation.suspendedAt),
  };
}
