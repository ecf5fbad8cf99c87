/**
 * `POST /login/oauth/access_token`: a code, or a refresh token, becomes a pair of tokens. What is refused is answered 200 with
 * an `error`, in the form that is asked for: JSON, or (as on GitHub where nothing is said) like a form.
 * docs: apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
 */
import { createHash } from "node:crypto";
import type { Answer } from "../answer.ts";
import type { AuthorizationCode } from "../browser-flows.ts";
import type { SandboxContext } from "../context.ts";
import type { AppRecord } from "../records.ts";
import { REFRESH_TOKEN_SECONDS, USER_TOKEN_SECONDS, type IssuedUserToken } from "../user-tokens.ts";

export interface TokenRequest {
  /** Of the body and the query. */
  readonly fields: URLSearchParams;
  readonly accept: string | undefined;
}

type Reply = Readonly<Record<string, string | number>>;

export function answerAccessToken(context: SandboxContext, { fields, accept }: TokenRequest): Answer {
  const reply = replyTo(context, fields);
  if (accept?.includes("json") === true) {
    return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: reply };
  }
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(reply)) form.append(key, String(value));
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  return { status: 200, headers, body: form.toString() };
}

function replyTo(context: SandboxContext, fields: URLSearchParams): Reply {
  const app = context.state.data.apps.find((it) => it.clientId === fields.get("client_id"));
  if (app === undefined || app.clientSecret !== fields.get("client_secret"))
    return refusal(
      "incorrect_client_credentials",
      "The client_id and/or client_secret passed are incorrect.",
    );
  const grantType = fields.get("grant_type") ?? "authorization_code";
  if (grantType === "refresh_token") return refresh(context, app, fields.get("refresh_token") ?? "");
  // Its text is not confirmed.
  if (grantType !== "authorization_code")
    return refusal("unsupported_grant_type", "The grant_type passed is not supported.");
  return exchange(context, app, fields);
}

/** A code is over when it was shown, whatever came of it. That GitHub names a wrong verifier so is not confirmed. */
function exchange(context: SandboxContext, app: AppRecord, fields: URLSearchParams): Reply {
  const code = context.flows.codes.take(fields.get("code") ?? "");
  if (code === null || code.appId !== app.id || !isVerified(code, fields.get("code_verifier")))
    return refusal("bad_verification_code", "The code passed is incorrect or expired.");
  const redirectUri = fields.get("redirect_uri");
  if (redirectUri !== null && redirectUri !== code.redirectUri)
    return refusal(
      "redirect_uri_mismatch",
      "The redirect_uri MUST match the registered callback URL for this application.",
    );
  return granted(context.userTokens.issue(app.id, code.accountId));
}

function refresh(context: SandboxContext, app: AppRecord, token: string): Reply {
  const issued = context.userTokens.refresh(app.id, token);
  if (issued !== null) return granted(issued);
  return refusal("bad_refresh_token", "The refresh token passed is incorrect or expired.");
}

/** RFC 7636, section 4.6: the challenge is the verifier's SHA-256 in URL-safe base64. */
function isVerified({ challenge }: AuthorizationCode, verifier: string | null): boolean {
  if (challenge === null) return true;
  return (
    createHash("sha256")
      .update(verifier ?? "")
      .digest("base64url") === challenge
  );
}

/** docs: refreshing-user-access-tokens: the parameters of the response. */
function granted({ accessToken, refreshToken }: IssuedUserToken): Reply {
  return {
    access_token: accessToken,
    expires_in: USER_TOKEN_SECONDS,
    refresh_token: refreshToken,
    refresh_token_expires_in: REFRESH_TOKEN_SECONDS,
    scope: "",
    token_type: "bearer",
  };
}

function refusal(error: string, description: string): Reply {
  const place =
    "apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors";
  const uri = `https://docs.github.com/${place}#${error.replaceAll("_", "-")}`;
  return { error, error_description: description, error_uri: uri };
}
