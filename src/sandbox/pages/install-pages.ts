/**
 * An App's own page, and installing it: on which account, with which repositories. Who may not install on an organisation may
 * ask its owners. docs: apps/using-github-apps/installing-a-github-app-from-a-third-party; the setup URL:
 * apps/creating-github-apps/registering-a-github-app/about-the-setup-url
 */
import { Refused, type Answer } from "../answer.ts";
import { findInstallation, install } from "../actions/change-installation.ts";
import type { SandboxContext } from "../context.ts";
import { administers, roleIn } from "../people.ts";
import type { AppRecord } from "../records.ts";
import type { Account } from "../state.ts";
import { html, type Html } from "./html.ts";
import { hidden, page, problemPage, redirect, withQuery } from "./page.ts";
import type { PageRequest, PageRoute, UserPageRequest } from "./page-route.ts";
import { readSelection, selectionFields } from "./repository-selection.ts";
import { settingsPath } from "./installation-pages.ts";

const APP = "/github-apps/{slug}";

export const INSTALL_PAGES: readonly PageRoute[] = [
  { method: "GET", path: APP, access: "anybody", handle: showApp },
  { method: "GET", path: `${APP}/installations/new`, access: "user", handle: chooseAccount },
  { method: "GET", path: `${APP}/installations/new/permissions`, access: "user", handle: chooseRepositories },
  { method: "POST", path: `${APP}/installations`, access: "user", handle: finish },
];

function showApp(request: PageRequest): Answer {
  const { context, user } = request;
  const app = findApp(request);
  const body = html`<section>
    <p>${app.description}</p>
    <p class="soft">By ${context.state.owner(app.ownerId).login}</p>
    <p><a href="/github-apps/${app.slug}/installations/new">Install or configure</a></p>
  </section>`;
  return page({ title: app.name, user, body });
}

function chooseAccount(request: UserPageRequest): Answer {
  const { context, user, query } = request;
  const app = findApp(request);
  const accounts = accountsFor(context, app, user).map((it) => {
    const wanted = new URLSearchParams({ target_id: String(it.id) });
    const state = query.get("state");
    if (state !== null) wanted.set("state", state);
    const isThere = findInstallation(context, app, it) !== null;
    const words = isThere ? "Configure" : administers(context.state, user.id, it) ? "Install" : "Request";
    return html`<p>
      <a href="/github-apps/${app.slug}/installations/new/permissions?${wanted.toString()}"
        >${words} on ${it.login}</a
      >
    </p>`;
  });
  const none = html`<p>${app.name} is private: only its owner's account can install it.</p>`;
  const body = html`<section>${accounts.length === 0 ? none : accounts}</section>`;
  return page({ title: `Install ${app.name}`, user, body });
}

function chooseRepositories(request: UserPageRequest): Answer {
  const { context, user, query } = request;
  const app = findApp(request);
  const account = findTarget(request, app, query.get("target_id"));
  const there = findInstallation(context, app, account);
  if (there !== null) return redirect(settingsPath(there));
  const mayInstall = administers(context.state, user.id, account);
  const repositories = context.state.data.repositories.filter((it) => it.ownerId === account.id);
  const body = html`<section>
    <p>${app.name} asks for:</p>
    <ul>
      ${permissionsOf(app)}
    </ul>
    <form method="post" action="/github-apps/${app.slug}/installations">
      ${hidden({ target_id: String(account.id), state: query.get("state") })}
      ${mayInstall ? selectionFields(repositories, "all") : null}
      <button class="main">${mayInstall ? "Install" : "Request"}</button>
    </form>
  </section>`;
  return page({ title: `Install ${app.name} on ${account.login}`, user, body });
}

function finish(request: UserPageRequest): Answer {
  const { context, user, form } = request;
  const app = findApp(request);
  const account = findTarget(request, app, form.get("target_id"));
  const state = form.get("state");
  if (!administers(context.state, user.id, account)) return afterRequest(app, user, state);
  const repositories = readSelection(context, account, form);
  const there = findInstallation(context, app, account);
  if (there !== null) return redirect(settingsPath(there));
  const { id } = install(context, { app, account, repositories }, user);
  if (app.setupUrl === null) return redirect(settingsPath({ id }));
  return redirect(withQuery(app.setupUrl, { installation_id: String(id), setup_action: "install", state }));
}

/** seen: probot/probot and others: without an installation_id. */
function afterRequest(app: AppRecord, user: Account, state: string | null): Answer {
  if (app.setupUrl !== null) return redirect(withQuery(app.setupUrl, { setup_action: "request", state }));
  const body = html`<section>The owners were asked to install ${app.name}.</section>`;
  return page({ title: "Requested", user, body });
}

/** Those that the user has to do with; of a private App only its owner. */
function accountsFor({ state }: SandboxContext, app: AppRecord, user: Account): Account[] {
  return state.data.accounts.filter(
    (it) =>
      (it.id === user.id || roleIn(state, user.id, it.id) !== null) &&
      (app.isPublic || it.id === app.ownerId),
  );
}

function findTarget({ context, user }: UserPageRequest, app: AppRecord, id: string | null): Account {
  const account = accountsFor(context, app, user).find((it) => String(it.id) === id);
  if (account !== undefined) return account;
  throw new Refused(problemPage(404, "Not found", `${app.name} cannot be installed there by ${user.login}.`));
}

function findApp({ context, params }: PageRequest): AppRecord {
  const app = context.state.data.apps.find((it) => it.slug === params["slug"]);
  if (app === undefined) throw new Refused(problemPage(404, "Not found", "There is no such App."));
  return app;
}

function permissionsOf(app: AppRecord): Html[] {
  return Object.entries(app.permissions).map(([key, level]) => html`<li>${key}: ${level}</li>`);
}
