/** The start, for whoever is signed in. */
import type { Caller } from "../../core/access/caller.ts";
import type { Workspace } from "../../db/workspaces.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

export interface HomePage {
  readonly caller: Caller;
  readonly workspaces: readonly Workspace[];
  /** The way to the GitHub servers, for those who may add one. */
  readonly isServerAdmin: boolean;
  /** Where the App of their GitHub is installed; null where it is not known. */
  readonly installUrl: string | null;
}

export function homePage({ caller, workspaces, isServerAdmin, installUrl }: HomePage): Page {
  const servers = isServerAdmin && html`<a class="button" href="/setup/hosts">GitHub servers</a>`;
  return {
    title: "Workspaces",
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
              All is done over the API, which <a href="/api/v1/openapi.json">describes itself</a>; a dashboard
              is still to come.
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
