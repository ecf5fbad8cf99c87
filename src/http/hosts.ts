/** The GitHub servers, and where their Apps are installed. */
import type { Caller } from "../core/access/caller.ts";
import type { ConfiguredHost } from "../core/access/configured-hosts.ts";
import { listWorkspaces } from "../db/workspaces.ts";
import { callerOf } from "./authorization/authorize.ts";
import { Host } from "./contract/host.ts";
import { Page } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { installUrlOf } from "./install-url.ts";

export function registerHosts(server: ApiServer, dependencies: Dependencies): void {
  server.get(
    "/hosts",
    {
      config: { access: "anybody" },
      schema: {
        tags: ["workspaces"],
        operationId: "listHosts",
        summary: "The GitHub servers that the caller has to do with, and where the App is installed on them",
        description: "All at once. Asks GitHub where an App's page is, unless that is known already.",
        response: { 200: Page(Host, "Hosts"), ...PROBLEMS },
      },
    },
    async (request) => {
      const hosts = await hostsOf(dependencies, callerOf(request));
      const items = await Promise.all(
        hosts.map(async ({ hostname, webUrl }) => ({
          hostname,
          webUrl,
          installUrl: await installUrlOf(dependencies, hostname),
        })),
      );
      return { items, next: null };
    },
  );
}

/** People are on the one where they signed in, tokens on their workspace's. */
async function hostsOf(
  { hosts, store, access }: Dependencies,
  caller: Caller,
): Promise<readonly ConfiguredHost[]> {
  switch (caller.kind) {
    case "admin":
      return hosts.list();
    case "user":
      return hosts.list().filter(({ hostname }) => hostname === caller.hostname);
    case "token": {
      const own = await access.workspacesOf(caller);
      const [workspace] = await listWorkspaces(store.read, own, { after: null, limit: 1 });
      return hosts.list().filter(({ hostname }) => hostname === workspace?.hostname);
    }
  }
}
