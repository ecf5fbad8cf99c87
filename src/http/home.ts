/** The start: whoever is signed in sees their workspaces, everybody else is sent to sign in, or to setup where there is no App. */
import { listWorkspaces, type Workspace } from "../db/workspaces.ts";
import type { Caller } from "../core/access/caller.ts";
import { identify } from "./authorization/authorize.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HIDDEN } from "./hidden.ts";
import { homePage } from "./pages/home-page.ts";
import { sendPage } from "./pages/page.ts";
import { showProblems } from "./pages/problem-page.ts";
import { seeOther } from "./see-other.ts";
import { setupVisitor } from "./setup/setup-visitor.ts";

const SHOWN_AT_MOST = 200;

export function registerHome(server: ApiServer, dependencies: Dependencies): void {
  const { hosts, setup } = dependencies;
  void server.register(async (scope: ApiServer) => {
    showProblems(scope);
    scope.get("/", { schema: HIDDEN }, async (request, reply) => {
      const caller = await identify(dependencies, request);
      if (caller !== null) {
        const workspaces = await workspacesOf(dependencies, caller);
        const isServerAdmin = (await setupVisitor(dependencies, request))?.mayRegister === true;
        const app = caller.kind === "user" ? setup.app(caller.hostname) : null;
        const installUrl = app === null ? null : `${app.appUrl}/installations/new`;
        return sendPage(reply, homePage({ caller, workspaces, isServerAdmin, installUrl }));
      }
      return seeOther(reply, hosts.list().length === 0 ? "/setup" : "/auth/login");
    });
  });
}

async function workspacesOf({ store, access }: Dependencies, caller: Caller): Promise<readonly Workspace[]> {
  const visible = await access.workspacesOf(caller);
  return listWorkspaces(store.read, visible, { after: null, limit: SHOWN_AT_MOST });
}
