/** The GitHub servers that Lockstep works with, and what is to be done next at each. */
import type { SetUpApp } from "../../core/access/setup-port.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

export interface ShownHost {
  readonly hostname: string;
  readonly webUrl: string;
  readonly webhookUrl: string;
  readonly callbackUrl: string;
  readonly setupUrl: string;
  readonly canSignIn: boolean;
  /** Null where it is configured in the environment. */
  readonly app: SetUpApp | null;
}

export interface RegisteredPage {
  readonly host: ShownHost;
  readonly hostsFile: string;
  readonly sweepMinutes: number;
  /** False: GitHub did not take the webhook's secret. */
  readonly hasWebhookSecret: boolean;
}

/** Right after GitHub registered the App, and whenever somebody comes back to it. */
export function registeredPage({ host, hostsFile, sweepMinutes, hasWebhookSecret }: RegisteredPage): Page {
  const { hostname, app } = host;
  const body = html`<p class="note success">
      The App is registered on ${hostname}, and Lockstep works with it from now on. Its keys are in
      <code>${hostsFile}</code>, for this server alone: keep that file in your backups.
    </p>
    ${!hasWebhookSecret && secretNote(host, hostsFile)}
    ${app?.hasWebhook === false && pollingNote(host, sweepMinutes)}
    <div class="card">
      <p>
        One step is left: install the App on the account whose repositories Lockstep is to work with, on all
        of them or on some.
      </p>
      <p class="actions">
        ${app !== null && html`<a class="button primary" href="${app.appUrl}/installations/new">Install the App</a>`}
        <a class="button" href="/">Later</a>
      </p>
    </div>`;
  return { title: "Install the App", body };
}

function secretNote({ app, webhookUrl }: ShownHost, hostsFile: string): Html {
  return html`<p class="note warning">
    GitHub made no secret for the App's webhook, and did not take the one that Lockstep made: deliveries to
    <code>${webhookUrl}</code> will be refused. Open the <a href="${app?.appUrl ?? ""}">App</a>, go to its
    settings, and set the webhook's secret to <code>webhookSecret</code> in <code>${hostsFile}</code>.
  </p>`;
}

function pollingNote({ hostname, webhookUrl }: ShownHost, sweepMinutes: number): Html {
  return html`<p class="note">
    Polling: ${hostname} cannot reach this server, so Lockstep asks every ${sweepMinutes} minutes what is new.
    Once it can, set the webhook's address in the App's settings to <code>${webhookUrl}</code> as PUBLIC_URL
    puts it then, with the secret that <code>webhookSecret</code> holds.
  </p>`;
}

export function hostsPage(hosts: readonly ShownHost[], mayAdd: boolean): Page {
  const body = html`<ul class="rows">
      ${hosts.map(row)}
    </ul>
    <p class="hint">
      The addresses follow PUBLIC_URL. GitHub keeps those that an App was registered with: where PUBLIC_URL
      has changed since, set them anew in the App's settings there.
    </p>
    ${mayAdd && html`<p class="actions"><a class="button" href="/setup">Add a GitHub server</a></p>`}`;
  return { title: "GitHub servers", body };
}

function row({ hostname, webUrl, webhookUrl, callbackUrl, setupUrl, canSignIn, app }: ShownHost): Html {
  return html`<li>
    <a href="${webUrl}">${hostname}</a>
    <span class="hint">${app === null ? "Configured in the environment" : "Registered by setup"}</span>
    <dl>
      <dt>Webhook URL</dt>
      <dd>${app?.hasWebhook === false && "none yet: polling. "}<code>${webhookUrl}</code></dd>
      <dt>Callback URL</dt>
      <dd><code>${callbackUrl}</code>${!canSignIn && " (no client id and secret are set)"}</dd>
      <dt>Setup URL</dt>
      <dd><code>${setupUrl}</code></dd>
    </dl>
    ${
      app !== null &&
      html`<p class="actions">
        <a class="button" href="${app.appUrl}/installations/new">Install</a>
        <a class="button" href="${app.appUrl}">The App on ${hostname}</a>
      </p>`
    }
  </li>`;
}
