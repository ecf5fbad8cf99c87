/** The accounts that the App is installed on, and who asks. */
import { Type } from "typebox";
import { findWorkspace, listWorkspaces } from "../db/workspaces.ts";
import { DEFAULT_LIMIT, Page, PageQuery, textCursor, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { toWorkspace, Workspace } from "./contract/workspace.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["workspaces"];

export function registerWorkspaces(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/me",
    {
      schema: {
        tags,
        operationId: "getMe",
        summary: "Who is asking",
        response: { 200: Type.Object({ kind: Type.Literal("admin") }, { title: "Me" }), ...PROBLEMS },
      },
    },
    async () => ({ kind: "admin" as const }),
  );

  server.get(
    "/workspaces",
    {
      schema: {
        tags,
        operationId: "listWorkspaces",
        summary: "The accounts that the App is installed on",
        querystring: Type.Object(PageQuery),
        response: { 200: Page(Workspace, "Workspaces"), ...PROBLEMS },
      },
    },
    async ({ query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const rows = await listWorkspaces(store.read, textCursor(query.cursor), limit + 1);
      return toPage(rows, limit, { item: toWorkspace, key: (row) => row.slug });
    },
  );

  server.get(
    "/workspaces/:workspace",
    {
      schema: {
        tags,
        operationId: "getWorkspace",
        summary: "One workspace",
        params: Type.Object({ workspace: Type.String() }),
        response: { 200: Workspace, ...PROBLEMS },
      },
    },
    async ({ params }) => {
      const workspace = await findWorkspace(store.read, params.workspace);
      if (workspace === null) throw new HttpProblem("not_found", "There is no workspace of this name.");
      return toWorkspace(workspace);
    },
  );
}
