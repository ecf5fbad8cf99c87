/**
 * The App asks to act for a user; the browser goes back with a code, or with what went wrong.
 * docs: apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 */
import { Refused, type Answer } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import { authorizeApp, isAuthorized } from "../oauth/authorizations.ts";
import type { AppRecord } from "../records.ts";
import type { Account } from "../state.ts";
import { html } from "./html.ts";
import { hidden, page, problemPage, redirect, withQuery } from "./page.ts";
import type { PageRequest, PageRoute, UserPageRequest } from "./page-route.ts";

const PATH = "/login/oauth/authorize";

export const AUTHORIZE_PAGES: readonly PageRoute[] = [
  { method: "GET", path: PATH, access: "anybody", handle: begin },
  { method: "POST", path: PATH, access: "user", handle: decide },
];

interface Wish {
  readonly app: AppRecord;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly challenge: string | null;
}

function begin(request: PageRequest): Answer {
  const { context, query, user, address } = request;
  const wish = readWish(context, query);
  if (user === null || query.get("prompt") === "select_account") {
    const again = new URL(address, context.address.url);
    again.searchParams.delete("prompt");
    return redirect(`/login?${new URLSearchParams({ return_to: `${again.pathname}${again.search}` })}`);
  }
  return isAuthorized(context, wish.app, user)
    ? giveCode(context, wish, user)
    : ask({ ...request, user }, wish);
}

function ask({ query, user }: UserPageRequest, { app, redirectUri }: Wish): Answer {
  const body = html`<section>
    <p><strong>${app.name}</strong> would like permission to</p>
    <ul>
      <li>verify your GitHub identity (${user.login})</li>
      <li>know which resources you can access</li>
      <li>act on your behalf</li>
    </ul>
    <form method="post" action="${PATH}">
      ${hidden(Object.fromEntries(query))}
      <button class="main" name="authorize" value="1">Authorize ${app.name}</button>
      <button name="authorize" value="0">Cancel</button>
    </form>
    <p class="soft">Authorizing will redirect to ${new URL(redirectUri).origin}</p>
  </section>`;
  return page({ title: `Authorize ${app.name}`, user, body });
}

function decide({ context, form, user }: UserPageRequest): Answer {
  const wish = readWish(context, form);
  if (form.get("authorize") !== "1") {
    const refusal = errorOf("access_denied", "The user has denied your application access.");
    return redirect(withQuery(wish.redirectUri, { ...refusal, state: wish.state }));
  }
  authorizeApp(context, wish.app, user);
  return giveCode(context, wish, user);
}

function giveCode(context: SandboxContext, wish: Wish, user: Account): Answer {
  const { app, redirectUri, state, challenge } = wish;
  const code = context.flows.codes.put({ appId: app.id, accountId: user.id, redirectUri, challenge });
  return redirect(withQuery(redirectUri, { code, state }));
}

/**
 * A `redirect_uri` that is not registered leads to the registered one, with an error (docs: apps/oauth-apps/
 * maintaining-oauth-apps/troubleshooting-authorization-request-errors). What GitHub shows for a challenge that it does not
 * take is not confirmed. @throws Refused
 */
function readWish(context: SandboxContext, asked: URLSearchParams): Wish {
  const app = context.state.data.apps.find((it) => it.clientId === asked.get("client_id"));
  if (app === undefined) throw new Refused(problemPage(404, "Not found", "No App has this client_id."));
  const [standard] = app.callbackUrls;
  if (standard === undefined)
    throw new Refused(problemPage(422, "No callback URL", `${app.name} has no callback URL registered.`));
  const [wanted, state] = [asked.get("redirect_uri"), asked.get("state")];
  if (wanted !== null && !app.callbackUrls.includes(wanted)) {
    const mismatch = errorOf(
      "redirect_uri_mismatch",
      "The redirect_uri MUST match the registered callback URL for this application.",
    );
    throw new Refused(redirect(withQuery(standard, { ...mismatch, state })));
  }
  return { app, redirectUri: wanted ?? standard, state, challenge: readChallenge(asked) };
}

/** docs: the method must be S256, the challenge 43 characters; each needs the other. @throws Refused */
function readChallenge(asked: URLSearchParams): string | null {
  const [challenge, method] = [asked.get("code_challenge"), asked.get("code_challenge_method")];
  if (challenge === null && method === null) return null;
  if (challenge !== null && method === "S256" && /^[\w-]{43}$/.test(challenge)) return challenge;
  throw new Refused(
    problemPage(422, "Not a code challenge", "code_challenge is 43 characters, by the method S256."),
  );
}

function errorOf(error: string, description: string): Record<string, string> {
  const uri = `https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors#${error.replaceAll("_", "-")}`;
  return { error, error_description: description, error_uri: uri };
}
