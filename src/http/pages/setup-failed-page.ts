/** GitHub sent the browser back, and nothing came of it: what happened, and what there is to do at GitHub. */
import type { GitHubServer, RegistrationFailure } from "../../core/access/setup-port.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";

/** `unknown`: the answer belongs to no registration of this browser's. */
type SetupFailure = RegistrationFailure | "unknown";

const SENTENCES: Readonly<Record<SetupFailure, string>> = {
  unknown:
    "This answer from GitHub belongs to no registration that was begun in this browser within the last hour, or Lockstep was started again meanwhile. Nothing was stored, and nothing that was stored is lost.",
  code_refused:
    "GitHub does not give the App's keys for this code: each serves once, and for an hour. If the page was loaded twice, or the server ended in between, the App exists at GitHub but its keys are gone.",
  unanswered:
    "GitHub did not answer when it was asked for the App's keys. The App exists there: load this page again to ask again.",
  configured:
    "Lockstep has a GitHub App on this server already, and goes on with that one. The App that was made now is of no use.",
  unusable:
    "GitHub registered the App, but its answer does not hold all that Lockstep needs. Nothing was stored.",
  not_writable:
    "Lockstep cannot write to its data folder, so it did not fetch the App's keys. Make room, or give the server's user the right to write there; then load this page again.",
  not_kept:
    "GitHub registered the App and gave its keys, but Lockstep could not write them to its data folder. The server's log says why.",
};

/** Nothing is used up: the same address may be loaded again. */
const AGAIN: ReadonlySet<SetupFailure> = new Set(["unanswered", "not_writable"]);

export interface SetupFailedPage {
  readonly failure: SetupFailure;
  /** Null where it is not known which one was asked. */
  readonly server: GitHubServer | null;
  /** The App's page, where GitHub told it. */
  readonly appUrl: string | null;
  /** Loads the same answer again. */
  readonly here: string;
}

export function setupFailedPage({ failure, server, appUrl, here }: SetupFailedPage): Page {
  const isAgain = AGAIN.has(failure);
  const body = html`<p class="note error">${SENTENCES[failure]}</p>
    ${!isAgain && leftover(server, appUrl)}
    <p class="actions">
      ${isAgain && html`<a class="button primary" href="${here}">Try again</a>`}
      <a class="button" href="/setup">Begin again</a>
    </p>`;
  return { title: "The App was not registered", body };
}

/** The page was loaded again before it was known what comes of it. */
export function registeringPage(): Page {
  return {
    title: "Fetching the App's keys",
    body: html`<p class="note">
      Lockstep is asking GitHub for the App's keys. This page loads itself again; leave the App at GitHub as
      it is.
    </p>`,
    reloadAfterSeconds: 2,
  };
}

export const FAILURE_STATUS: Readonly<Record<SetupFailure, number>> = {
  unknown: 400,
  code_refused: 400,
  unanswered: 502,
  configured: 409,
  unusable: 502,
  not_writable: 500,
  not_kept: 500,
};

function leftover(server: GitHubServer | null, appUrl: string | null): Html {
  const settings = server === null ? null : `${server.protocol}://${server.hostname}/settings/apps`;
  return html`<div class="card">
    <p>If GitHub made an App, it is still there, without being of use. Either:</p>
    <ul>
      <li>
        delete it at GitHub, under <strong>Settings → Developer settings → GitHub Apps</strong> of the account
        that owns
        it${settings !== null && html` (<a href="${settings}">those of your own account</a>)`}${
          appUrl !== null && html`: <a href="${appUrl}">${appUrl}</a>`
        },
        and begin again;
      </li>
      <li>
        or use it: generate a private key, a client secret and a webhook secret in its settings there, and
        configure them by hand, as <code>.env.example</code> says.
      </li>
    </ul>
  </div>`;
}
