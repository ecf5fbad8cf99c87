/** The start, for whoever is signed in. */
import type { Caller } from "../../core/access/caller.ts";
import type { Workspace } from "../../db/workspaces.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

export function homePage(caller: Caller, workspaces: readonly Workspace[]): Page {
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
          </p>`
        : html`<ul class="rows">
            ${workspaces.map(row)}
          </ul>`,
  };
}

function row({ slug, account, installation }: Workspace): Html {
  return html`<li>
    <a href="/api/v1/workspaces/${encodeURIComponent(slug)}">${account.login}</a>
    <span class="hint">${slug} · ${installation?.state ?? "not installed"}</span>
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
