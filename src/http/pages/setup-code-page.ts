/** The door of setup: who reads the terminal may come in. */
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";
import { plainHttpWarning } from "./plain-http-warning.ts";

export interface SetupCodePage {
  readonly ownAddress: string;
  /** Where the browser says that it is, if that is somewhere else. */
  readonly openedAt: string | null;
  /** What was wrong with what was entered. */
  readonly problem: string | null;
}

export function setupCodePage({ ownAddress, openedAt, problem }: SetupCodePage): Page {
  const body = html`${elsewhere(ownAddress, openedAt)} ${plainHttpWarning(ownAddress)}
    <div class="card">
      <p>
        Lockstep works as a GitHub App of your own. Setting it up takes two minutes: GitHub registers the App
        from a form that is filled in already, and hands its keys to this server. There is nothing to copy.
      </p>
      ${problem !== null && html`<p class="note error" role="alert">${problem}</p>`}
      <form method="post" action="/setup/code">
        <label
          >One-time code
          <span class="hint">The server printed it in its terminal when it started, or in its log.</span>
          <input
            class="code"
            name="code"
            required
            autofocus
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck="false"
            maxlength="40"
            placeholder="XXXX-XXXX-XXXX"
          />
        </label>
        <button class="primary">Continue</button>
      </form>
    </div>`;
  return { title: "Set up Lockstep", body };
}

/** The browser comes back from GitHub to the configured address, and has this page's cookie only there. */
export function elsewhere(ownAddress: string, openedAt: string | null): Html | null {
  if (openedAt === null) return null;
  return html`<p class="note warning">
    You opened this page at <code>${openedAt}</code>, but PUBLIC_URL says that this server is at
    <code>${ownAddress}</code>, and that is where GitHub will send you back to. Go on at
    <a href="${ownAddress}/setup">${ownAddress}/setup</a>, or set PUBLIC_URL to the right address and start
    the server again.
  </p>`;
}

/** For whoever setup is not open to. */
export function setupClosedPage(): Page {
  const body = html`<p class="note">Lockstep is set up already, so there is nothing to set up here.</p>
    <p>
      Admins add further GitHub servers after they have signed in. Where nobody can sign in, whoever runs the
      server starts it with
      <code>npm start -- --setup</code>: it prints a code for this page.
    </p>
    <p class="actions"><a class="button" href="/">To the start</a></p>`;
  return { title: "Setup is closed", body };
}
