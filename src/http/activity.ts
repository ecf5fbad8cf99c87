/** What happened, for people and for the dashboard. */
import { Type } from "typebox";
import { listActivity } from "../db/activity-list.ts";
import { workspaceOf } from "./authorize.ts";
import { Activity, toActivity } from "./contract/activity.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";

export function registerActivity(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/activity",
    {
      schema: {
        tags: ["activity"],
        operationId: "listActivity",
        summary: "What happened in the workspace, newest first",
        querystring: Type.Object(PageQuery),
        response: { 200: Page(Activity, "ActivityPage"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const page = { before: numberCursor(cursor), limit: limit + 1 };
      const rows = await listActivity(store.read, workspaceOf(request).id, page);
      return toPage(rows, limit, { item: toActivity, key: (row) => row.id });
    },
  );
}
