/** What happened, for people, for the dashboard and for audits. Of one workspace, or of all and the server for the admin. */
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ADMIN_RIGHTS } from "../core/access/rights.ts";
import { type ActivityFilter, activityBetween, activityIds, listActivity } from "../db/activity-list.ts";
import type { Store } from "../db/store.ts";
import { Activity, toActivity } from "./contract/activity.ts";
import { ActivityQuery, toActivityFilter } from "./contract/activity-query.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";

const tags = ["activity"];

/** Row ids that an export goes through at once: so much is in memory, and so long do others wait. */
const EXPORTED_AT_ONCE = 1000;

/** The same routes twice: below a workspace they show its own, above all of them, with what belongs to none. */
export function registerActivity(server: ApiServer, dependencies: Dependencies): void {
  const ofWorkspace = server.prefix.includes(":workspace");
  addList(server, dependencies, ofWorkspace);
  addExport(server, dependencies, ofWorkspace);
}

/** Above the workspaces only the holder of the admin token is let in. */
function whose({ workspace, rights }: FastifyRequest): Pick<ActivityFilter, "workspaceId" | "rights"> {
  return { workspaceId: workspace?.id ?? null, rights: rights ?? ADMIN_RIGHTS };
}

function addList(server: ApiServer, { store }: Dependencies, ofWorkspace: boolean): void {
  server.get(
    "/activity",
    {
      config: { access: ofWorkspace ? "workspace" : "admin_token" },
      schema: {
        tags,
        operationId: ofWorkspace ? "listWorkspaceActivity" : "listActivity",
        summary: "What happened, newest first",
        querystring: Type.Object({ ...PageQuery, ...ActivityQuery }),
        response: { 200: Page(Activity, "ActivityPage"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, ...query } = request.query;
      const filter = toActivityFilter(query, whose(request));
      const page = { before: numberCursor(cursor), limit: limit + 1 };
      const rows = await listActivity(store.read, filter, page);
      const { isAdmin } = filter.rights;
      return toPage(rows, limit, { item: (row) => toActivity(row, { isAdmin }), key: (row) => row.id });
    },
  );
}

function addExport(server: ApiServer, { store }: Dependencies, ofWorkspace: boolean): void {
  server.get(
    "/activity/export",
    {
      config: { access: ofWorkspace ? "admin" : "admin_token" },
      schema: {
        tags,
        operationId: ofWorkspace ? "exportWorkspaceActivity" : "exportActivity",
        summary: "What happened, oldest first, as JSON lines; for admins",
        description:
          "One activity a line, up to the last one there is when the export begins. An answer that breaks off is not whole.",
        querystring: Type.Object(ActivityQuery),
        produces: ["application/x-ndjson"],
        response: {
          200: {
            description: "Lines of `Activity`.",
            content: { "application/x-ndjson": { schema: Type.String() } },
          },
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const filter = toActivityFilter(request.query, whose(request));
      const name = request.workspace?.slug.replaceAll("@", "-at-") ?? "all";
      return sendLines(reply, `lockstep-activity-${name}.jsonl`, exportLines(store, filter));
    },
  );
}

function sendLines(reply: FastifyReply, fileName: string, lines: AsyncIterable<string>): FastifyReply {
  return reply
    .header("content-disposition", `attachment; filename="${fileName}"`)
    .header("cache-control", "no-store")
    .type("application/x-ndjson; charset=utf-8")
    .send(Readable.from(lines, { highWaterMark: 1 }));
}

/** Some lines at a time; the next are read when the reader has taken these. */
async function* exportLines(store: Store, filter: ActivityFilter): AsyncGenerator<string> {
  const ids = await activityIds(store.read);
  for (let after = ids.first - 1; after < ids.last; after += EXPORTED_AT_ONCE) {
    const until = Math.min(after + EXPORTED_AT_ONCE, ids.last);
    const rows = await activityBetween(store.read, filter, { after, until });
    if (rows.length === 0) continue;
    yield rows.map((row) => `${JSON.stringify(toActivity(row, { isAdmin: true }))}\n`).join("");
  }
}
