/** What GitHub will be asked for, before the browser takes it there. */
import type { GitHubServer } from "../../core/access/setup-port.ts";
import type { AppManifest } from "../../core/access/app-manifest.ts";
import { PERMISSION_REASONS } from "../../core/access/permission-reasons.ts";
import type { SetupWish } from "../setup/setup-form.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

export interface SetupConfirmPage {
  /** What was entered, for the way back. */
  readonly wish: SetupWish;
  readonly server: GitHubServer;
  readonly organization: string | null;
  readonly name: string;
  readonly state: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly permissions: AppManifest["default_permissions"];
  readonly ownAddress: string;
  readonly hasWebhook: boolean;
  readonly sweepMinutes: number;
}

export function setupConfirmPage(shown: SetupConfirmPage): Page {
  const { wish, server, organization, name, state, manifest } = shown;
  const webUrl = `${server.protocol}://${server.hostname}`;
  const owner = organization === null ? "" : `/organizations/${encodeURIComponent(organization)}`;
  const body = html`<div class="card">
      <dl>
        <dt>On</dt>
        <dd>${server.hostname}</dd>
        <dt>Owned by</dt>
        <dd>${organization ?? "your personal account"}</dd>
        <dt>Name</dt>
        <dd>${name}</dd>
        <dt>This server</dt>
        <dd>${shown.ownAddress}</dd>
        <dt>Webhooks</dt>
        <dd>${webhooks(shown)}</dd>
        <dt>Permissions</dt>
        <dd>${permissions(shown.permissions)}</dd>
      </dl>
      <p class="note">
        Not signed in on ${server.hostname} in this browser? Then
        <a href="${webUrl}/login" target="_blank" rel="noopener">sign in there</a> first, in another tab:
        signing in on the way loses what this page sends.
      </p>
      <form method="post" action="${webUrl}${owner}/settings/apps/new?state=${encodeURIComponent(state)}">
        <input type="hidden" name="manifest" value="${JSON.stringify(manifest)}" />
        <p class="actions">
          <button class="primary">Create the App on ${server.hostname}</button>
          <button form="change" name="change" value="yes">Back</button>
        </p>
      </form>
      <form id="change" method="post" action="/setup/app">
        ${Object.entries(wish).map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`)}
      </form>
    </div>
    <p class="hint">GitHub shows the name once more, and then sends you back here.</p>`;
  return { title: "Create the App", body, postsTo: webUrl };
}

function webhooks({ server, hasWebhook, ownAddress, sweepMinutes }: SetupConfirmPage): Html {
  if (hasWebhook) return html`to this server, at once`;
  return html`None: ${server.hostname} cannot reach <code>${ownAddress}</code>. Polling instead: every
    ${sweepMinutes} minutes Lockstep asks what is new. Everything works, pushes are seen later.`;
}

function permissions(asked: AppManifest["default_permissions"]): Html {
  const lines = Object.entries(asked).map(([name, access]) => {
    const what = `${name.replaceAll("_", " ")}: ${access === "write" ? "read and write" : access}`;
    return html`<li>${what} <span class="hint">${PERMISSION_REASONS[name] ?? null}</span></li>`;
  });
  return html`<ul>
    ${lines}
  </ul>`;
}
