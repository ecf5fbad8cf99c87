import { Type, type Static } from "typebox";
import type { Workspace as WorkspaceRow } from "../../db/workspaces.ts";
import { installationPage } from "../../core/access/installation-page.ts";
import { LINK_STATES } from "../../core/sync/model.ts";
import { Nullable } from "./nullable.ts";

export const Workspace = Type.Object(
  {
    slug: Type.String({
      description: "The login in lower case; `login@host` where the host is not the first.",
    }),
    host: Type.String({ examples: ["github.com"] }),
    account: Type.Object({
      id: Type.Integer({ description: "GitHub's id of the account." }),
      login: Type.String(),
      type: Type.Enum(["Organization", "User", "Enterprise"]),
    }),
    installationId: Nullable(Type.Integer({ description: "GitHub's id of the installation." })),
    state: Type.Enum(["active", "suspended", "uninstalled"]),
  },
  { title: "Workspace" },
);

export const WorkspaceWithRights = Type.Object(
  {
    ...Workspace.properties,
    rights: Type.Object(
      {
        admin: Type.Boolean({ description: "Settings, tokens, deliveries, and every document." }),
        make: Type.Boolean({ description: "May make APIs and collections." }),
      },
      { description: "What the caller may do here; the rest follows from the repositories." },
    ),
    installationUrl: Nullable(
      Type.String({ description: "Where its admins choose, on GitHub, what the App may see." }),
    ),
    links: Type.Object(Object.fromEntries(LINK_STATES.map((state) => [state, Type.Integer()])), {
      title: "LinkCounts",
      description: "How many of the links that the caller may see stand how.",
    }),
  },
  { title: "WorkspaceWithRights" },
);

export function toWorkspace(row: WorkspaceRow): Static<typeof Workspace> {
  return {
    slug: row.slug,
    host: row.hostname,
    account: row.account,
    installationId: row.installation?.id ?? null,
    state: row.installation?.state ?? "uninstalled",
  };
}

/** Null where the App is installed no more, or its host is configured no more. */
export function installationUrlOf(
  { account, installation }: WorkspaceRow,
  host: { readonly webUrl: string } | null,
): string | null {
  if (installation === null || installation.state === "uninstalled" || host === null) return null;
  const { login, type } = account;
  return installationPage({
    webUrl: host.webUrl,
    account: { login, isOrganization: type === "Organization" },
    installationId: installation.id,
  });
}
