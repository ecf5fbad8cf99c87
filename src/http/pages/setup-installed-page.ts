/** After GitHub's own page has installed the App, or changed what it is installed on. */
import type { Installed } from "../../db/installed.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

const SHOWN_AT_MOST = 100;
const RELOAD_SECONDS = 2;

export interface InstalledPage {
  readonly installed: Installed;
  readonly hostname: string;
  /** Null for whoever is signed in already, and where nobody can. */
  readonly signInUrl: string | null;
}

export function installedPage({ installed, hostname, signInUrl }: InstalledPage): Page {
  const { workspace, repositories, isRead, state } = installed;
  if (workspace === null || state === "uninstalled") return readingPage(hostname);
  const body = html`${!isRead && html`<p class="note">Lockstep is still reading what there is.</p>`}
    ${
      state === "suspended" &&
      html`<p class="note warning">
        The installation is suspended: an owner of ${workspace.login} lifts that in the account's settings on
        GitHub.
      </p>`
    }
    <p>
      Lockstep now works with ${workspace.type === "User" ? "the account" : "the organisation"}
      <strong>${workspace.login}</strong> on ${hostname}, and sees
      ${repositories.length === 1 ? "one repository" : `${repositories.length} repositories`}.
    </p>
    ${list(repositories)}
    <p class="actions">
      ${
        signInUrl === null
          ? html`<a class="button primary" href="/">Continue</a>`
          : html`<a class="button primary" href="${signInUrl}">Sign in with GitHub</a>`
      }
    </p>`;
  return {
    title: "The App is installed",
    body,
    ...(!isRead && { reloadAfterSeconds: RELOAD_SECONDS }),
  };
}

function list(repositories: Installed["repositories"]): Html | null {
  if (repositories.length === 0) return null;
  const more = repositories.length - SHOWN_AT_MOST;
  return html`<ul class="rows">
    ${repositories
      .slice(0, SHOWN_AT_MOST)
      .map(
        ({ fullName, isPrivate }) =>
          html`<li>${fullName}${isPrivate && html` <span class="muted">private</span>`}</li>`,
      )}
    ${more > 0 && html`<li class="muted">and ${more} more</li>`}
  </ul>`;
}

/** The installation is not known here yet. */
export function readingPage(hostname: string): Page {
  return {
    title: "Looking for the installation",
    body: html`<p class="note">
      Lockstep is asking ${hostname} what the App was installed on. This page loads itself again.
    </p>`,
    reloadAfterSeconds: RELOAD_SECONDS,
  };
}

/** Somebody who is no owner asked for it. */
export function requestedPage(): Page {
  return {
    title: "Waiting for an owner",
    body: html`<p class="note">
        You asked for the App to be installed. An owner of the organisation has to agree: GitHub has told
        them, and they find the request in the organisation's settings, under
        <strong>Third-party access → GitHub Apps</strong>.
      </p>
      <p>Nothing else is needed: once they agree, Lockstep sees the installation by itself.</p>
      <p class="actions"><a class="button" href="/">To the start</a></p>`,
  };
}

/** For whoever is neither setting up nor signed in. */
export function installedElsewherePage(signInUrl: string | null): Page {
  return {
    title: "Back from GitHub",
    body: html`<p>Sign in to see what the App is installed on, and what Lockstep works with now.</p>
      <p class="actions">
        <a class="button primary" href="${signInUrl ?? "/"}"
          >${signInUrl === null ? "To the start" : "Sign in with GitHub"}</a
        >
      </p>`,
  };
}
