/** The start, for whoever is signed in. */
import type { Caller } from "../../core/access/caller.ts";
import type { Workspace } from "../../db/workspaces.ts";
import type { BundleState } from "../../core/dashboard/bundle-port.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

export interface HomePage {
  readonly caller: Caller;
  readonly workspaces: readonly Workspace[];
  /** The way to the GitHub servers, for those who may add one. */
  readonly isServerAdmin: boolean;
  /** Where the App of their GitHub is installed; null where it is not known. */
  readonly installUrl: string | null;
  /** Of the dashboard, which stands here once it is built. */
  readonly dashboard: Exclude<BundleState["kind"], "ready"> | "none";
}

/** While it is built: some seconds, after the first start and after an update. */
const RELOAD_AFTER_SECONDS = 2;

const DASHBOARD: Readonly<Record<HomePage["dashboard"], string>> = {
  none: "",
  building: "The dashboard is being built, and shows here in some seconds.",
  failed: "The dashboard could not be built; the server's log says why.",
};

export function homePage({ caller, workspaces, isServerAdmin, installUrl, dashboard }: HomePage): Page {
  const servers = isServerAdmin && html`<a class="button" href="/setup/hosts">GitHub servers</a>`;
  return {
    title: "Workspaces",
    ...(dashboard === "building" && { reloadAfterSeconds: RELOAD_AFTER_SECONDS }),
    aside: html`<div class="actions">
      <span>${nameOf(caller)}</span>
      <form method="post" action="/auth/logout"><button>Sign out</button></form>
    </div>`,
    body:
      workspaces.length === 0
        ? html`<p class="note">
              There is no workspace for you: the GitHub App is installed on no account whose repositories you
              can see, or its installation has just been made and is being read.
            </p>
            <p>
              Install it where you own the account; else ask an owner to, or for access to a repository. Then
              look again.
            </p>
            <p class="actions">
              ${installUrl !== null && html`<a class="button primary" href="${installUrl}">Install the App</a>`}
              <a class="button" href="/">Look again</a>${servers}
            </p>`
        : html`<ul class="rows">
              ${workspaces.map(row)}
            </ul>
            <p class="hint">
              ${DASHBOARD[dashboard]} All is done over the API, too, which
              <a href="/api/v1/openapi.json">describes itself</a>.
            </p>
            ${servers && html`<p class="actions">${servers}</p>`}`,
  };
}

function row({ slug, hostname, account, installation }: Workspace): Html {
  const kind = account.type === "User" ? "Account" : "Organisation";
  const state = installation?.state ?? "not installed";
  return html`<li>
    <a href="/api/v1/workspaces/${encodeURIComponent(slug)}">${slug}</a>
    <span class="hint">${kind} on ${hostname}${state !== "active" && html`: the App is ${state}`}</span>
  </li>`;
}

function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case "user":
      return `Signed in as ${caller.login} on ${caller.hostname}`;
    case "token":
      return `The token ${caller.name}`;
    case "admin":
      return "The holder of the admin token";
  }
}
