/** A user's consent that an App acts for them: given once, until revoked. */
import type { SandboxContext } from "../context.ts";
import type { AppRecord } from "../records.ts";
import { accountShape } from "../shapes/account-shape.ts";
import type { Account } from "../state.ts";

export function isAuthorized({ state }: SandboxContext, app: AppRecord, account: Account): boolean {
  return state.data.authorizations.some((it) => it.appId === app.id && it.accountId === account.id);
}

export function authorizeApp(context: SandboxContext, app: AppRecord, account: Account): void {
  if (isAuthorized(context, app, account)) return;
  context.state.data.authorizations.push({ appId: app.id, accountId: account.id });
  context.state.save();
}

/**
 * All the user's tokens of this App end at once, and the App hears of it.
 * docs: webhooks/webhook-events-and-payloads#github_app_authorization. That it is also sent where the App itself deleted the
 * authorization is not confirmed.
 */
export function revokeAuthorization(context: SandboxContext, app: AppRecord, account: Account): void {
  const { state } = context;
  state.data.authorizations = state.data.authorizations.filter(
    (it) => it.appId !== app.id || it.accountId !== account.id,
  );
  state.save();
  context.userTokens.revokeAll(app.id, account.id);
  context.webhooks.announce(app.id, {
    event: "github_app_authorization",
    payload: { action: "revoked", sender: accountShape(context, account) },
    installationId: null,
    repositoryId: null,
  });
}
