/**
 * Registering an App by a manifest. Its server's page posts the manifest here; it is kept while its future owner signs in,
 * chooses the name and says yes; then the browser goes back with a code.
 */
import { Refused, type Answer } from "../answer.ts";
import type { PendingManifest } from "../browser-flows.ts";
import { administers } from "../people.ts";
import { readManifest, type Manifest } from "../registration/read-manifest.ts";
import { findNameProblem, registerApp } from "../registration/register-app.ts";
import type { Account } from "../state.ts";
import { html } from "./html.ts";
import { hidden, page, problemPage, redirect, withQuery } from "./page.ts";
import type { PageRequest, PageRoute, UserPageRequest } from "./page-route.ts";

const OWN = "/settings/apps/new";
const OF_ORGANIZATION = "/organizations/{org}/settings/apps/new";

export const MANIFEST_PAGES: readonly PageRoute[] = [OWN, OF_ORGANIZATION].flatMap((path): PageRoute[] => [
  { method: "POST", path, access: "anybody", handle: takeManifest },
  { method: "GET", path, access: "user", handle: showForm },
  { method: "POST", path: `${path}/confirm`, access: "user", handle: confirm },
]);

/** From another site, so without the cookie: who is there shows on the next page. */
function takeManifest({ context, form, query, params }: PageRequest): Answer {
  const manifest = form.get("manifest");
  if (manifest === null)
    return problemPage(422, "No manifest", 'Post a form with the field "manifest" here.');
  const registration = context.flows.manifests.put({
    manifest,
    state: query.get("state") ?? form.get("state"),
  });
  return redirect(`${pathFor(params)}?${new URLSearchParams({ registration })}`);
}

function showForm(request: UserPageRequest): Answer {
  const { query } = request;
  const pending = findPending(request, query.get("registration"));
  const owner = findOwner(request);
  const manifest = requireManifest(pending.manifest);
  return formPage(request, { owner, manifest, name: manifest.name ?? "", problem: null });
}

async function confirm(request: UserPageRequest): Promise<Answer> {
  const { context, form } = request;
  const pending = findPending(request, form.get("registration"));
  const owner = findOwner(request);
  const manifest = requireManifest(pending.manifest);
  const name = (form.get("name") ?? "").trim();
  const problem = findNameProblem(context, name, owner);
  if (problem !== null) return formPage(request, { owner, manifest, name, problem });
  context.flows.manifests.take(form.get("registration") ?? "");
  const code = await registerApp(context, { manifest, name, owner });
  const { redirectUrl } = manifest;
  return redirect(redirectUrl === null ? "/" : withQuery(redirectUrl, { code, state: pending.state }));
}

interface ShownForm {
  readonly owner: Account;
  readonly manifest: Manifest;
  readonly name: string;
  readonly problem: string | null;
}

function formPage(request: UserPageRequest, { owner, manifest, name, problem }: ShownForm): Answer {
  const { user, params, query, form } = request;
  const registration = query.get("registration") ?? form.get("registration");
  const permissions = Object.entries(manifest.permissions).map(
    ([key, level]) => html`<li>${key}: ${level}</li>`,
  );
  const body = html`${problem === null ? null : html`<section class="problem">${problem}</section>`}
    <section>
      <form method="post" action="${pathFor(params)}/confirm">
        ${hidden({ registration })}
        <label>GitHub App name <input type="text" name="name" value="${name}" /></label>
        <p class="soft">The name is shown to people who install it. You can change it.</p>
        <button class="main">Create GitHub App for ${owner.login}</button>
      </form>
      <p>It asks for:</p>
      <ul>
        ${permissions}
      </ul>
    </section>`;
  return page({ title: "Create GitHub App", user, body, status: problem === null ? 200 : 422 });
}

/** @throws Refused where it was used, or waited for more than an hour. */
function findPending({ context }: PageRequest, registration: string | null): PendingManifest {
  const pending = context.flows.manifests.look(registration ?? "");
  if (pending !== null) return pending;
  const text =
    "A GitHub App is registered here by a manifest. This one was used, or is older than an hour: begin again.";
  throw new Refused(problemPage(404, "Nothing to register", text));
}

/** Of an organisation only its owners register Apps. @throws Refused */
function findOwner({ context, params, user }: UserPageRequest): Account {
  const login = params["org"];
  if (login === undefined) return user;
  const owner = context.state.account(login);
  if (owner?.type === "Organization" && administers(context.state, user.id, owner)) return owner;
  throw new Refused(problemPage(404, "Not found", `${user.login} owns no organisation ${login}.`));
}

/** @throws Refused */
function requireManifest(text: string): Manifest {
  const reading = readManifest(text);
  if (reading.kind === "manifest") return reading.manifest;
  const intro = "The configuration does not appear to be a valid GitHub App manifest.";
  throw new Refused(
    problemPage(422, "Invalid GitHub App configuration", `${intro} Error: ${reading.problem}`),
  );
}

function pathFor({ org }: Readonly<Record<string, string>>): string {
  return org === undefined ? OWN : `/organizations/${encodeURIComponent(org)}/settings/apps/new`;
}
