/** Where the App is to be registered, and whose it is to be. */
import { LONGEST_APP_NAME } from "../../core/access/app-manifest.ts";
import type { SetupWish } from "../setup/setup-form.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./page.ts";
import { elsewhere } from "./setup-code-page.ts";

export interface SetupFormPage {
  readonly wish: SetupWish;
  readonly ownAddress: string;
  readonly openedAt: string | null;
  /** Sentences that say what to enter instead. */
  readonly problems: readonly string[];
  readonly isFirst: boolean;
}

export function setupFormPage({ wish, ownAddress, openedAt, problems, isFirst }: SetupFormPage): Page {
  const body = html`${elsewhere(ownAddress, openedAt)}
    ${
      problems.length > 0 &&
      html`<div class="note error" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>`
    }
    <form class="card" method="post" action="/setup/app">
      ${serverFields(wish)} ${ownerFields(wish)}
      <label
        >Name of the App
        <span class="hint">
          Unique on its GitHub; it is what people see there as the author of commits. GitHub lets you change
          it later.
        </span>
        <input name="name" value="${wish.name}" required maxlength="${LONGEST_APP_NAME}" autocomplete="off" />
      </label>
      <p class="hint">
        This server is at <code>${ownAddress}</code>: the App is told to send people and webhooks there. If
        that is wrong, set PUBLIC_URL to the right address and start the server again.
      </p>
      <button class="primary">Continue</button>
    </form>`;
  return { title: isFirst ? "Register the GitHub App" : "Add a GitHub server", body };
}

function serverFields({ where, hostname, protocol }: SetupWish): Html {
  const isEnterprise = where === "enterprise";
  return html`<fieldset>
    <legend>Which GitHub?</legend>
    ${choice({ name: "where", value: "github.com", isChosen: !isEnterprise, isUsual: true, text: "github.com" })}
    ${choice({ name: "where", value: "enterprise", isChosen: isEnterprise, isUsual: false, text: "A GitHub Enterprise Server" })}
    ${unusualText({ label: "Name of the server", name: "hostname", value: hostname, placeholder: "github.example.com" })}
    <label class="unusual"
      >Protocol
      <select name="protocol">
        <option value="https" ${selected(protocol === "https")}>https</option>
        <option value="http" ${selected(protocol === "http")}>http (not encrypted)</option>
      </select>
    </label>
  </fieldset>`;
}

function ownerFields({ owner, organization }: SetupWish): Html {
  const isOrganization = owner === "organization";
  return html`<fieldset>
    <legend>Who is to own the App?</legend>
    ${choice({ name: "owner", value: "personal", isChosen: !isOrganization, isUsual: true, text: "My personal account" })}
    ${choice({ name: "owner", value: "organization", isChosen: isOrganization, isUsual: false, text: "An organisation that I own" })}
    ${unusualText({ label: "Login of the organisation", name: "organization", value: organization, placeholder: "acme" })}
    <p class="hint">Choose the account that has the repositories: the App can be installed on no other.</p>
  </fieldset>`;
}

interface UnusualText {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly placeholder: string;
}

/** Shown where another than the usual choice is made. */
function unusualText({ label, name, value, placeholder }: UnusualText): Html {
  return html`<label class="unusual"
    >${label}
    <input
      name="${name}"
      value="${value}"
      placeholder="${placeholder}"
      autocomplete="off"
      spellcheck="false"
    />
  </label>`;
}

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly isChosen: boolean;
  /** What the others ask for is hidden then. */
  readonly isUsual: boolean;
  readonly text: string;
}

function choice({ name, value, isChosen, isUsual, text }: Choice): Html {
  const checked = isChosen && html`checked`;
  return html`<label class="choice"
    ><input
      type="radio"
      class="${isUsual && "usual"}"
      name="${name}"
      value="${value}"
      ${checked}
    />${text}</label
  >`;
}

function selected(isChosen: boolean): Html | false {
  return isChosen && html`selected`;
}
