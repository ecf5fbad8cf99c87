/** Apps, as REST shows them (description: integration). */
import type { SandboxContext } from "../context.ts";
import { formatNodeId } from "../node-ids.ts";
import type { AppRecord } from "../records.ts";
import { accountShape } from "./account-shape.ts";
import { isoTime } from "./repository-shape.ts";

export function appShape(context: SandboxContext, app: AppRecord): Record<string, unknown> {
  const installations = context.state.data.installations.filter((it) => it.appId === app.id);
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: formatNodeId("A", app.id),
    owner: accountShape(context, context.state.owner(app.ownerId)),
    name: app.name,
    description: app.description,
    external_url: app.externalUrl,
    html_url: `${context.address.url}/github-apps/${app.slug}`,
    created_at: isoTime(app.createdAt),
    updated_at: isoTime(app.createdAt),
    permissions: app.permissions,
    events: app.events,
    installations_count: installations.length,
  };
}
