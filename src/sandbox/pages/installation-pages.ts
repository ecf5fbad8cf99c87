/** The settings of an installation: its repositories, suspending it, and taking the App away. For the account's owners. */
import { Refused, type Answer } from "../answer.ts";
import { selectRepositories, setSuspended, uninstall } from "../actions/change-installation.ts";
import { administers } from "../people.ts";
import type { InstallationRecord } from "../state.ts";
import { html } from "./html.ts";
import { page, problemPage, redirect, withQuery } from "./page.ts";
import type { PageRoute, UserPageRequest } from "./page-route.ts";
import { readSelection, selectionFields } from "./repository-selection.ts";

const ALL = "/settings/installations";

export const INSTALLATION_PAGES: readonly PageRoute[] = [
  { method: "GET", path: ALL, access: "user", handle: list },
  ...[`${ALL}/{id}`, `/organizations/{org}${ALL}/{id}`].flatMap((path): PageRoute[] => [
    { method: "GET", path, access: "user", handle: show },
    { method: "POST", path, access: "user", handle: change },
  ]),
];

export function settingsPath({ id }: Pick<InstallationRecord, "id">): string {
  return `${ALL}/${id}`;
}

function list({ context, user }: UserPageRequest): Answer {
  const { state } = context;
  const items = state.data.installations
    .filter((it) => administers(state, user.id, state.owner(it.accountId)))
    .map(
      (it) =>
        html`<p>
          <a href="${settingsPath(it)}">${state.appOf(it).name} on ${state.owner(it.accountId).login}</a>
        </p>`,
    );
  const none = html`<p>Nothing is installed.</p>`;
  return page({
    title: "Installed GitHub Apps",
    user,
    body: html`<section>${items.length === 0 ? none : items}</section>`,
  });
}

function show(request: UserPageRequest): Answer {
  const { context, user } = request;
  const installation = findInstallation(request);
  const app = context.state.appOf(installation);
  const account = context.state.owner(installation.accountId);
  const repositories = context.state.data.repositories.filter((it) => it.ownerId === account.id);
  const isSuspended = installation.suspendedAt !== null;
  const path = settingsPath(installation);
  const body = html`<section>
      <form method="post" action="${path}">
        ${selectionFields(repositories, installation.repositories)}
        <button class="main" name="action" value="save">Save</button>
      </form>
    </section>
    <section>
      <h2>Danger zone</h2>
      <form method="post" action="${path}">
        <button name="action" value="${isSuspended ? "unsuspend" : "suspend"}">
          ${isSuspended ? "Unsuspend" : "Suspend"}
        </button>
        <button class="danger" name="action" value="uninstall">Uninstall</button>
      </form>
    </section>`;
  const title = `${app.name} on ${account.login}${isSuspended ? " (suspended)" : ""}`;
  return page({ title, user, body });
}

function change(request: UserPageRequest): Answer {
  const { context, user, form } = request;
  const installation = findInstallation(request);
  switch (form.get("action") ?? "save") {
    case "suspend":
    case "unsuspend":
      setSuspended(context, installation, form.get("action") === "suspend", user);
      return redirect(settingsPath(installation));
    case "uninstall":
      uninstall(context, installation, user);
      return redirect(ALL);
    default:
      return save(request, installation);
  }
}

/** Where the App wishes so, people are sent to it after each change. */
function save({ context, user, form }: UserPageRequest, installation: InstallationRecord): Answer {
  const { state } = context;
  const selection = readSelection(context, state.owner(installation.accountId), form);
  selectRepositories(context, installation, selection, user);
  const { setupUrl, setsUpOnUpdate } = state.appOf(installation);
  if (setupUrl === null || !setsUpOnUpdate) return redirect(settingsPath(installation));
  const told = { installation_id: String(installation.id), setup_action: "update" };
  return redirect(withQuery(setupUrl, told));
}

/** @throws Refused where there is none, or it is not the user's to change */
function findInstallation({ context, params, user }: UserPageRequest): InstallationRecord {
  const installation = context.state.installation(Number(params["id"]));
  const account = installation === null ? null : context.state.owner(installation.accountId);
  if (installation !== null && account !== null && administers(context.state, user.id, account))
    return installation;
  throw new Refused(problemPage(404, "Not found", `${user.login} administers no such installation.`));
}
