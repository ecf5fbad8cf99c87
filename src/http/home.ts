/** The start: whoever is signed in sees the dashboard, everybody else is sent to sign in, or to setup where there is no App. */
import type { FastifyRequest } from "fastify";
import { listWorkspaces, type Workspace } from "../db/workspaces.ts";
import type { Caller } from "../core/access/caller.ts";
import { identify } from "./authorization/authorize.ts";
import { sendDashboard } from "./dashboard.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HIDDEN } from "./hidden.ts";
import { installUrlOf } from "./install-url.ts";
import { homePage } from "./pages/home-page.ts";
import { type Page, sendPage } from "./pages/page.ts";
import { showProblems } from "./pages/problem-page.ts";
import { seeOther } from "./see-other.ts";
import { setupVisitor } from "./setup/setup-visitor.ts";

const SHOWN_AT_MOST = 200;

export function registerHome(server: ApiServer, dependencies: Dependencies): void {
  const { hosts, dashboard } = dependencies;
  void server.register(async (scope: ApiServer) => {
    showProblems(scope);
    scope.get("/", { schema: HIDDEN }, async (request, reply) => {
      const caller = await identify(dependencies, request);
      if (caller === null) return seeOther(reply, hosts.list().length === 0 ? "/setup" : "/auth/login");
      if (dashboard?.state.kind === "ready") return sendDashboard(reply, dashboard.state, request);
      return sendPage(reply, await plainStart(dependencies, request, caller));
    });
  });
}

/** For as long as there is no dashboard. */
async function plainStart(
  dependencies: Dependencies,
  request: FastifyRequest,
  caller: Caller,
): Promise<Page> {
  const workspaces = await workspacesOf(dependencies, caller);
  const isServerAdmin = (await setupVisitor(dependencies, request))?.mayRegister === true;
  const state = dependencies.dashboard?.state.kind ?? "none";
  return homePage({
    caller,
    workspaces,
    isServerAdmin,
    installUrl: caller.kind === "user" ? await installUrlOf(dependencies, caller.hostname) : null,
    dashboard: state === "ready" ? "building" : state,
  });
}

async function workspacesOf({ store, access }: Dependencies, caller: Caller): Promise<readonly Workspace[]> {
  const visible = await access.workspacesOf(caller);
  return listWorkspaces(store.read, visible, { after: null, limit: SHOWN_AT_MOST });
}
