/** The hosts that are there, and what is left to do at one that was just added. */
import { installedPathOf } from "../../core/access/app-manifest.ts";
import { callbackPathOf, type ConfiguredHost } from "../../core/access/configured-hosts.ts";
import { webhookPathOf } from "../../core/webhook/webhook-host.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HIDDEN } from "../hidden.ts";
import { ownAddress } from "../own-address.ts";
import { minutes } from "../pages/minutes.ts";
import { sendPage } from "../pages/page.ts";
import { hostsPage, registeredPage, type ShownHost } from "../pages/setup-hosts-page.ts";
import { refuseSetup } from "./setup-refusal.ts";
import { setupVisitor } from "./setup-visitor.ts";

export function addHosts(scope: ApiServer, dependencies: Dependencies): void {
  const { setup, hosts, config } = dependencies;

  const shown = (host: ConfiguredHost): ShownHost => {
    const own = ownAddress(scope, config);
    return {
      hostname: host.hostname,
      webUrl: host.webUrl,
      webhookUrl: own + webhookPathOf(host),
      callbackUrl: own + callbackPathOf(host),
      setupUrl: own + installedPathOf(host),
      canSignIn: host.oauth !== null,
      app: setup.app(host.hostname),
    };
  };

  scope.get("/setup/hosts", { schema: HIDDEN }, async (request, reply) => {
    const visitor = await setupVisitor(dependencies, request);
    if (visitor === null) return refuseSetup(reply, setup);
    return sendPage(reply, hostsPage(hosts.list().map(shown), visitor.mayRegister));
  });

  scope.get<{ Params: { readonly host: string }; Querystring: { readonly secret?: unknown } }>(
    "/setup/hosts/:host",
    { schema: HIDDEN },
    async (request, reply) => {
      const visitor = await setupVisitor(dependencies, request);
      const host = hosts.find(request.params.host.toLowerCase());
      if (visitor === null || host === null) return refuseSetup(reply, setup);
      const page = registeredPage({
        host: shown(host),
        hostsFile: setup.hostsFile,
        sweepMinutes: minutes(setup.sweepIntervalMs),
        hasWebhookSecret: request.query.secret !== "refused",
      });
      return sendPage(reply, page);
    },
  );
}

export function hostPath(hostname: string): string {
  return `/setup/hosts/${encodeURIComponent(hostname)}`;
}
