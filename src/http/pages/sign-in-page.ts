/** The pages on the way in and out. */
import { callbackPathOf, type ConfiguredHost } from "../../core/access/configured-hosts.ts";
import type { SignInOutcome, SignInRefusal } from "../../core/access/sign-in-port.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";
import { plainHttpWarning } from "./plain-http-warning.ts";

export interface SignInPage {
  /** Those on which people can sign in. */
  readonly hosts: readonly ConfiguredHost[];
  readonly returnTo: string;
  /** Of this server, where PUBLIC_URL puts it. */
  readonly address: string;
}

export function signInPage({ hosts, returnTo, address }: SignInPage): Page {
  const ways = hosts.map(
    (host) =>
      html`<a class="button primary" href="${signInAddress(host.hostname, returnTo)}"
        >Sign in with ${nameOf(host)}</a
      >`,
  );
  const body = html`${plainHttpWarning(address)}
    <div class="card">
      ${
        hosts.length === 0
          ? html`<p>
              Nobody can sign in: no GitHub host has a client id and a client secret. Whoever runs this server
              sets GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, from the settings of the GitHub App.
            </p>`
          : html`<p>
                You see here what you may see on GitHub, and change what you may change there. GitHub asks you
                once whether Lockstep may know who you are.
              </p>
              <p class="actions">${ways}</p>`
      }
    </div>`;
  return { title: "Sign in", body };
}

export function signInAddress(hostname: string, returnTo: string): string {
  const back = returnTo === "/" ? "" : `&returnTo=${encodeURIComponent(returnTo)}`;
  return `/auth/login?host=${encodeURIComponent(hostname)}${back}`;
}

function nameOf({ hostname }: ConfiguredHost): string {
  return hostname === "github.com" ? "GitHub" : `GitHub on ${hostname}`;
}

const REFUSALS: Readonly<Record<SignInRefusal, string>> = {
  unknown:
    "This sign-in was not begun here, or it was finished already: each is good for one answer. The page may have been loaded twice.",
  late: "This sign-in was begun more than ten minutes ago.",
  other_browser:
    "This sign-in was not begun in this browser, or the browser keeps no cookies for this address. Nobody was signed in.",
  other_host:
    "This sign-in was begun with another GitHub server than the one that answered. Nobody was signed in.",
  code: "GitHub did not take the code that it had given for this sign-in. It may have been used already.",
};

export interface NotSignedIn {
  readonly host: ConfiguredHost;
  /** Of this server, where PUBLIC_URL puts it. */
  readonly address: string;
}

/** Where nobody was signed in. */
export function notSignedInPage(
  outcome: Exclude<SignInOutcome, { readonly kind: "signed_in" | "unanswered" }>,
  shown: NotSignedIn,
): Page {
  const isDeclined = outcome.kind === "declined";
  const reason = isDeclined ? declined(outcome.error, shown) : refused(outcome.reason, shown);
  const again = signInAddress(shown.host.hostname, isDeclined ? outcome.returnTo : "/");
  const body = html`${reason}
    <p class="actions">
      <a class="button primary" href="${again}">Sign in again</a>
      <a class="button" href="/">To the start</a>
    </p>`;
  return { title: "Not signed in", body };
}

function declined(error: string, { host, address }: NotSignedIn): Html {
  if (error === "access_denied") {
    return html`<p class="note">
      You did not let Lockstep know who you are, so you are not signed in. Nothing was changed.
    </p>`;
  }
  if (error === "redirect_uri_mismatch") {
    return html`<p class="note error">
      GitHub does not send people back to <code>${address}${callbackPathOf(host)}</code>: whoever runs this
      server adds this address to the callback URLs in the settings of the GitHub App, and checks PUBLIC_URL.
    </p>`;
  }
  // Another's text is not shown.
  const name = /^[a-z_]{1,64}$/.test(error) && html` (<code>${error}</code>)`;
  return html`<p class="note error">GitHub did not sign you in${name}.</p>`;
}

function refused(reason: SignInRefusal, { address }: NotSignedIn): Html {
  const note = html`<p class="note error">${REFUSALS[reason]}</p>`;
  if (reason !== "other_browser") return note;
  return html`${note}
    <p>
      Lockstep is at <a href="${address}">${address}</a>: begin there, and let the browser keep its cookies.
    </p>`;
}

export const SIGNED_OUT_PAGE: Page = {
  title: "Signed out",
  body: html`<p class="note success">
      You are signed out of Lockstep. It asks GitHub to end the access that it had in your name.
    </p>
    <p>You are still signed in on GitHub itself.</p>
    <p class="actions"><a class="button" href="/auth/login">Sign in again</a></p>`,
};
