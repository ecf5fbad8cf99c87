/**
 * Signing in with the App's OAuth, over Octokit. GitHub answers refusals with status 200 and an `error` in the body.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 */
import type { ProbotOctokit } from "probot";
import type { ConfiguredHost } from "../core/access/configured-hosts.ts";
import {
  type OAuthGitHub,
  OAuthRefused,
  type UserTokens,
  type Viewer,
} from "../core/access/user-github-port.ts";
import { type Fields, isFields } from "../core/fields.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { fieldsOrNull, numberAt, textAt, textOrNull, unexpectedAnswer } from "./answer.ts";
import { failureOf, refusedBy, statusOf } from "./failure-of.ts";
import type { HostOctokits } from "./host-octokit.ts";

/** @param now milliseconds since 1970 */
export function makeOAuthGitHub(octokits: HostOctokits, now: () => number): OAuthGitHub {
  const tokens = async (hostname: string, grant: Fields): Promise<UserTokens> => {
    const asked = now();
    const answer = await askForTokens(octokits.asNobody(hostname), octokits.host(hostname), grant);
    return tokensIn(answer, asked);
  };
  return {
    authorizeUrl(hostname, { state, codeChallenge, redirectUri }) {
      const host = octokits.host(hostname);
      const query = new URLSearchParams({
        client_id: oauthOf(host).clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: "S256",
      });
      return `${host.webUrl}/login/oauth/authorize?${query.toString()}`;
    },
    exchange: (hostname, { code, codeVerifier, redirectUri }) =>
      tokens(hostname, { code, code_verifier: codeVerifier, redirect_uri: redirectUri }),
    refresh: (hostname, refreshToken) =>
      tokens(hostname, { grant_type: "refresh_token", refresh_token: refreshToken }),
    revoke: ({ hostname, accessToken }) =>
      revoke(octokits.asNobody(hostname), octokits.host(hostname), accessToken),
    viewer: (token) => octokits.asUser(token, viewer),
  };
}

type OAuth = NonNullable<ConfiguredHost["oauth"]>;

function oauthOf({ hostname, oauth }: ConfiguredHost): OAuth {
  if (oauth === null)
    throw new Error(`The App on ${hostname} has no client secret: nobody can sign in there.`);
  return oauth;
}

async function askForTokens(octokit: ProbotOctokit, host: ConfiguredHost, grant: Fields): Promise<Fields> {
  const { clientId, clientSecret } = oauthOf(host);
  const answer = await answerOf(() =>
    octokit.request({
      method: "POST",
      url: `${host.webUrl}/login/oauth/access_token`,
      headers: { accept: "application/json" },
      data: { client_id: clientId, client_secret: clientSecret, ...grant },
    }),
  );
  const reason = answer["error"];
  if (reason === undefined) return answer;
  // The App's own credentials are wrong: nothing is known of the person's code or token.
  if (reason === "incorrect_client_credentials") throw new GitHubFailure({ kind: "unauthorized" });
  throw new OAuthRefused(typeof reason === "string" ? reason.slice(0, 64) : "unknown");
}

/** The body, also of a refusal in the form of RFC 6749 (status 400, `error`). */
async function answerOf(request: () => Promise<{ readonly data: unknown }>): Promise<Fields> {
  try {
    const { data } = await request();
    if (!isFields(data)) throw unexpectedAnswer("tokens");
    return data;
  } catch (error) {
    const body = fieldsOrNull(refusedBy(error)?.body);
    if (statusOf(error) === 400 && body !== null && typeof body["error"] === "string") return body;
    throw failureOf(error);
  }
}

/** @param asked when it was asked for: lifetimes are counted from then */
function tokensIn(answer: Fields, asked: number): UserTokens {
  const refreshToken = textOrNull(answer, "refresh_token");
  return {
    accessToken: tokenOf(textAt(answer, "access_token")),
    accessTokenExpiresAt: expiry(answer, "expires_in", asked),
    refreshToken: refreshToken === null ? null : tokenOf(refreshToken),
    refreshTokenExpiresAt: expiry(answer, "refresh_token_expires_in", asked),
  };
}

/** What a header can carry. */
function tokenOf(text: string): string {
  if (!/^[\x21-\x7e]{1,4096}$/.test(text)) throw unexpectedAnswer("token");
  return text;
}

function expiry(answer: Fields, key: string, asked: number): number | null {
  const seconds = answer[key];
  if (seconds === undefined || seconds === null) return null;
  if (typeof seconds !== "number" || !(seconds > 0)) throw unexpectedAnswer(key);
  return asked + Math.floor(seconds * 1000);
}

/** https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token */
async function revoke(octokit: ProbotOctokit, host: ConfiguredHost, accessToken: string): Promise<void> {
  const { clientId, clientSecret } = oauthOf(host);
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  try {
    await octokit.request("DELETE /applications/{client_id}/token", {
      client_id: clientId,
      access_token: accessToken,
      headers: { authorization: `basic ${basic}` },
    });
  } catch (error) {
    // Gone already: 404, and 422 where GitHub takes it for none of the App's.
    const status = statusOf(error);
    if (status !== 404 && status !== 422) throw failureOf(error);
  }
}

/** https://docs.github.com/en/rest/users/users#get-the-authenticated-user */
async function viewer(octokit: ProbotOctokit): Promise<Viewer> {
  const { data } = await octokit.request("GET /user");
  if (!isFields(data)) throw unexpectedAnswer("user");
  const id = numberAt(data, "id");
  if (!Number.isSafeInteger(id) || id <= 0) throw unexpectedAnswer("id");
  return {
    id,
    login: textAt(data, "login"),
    name: textOrNull(data, "name"),
    avatarUrl: textOrNull(data, "avatar_url"),
  };
}
