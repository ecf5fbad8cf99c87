/** What the App asks with its client secret: to end a user's token, or the user's authorization altogether. */
import { Refused, type Answer } from "../answer.ts";
import { revokeAuthorization } from "../oauth/authorizations.ts";
import type { UserTokenRecord } from "../records.ts";
import * as refusals from "../refusals.ts";
import { textField, type ClientRequest, type Route } from "./route.ts";

export const APPLICATION_ROUTES: readonly Route[] = [
  { method: "DELETE", path: "/applications/{client_id}/token", access: "client", handle: endToken },
  { method: "DELETE", path: "/applications/{client_id}/grant", access: "client", handle: endGrant },
];

function endToken(request: ClientRequest): Answer {
  request.context.userTokens.revoke(findToken(request));
  return { status: 204, headers: {}, body: null };
}

function endGrant(request: ClientRequest): Answer {
  const { context, caller } = request;
  const { accountId } = findToken(request);
  revokeAuthorization(context, caller.app, context.state.owner(accountId));
  return { status: 204, headers: {}, body: null };
}

/** description: 422; that this also answers a token which is over is not confirmed. @throws Refused */
function findToken({ context, caller, params, body }: ClientRequest): UserTokenRecord {
  if (params["client_id"] !== caller.app.clientId) throw new Refused(refusals.notFound());
  const token = context.userTokens.find(textField(body, "access_token") ?? "");
  if (token?.appId === caller.app.id) return token;
  throw new Refused(refusals.validationFailed("Validation Failed"));
}
