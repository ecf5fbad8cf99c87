/** What the App asks as itself: its installations, their tokens, the delivery log. */
import { json, Refused } from "../answer.ts";
import * as refusals from "../refusals.ts";
import { appShape } from "../shapes/app-shape.ts";
import { installationShape } from "../shapes/installation-shape.ts";
import { isoTime, repositoryShape } from "../shapes/repository-shape.ts";
import type { InstallationRecord, RepositoryRecord } from "../state.ts";
import { TOKEN_LIFETIME_MS } from "../tokens.ts";
import { takePage } from "./page.ts";
import type { AppRequest, RestRequest, Route } from "./route.ts";

export const APP_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/app",
    access: "app",
    handle: ({ context, caller }) => json(appShape(context, caller.app)),
  },
  { method: "GET", path: "/app/installations", access: "app", handle: listInstallations },
  {
    method: "GET",
    path: "/app/installations/{id}",
    access: "app",
    handle: (request) => json(installationShape(request.context, findInstallation(request))),
  },
  { method: "POST", path: "/app/installations/{id}/access_tokens", access: "app", handle: issueToken },
];

function listInstallations(request: AppRequest): ReturnType<typeof json> {
  const { context, caller } = request;
  const own = context.state.data.installations.filter((it) => it.appId === caller.app.id);
  const { items, headers } = takePage(request, own);
  return json(
    items.map((it) => installationShape(context, it)),
    200,
    headers,
  );
}

function findInstallation({ context, caller, params }: AppRequest): InstallationRecord {
  const installation = context.state.installation(Number(params["id"]));
  if (installation?.appId !== caller.app.id) throw new Refused(refusals.notFound());
  return installation;
}

function issueToken(request: AppRequest): ReturnType<typeof json> {
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
