/** The accounts that the App is installed on, and who asks. */
import { Type } from "typebox";
import { mayMake } from "../core/access/rights.ts";
import { countLinks } from "../db/link-counts.ts";
import { listWorkspaces } from "../db/workspaces.ts";
import { callerOf, rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { Me } from "./contract/me.ts";
import { DEFAULT_LIMIT, Page, PageQuery, textCursor, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { installationUrlOf, toWorkspace, Workspace, WorkspaceWithRights } from "./contract/workspace.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { meOf } from "./me.ts";

const tags = ["workspaces"];

export function registerWorkspaces(server: ApiServer, dependencies: Dependencies): void {
  const { store, access, hosts } = dependencies;
  server.get(
    "/me",
    {
      config: { access: "anybody" },
      schema: {
        tags,
        operationId: "getMe",
        summary: "Who is asking",
        response: { 200: Me, ...PROBLEMS },
      },
    },
    async (request) => meOf(dependencies, request),
  );

  server.get(
    "/workspaces",
    {
      config: { access: "anybody" },
      schema: {
        tags,
        operationId: "listWorkspaces",
        summary: "The accounts that the App is installed on",
        querystring: Type.Object(PageQuery),
        response: { 200: Page(Workspace, "Workspaces"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const visible = await access.workspacesOf(callerOf(request));
      const page = { after: textCursor(cursor), limit: limit + 1 };
      const rows = await listWorkspaces(store.read, visible, page);
      return toPage(rows, limit, { item: toWorkspace, key: (row) => row.slug });
    },
  );

  server.get(
    "/workspaces/:workspace",
    {
      config: { access: "workspace" },
      schema: {
        tags,
        operationId: "getWorkspace",
        summary: "One workspace",
        params: Type.Object({ workspace: Type.String() }),
        response: { 200: WorkspaceWithRights, ...PROBLEMS },
      },
    },
    async (request) => ({
      ...toWorkspace(workspaceOf(request)),
      installationUrl: installationUrlOf(workspaceOf(request), hosts.find(workspaceOf(request).hostname)),
      rights: { admin: rightsOf(request).isAdmin, make: mayMake(rightsOf(request)) },
      links: await countLinks(store.read, workspaceOf(request).id, rightsOf(request).readable),
    }),
  );
}
