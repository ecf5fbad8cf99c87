/** What the App asks as itself: its installations, their tokens, the delivery log. */
import { json, Refused } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import * as refusals from "../refusals.ts";
import { formatNodeId } from "../node-ids.ts";
import { accountShape } from "../shapes/account-shape.ts";
import { installationShape } from "../shapes/installation-shape.ts";
import { isoTime, repositoryShape } from "../shapes/repository-shape.ts";
import { APP_EVENTS, DEFAULT_PERMISSIONS, type InstallationRecord, type RepositoryRecord } from "../state.ts";
import { TOKEN_LIFETIME_MS } from "../tokens.ts";
import { humanOf } from "../webhooks/announce-account.ts";
import { takePage } from "./page.ts";
import type { RestRequest, Route } from "./route.ts";

export const APP_ROUTES: readonly Route[] = [
  { method: "GET", path: "/app", access: "app", handle: ({ context }) => json(appShape(context)) },
  { method: "GET", path: "/app/installations", access: "app", handle: listInstallations },
  {
    method: "GET",
    path: "/app/installations/{id}",
    access: "app",
    handle: (request) => json(installationShape(request.context, findInstallation(request))),
  },
  { method: "POST", path: "/app/installations/{id}/access_tokens", access: "app", handle: issueToken },
];

function appShape(context: SandboxContext): Record<string, unknown> {
  const { app } = context.state.data;
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: formatNodeId("A", app.id),
    owner: accountShape(context, context.state.data.accounts[0] ?? humanOf(context)),
    name: app.slug,
    description: "",
    external_url: context.address.url,
    html_url: `${context.address.url}/github-apps/${app.slug}`,
    created_at: isoTime(context.now()),
    updated_at: isoTime(context.now()),
    permissions: DEFAULT_PERMISSIONS,
    events: [...APP_EVENTS],
    installations_count: context.state.data.installations.length,
  };
}

function listInstallations(request: RestRequest): ReturnType<typeof json> {
  const { items, headers } = takePage(request, request.context.state.data.installations);
  return json(
    items.map((it) => installationShape(request.context, it)),
    200,
    headers,
  );
}

function findInstallation({ context, params }: RestRequest): InstallationRecord {
  const installation = context.state.installation(Number(params["id"]));
  if (installation === null) throw new Refused(refusals.notFound());
  return installation;
}

function issueToken(request: RestRequest): ReturnType<typeof json> {
  const { context, body } = request;
  const installation = findInstallation(request);
  if (installation.suspendedAt !== null) throw new Refused(refusals.installationSuspended());
  const chosen = chosenRepositories(request, installation);
  const permissions = narrowedPermissions(body["permissions"], installation);
  const expiresAt = context.now() + TOKEN_LIFETIME_MS;
  const repositoryIds = chosen?.map((it) => it.id) ?? null;
  const token = context.tokens.issue(installation, { repositoryIds, permissions, expiresAt });
  return json(
    {
      token,
      expires_at: isoTime(expiresAt),
      permissions: permissions ?? installation.permissions,
      repository_selection: installation.repositories === "all" && chosen === null ? "all" : "selected",
      ...(chosen === null ? {} : { repositories: chosen.map((it) => repositoryShape(context, it)) }),
    },
    201,
  );
}

function chosenRepositories(
  request: RestRequest,
  installation: InstallationRecord,
): RepositoryRecord[] | null {
  const { repository_ids: ids, repositories: names } = request.body;
  if (!Array.isArray(ids) && !Array.isArray(names)) return null;
  const wanted: readonly unknown[] = [
    ...(Array.isArray(ids) ? ids : []),
    ...(Array.isArray(names) ? names : []),
  ];
  const seen = request.context.state.repositoriesOf(installation);
  return wanted.map((one) => {
    const found = seen.find((it) => it.id === one || it.name === one);
    if (found !== undefined) return found;
    throw new Refused(
      refusals.validationFailed(
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
      ),
    );
  });
}

function narrowedPermissions(
  given: unknown,
  installation: InstallationRecord,
): Record<string, string> | null {
  if (typeof given !== "object" || given === null) return null;
  const wanted = Object.entries(given).map(([key, level]): [string, string] => [key, String(level)]);
  for (const [key, level] of wanted) {
    const held = installation.permissions[key];
    if (held === undefined || (held === "read" && level !== "read")) {
      throw new Refused(
        refusals.validationFailed("The permissions requested are not granted to this installation."),
      );
    }
  }
  return Object.fromEntries(wanted);
}
