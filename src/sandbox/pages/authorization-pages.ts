/** The Apps that a user authorised, and taking that back. */
import { Refused, type Answer } from "../answer.ts";
import { isAuthorized, revokeAuthorization } from "../oauth/authorizations.ts";
import { html } from "./html.ts";
import { hidden, page, problemPage, redirect } from "./page.ts";
import type { PageRoute, UserPageRequest } from "./page-route.ts";

const PATH = "/settings/apps/authorizations";

export const AUTHORIZATION_PAGES: readonly PageRoute[] = [
  { method: "GET", path: PATH, access: "user", handle: list },
  { method: "POST", path: PATH, access: "user", handle: revoke },
];

function list({ context, user }: UserPageRequest): Answer {
  const items = context.state.data.apps
    .filter((it) => isAuthorized(context, it, user))
    .map(
      (it) =>
        html`<section>
          <h2>${it.name}</h2>
          <form method="post" action="${PATH}">
            ${hidden({ client_id: it.clientId })}<button class="danger">Revoke</button>
          </form>
        </section>`,
    );
  const body = items.length === 0 ? html`<p class="soft">You have authorized no App.</p>` : html`${items}`;
  return page({ title: "Authorized GitHub Apps", user, body });
}

function revoke({ context, form, user }: UserPageRequest): Answer {
  const app = context.state.data.apps.find((it) => it.clientId === form.get("client_id"));
  if (app === undefined) throw new Refused(problemPage(404, "Not found", "There is no such App."));
  revokeAuthorization(context, app, user);
  return redirect(PATH);
}
