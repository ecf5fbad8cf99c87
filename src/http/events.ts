/** What happens in a workspace, live: server-sent events, resumable, each told to those alone who may read it. */
import { Type } from "typebox";
import { newestActivity } from "../db/events.ts";
import type { Store } from "../db/store.ts";
import { callerOf, credentialsOf, workspaceOf } from "./authorization/authorize.ts";
import { EventQuery, eventIdIn } from "./contract/event.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies, RoutePlugin } from "./dependencies.ts";
import { EventHub, type EventLimits } from "./events/event-hub.ts";

const LIMITS: EventLimits = {
  beatMs: 20_000,
  cutMs: 60_000,
  askMs: 60_000,
  tickMs: 1000,
  restMs: 50,
  mostListeners: 20_000,
  mostOfAudience: 100,
};

const DESCRIPTION = `The stream begins with \`ready\` (\`data: {"cursor": 4711}\`): what is read over the other routes after that holds at
least what happened up to there, and whatever comes later comes in the stream. So open it first, then read. Or read first: every
answer of a GET below the workspace has a \`Lockstep-Cursor\`; send that of the first as \`Last-Event-ID\` (or \`?after=\`), and the
stream tells whatever the answer did not hold yet. Coming back, send the id of the last event.

- \`activity\`: an \`Activity\`, whose id is the event's.
- \`link\`: a \`Link\` as it is now; what changed twice in a short time may come once, and \`head\` and \`verifiedAt\` by
  themselves are not told. It comes before the activity that tells of it.
- \`reset\` in place of \`ready\`: what happened since \`Last-Event-ID\` is not kept any more; read everything anew.
- \`end\`: \`{"code", "detail"}\`; the token or the sign-in is over (\`unauthorized\`), the workspace is closed (\`not_found\`), or the
  server stops (\`stopping\`). Browsers come back by themselves.

Every 20 s comes a comment, or an id without data. Rights are asked for every minute, and when they may have changed. A client
that leaves the stream unread for a minute is cut off.`;

export const registerEvents: RoutePlugin = makeEvents(LIMITS);

export function makeEvents(limits: EventLimits): RoutePlugin {
  return (server, dependencies) => addStream(server, dependencies, limits);
}

/** Read before anything else is: whatever the answer does not hold yet comes behind it in the stream. */
function giveCursors(server: ApiServer, store: Store): void {
  server.addHook("preHandler", async ({ method, workspace }, reply) => {
    if (method !== "GET" || workspace === null) return;
    void reply.header("lockstep-cursor", await newestActivity(store.read, workspace.id));
  });
}

function addStream(
  server: ApiServer,
  { store, access, config, log }: Dependencies,
  limits: EventLimits,
): void {
  const hub = new EventHub({ store, access, log }, limits);
  server.addHook("preClose", () => hub.close());
  giveCursors(server, store);
  server.get(
    "/events",
    {
      config: { access: "workspace" },
      // Its answer has no end.
      exposeHeadRoute: false,
      schema: {
        tags: ["activity"],
        operationId: "listenToEvents",
        summary: "What happens from now on, as server-sent events",
        description: DESCRIPTION,
        querystring: Type.Object(EventQuery),
        headers: Type.Object({
          "last-event-id": Type.Optional(
            Type.String({ maxLength: 20, description: "Id of the last event that was received." }),
          ),
        }),
        produces: ["text/event-stream"],
        response: {
          200: {
            description: "A stream (https://html.spec.whatwg.org/multipage/server-sent-events.html).",
            content: { "text/event-stream": { schema: Type.String() } },
          },
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const after = eventIdIn(request.headers["last-event-id"], request.query.after);
      const workspaceId = workspaceOf(request).id;
      const credentials = credentialsOf(request, config);
      hub.requireRoom({ workspaceId, credentials });
      const caller = callerOf(request);
      const userId = caller.kind === "user" ? caller.userId : null;
      void reply
        .type("text/event-stream; charset=utf-8")
        .header("cache-control", "no-store, no-transform")
        // Proxies that buffer would hold events back.
        .header("x-accel-buffering", "no")
        .hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      await hub.join(reply.raw, { workspaceId, userId, credentials, after });
    },
  );
}
