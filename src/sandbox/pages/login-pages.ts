/** Signing in at the sandbox: pick who you are. Nobody is asked for a password. */
import { Refused, type Answer } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import { authorizeApp } from "../oauth/authorizations.ts";
import { levelOf, roleIn } from "../people.ts";
import type { RepositoryLevel } from "../records.ts";
import { cookieName } from "../sessions.ts";
import { fullNameOf } from "../shapes/repository-shape.ts";
import type { Account } from "../state.ts";
import { html, type Html } from "./html.ts";
import { hidden, page, problemPage, redirect } from "./page.ts";
import type { PageRequest, PageRoute } from "./page-route.ts";

export const LOGIN_PAGES: readonly PageRoute[] = [
  { method: "GET", path: "/login", access: "anybody", handle: showLogin },
  { method: "POST", path: "/login", access: "anybody", handle: signIn },
  { method: "POST", path: "/logout", access: "anybody", handle: signOut },
  { method: "GET", path: "/login/once/{secret}", access: "anybody", handle: signInOnce },
];

const VERBS: Readonly<Record<RepositoryLevel, string>> = {
  pull: "reads",
  triage: "triages",
  push: "pushes to",
  maintain: "maintains",
  admin: "administers",
};

function showLogin({ context, query, user }: PageRequest): Answer {
  const people = context.state.data.accounts.filter((it) => it.type === "User");
  const choices = people.map(
    (it) =>
      html`<button class="wide" name="login" value="${it.login}">
        <strong>${it.login}</strong> <small>${rightsInWords(context, it)}</small>
      </button>`,
  );
  const body = html`<section>
    <p class="soft">Nobody is asked for a password here. Whom do you want to be?</p>
    <form method="post" action="/login">${hidden({ return_to: query.get("return_to") })} ${choices}</form>
  </section>`;
  return page({ title: "Sign in to the GitHub sandbox", user, body });
}

function signIn(request: PageRequest): Answer {
  const { context, form } = request;
  const account = context.state.account(form.get("login") ?? "");
  if (account?.type !== "User")
    throw new Refused(problemPage(422, "Nobody of this name", "Choose one of the people of this sandbox."));
  return redirect(addressWithin(context, form.get("return_to")), beginSession(request, account));
}

function signOut({ context, session }: PageRequest): Answer {
  if (session !== null) context.flows.sessions.end(session);
  return redirect("/login", setCookie(context, "", "; Max-Age=0"));
}

/** The links that `npm run sandbox` prints: signed in, with the App authorised. */
function signInOnce(request: PageRequest): Answer {
  const { context, params } = request;
  const link = context.flows.loginLinks.take(params["secret"] ?? "");
  const account = link === null ? null : context.state.account(link.accountId);
  if (link === null || account === null) return linkIsOver();
  const app = context.state.data.apps[0];
  if (app !== undefined) authorizeApp(context, app, account);
  return redirect(link.target, beginSession(request, account));
}

function linkIsOver(): Answer {
  const body: Html = html`<section class="problem">
    <p>A link to sign in works once, within ten minutes of the sandbox's start.</p>
    <p>Start <code>npm run sandbox</code> again for a new one, or <a href="/login">sign in here</a>.</p>
  </section>`;
  return page({ title: "This link was used, or is too old", user: null, status: 410, body });
}

/** A new secret each time: one that was in the browser before is ended. */
function beginSession({ context, session }: PageRequest, account: Account): Record<string, string> {
  if (session !== null) context.flows.sessions.end(session);
  return setCookie(context, context.flows.sessions.begin(account));
}

function setCookie(context: SandboxContext, value: string, more = ""): Record<string, string> {
  const name = cookieName(context.address.url);
  return { "set-cookie": `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${more}` };
}

/** Only addresses of the sandbox itself, whole: a path may begin with what reads as a host. */
function addressWithin({ address }: SandboxContext, wanted: string | null): string {
  const url = URL.canParse(wanted ?? "/", address.url) ? new URL(wanted ?? "/", address.url) : null;
  return url?.origin === address.url ? url.href : "/";
}

function rightsInWords({ state, ...context }: SandboxContext, account: Account): string {
  const owned = state.data.accounts.filter((it) => roleIn(state, account.id, it.id) === "admin");
  if (owned.length > 0) return `owns ${owned.map((it) => it.login).join(", ")}`;
  const words = state.data.repositories.flatMap((it) => {
    const level = levelOf(state, account.id, it);
    return level === null ? [] : [`${VERBS[level]} ${fullNameOf({ state, ...context }, it)}`];
  });
  return words.length === 0 ? "may do nothing yet" : words.join(", ");
}
