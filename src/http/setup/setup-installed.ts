/**
 * Where GitHub sends people who installed the App. What the address says is anybody's to write: it only names an installation,
 * and shown is what the App itself sees, to whoever sets the server up or may see that account's workspace. An admin of the server
 * who adds a host is shown what comes on that host; of the others' accounts no more than their rights there.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { ConfiguredHost } from "../../core/access/configured-hosts.ts";
import { holds } from "../../core/access/rights.ts";
import { findInstalled, type Installed } from "../../db/installed.ts";
import { findWorkspace } from "../../db/workspaces.ts";
import { identify } from "../authorization/authorize.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HIDDEN } from "../hidden.ts";
import { sendPage } from "../pages/page.ts";
import {
  installedElsewherePage,
  installedPage,
  readingPage,
  requestedPage,
} from "../pages/setup-installed-page.ts";
import { signInAddress } from "../pages/sign-in-page.ts";
import { seeOther } from "../see-other.ts";
import { refuseSetup } from "./setup-refusal.ts";
import { setupVisitor } from "./setup-visitor.ts";

const Query = Type.Object({
  installation_id: Type.Optional(Type.String({ pattern: String.raw`^\d{1,15}$` })),
  setup_action: Type.Optional(Type.String({ maxLength: 50 })),
});

export function addInstalled(scope: ApiServer, dependencies: Dependencies): void {
  const { hosts } = dependencies;
  const schema = { ...HIDDEN, querystring: Query };

  scope.get("/setup/installed", { schema }, async (request, reply) => {
    const first = hosts.list().find(({ isFirst }) => isFirst) ?? null;
    return show(dependencies, { request, reply, host: first, query: request.query });
  });
  scope.get<{ Params: { readonly host: string }; Querystring: Static<typeof Query> }>(
    "/setup/installed/:host",
    { schema },
    async (request, reply) => {
      const host = hosts.find(request.params.host.toLowerCase());
      return show(dependencies, { request, reply, host, query: request.query });
    },
  );
}

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly host: ConfiguredHost | null;
  readonly query: Static<typeof Query>;
}

async function show(
  dependencies: Dependencies,
  { request, reply, host, query }: Visit,
): Promise<FastifyReply> {
  if (host === null) return refuseSetup(reply, dependencies.setup);
  const { hostname } = host;
  const id = Number(query.installation_id ?? 0);
  const seen = await whatIsSeen(dependencies, request, { host, id });
  const signInUrl = host.oauth === null ? null : signInAddress(hostname, "/");
  if (seen.kind === "nobody") return sendPage(reply, installedElsewherePage(signInUrl));
  if (query.setup_action === "request") return sendPage(reply, requestedPage());
  if (id === 0) return seeOther(reply, "/");
  if (seen.kind === "nothing") return sendPage(reply, readingPage(hostname));
  const page = { installed: seen.installed, hostname, signInUrl: seen.isSignedIn ? null : signInUrl };
  return sendPage(reply, installedPage(page));
}

type Seen =
  | { readonly kind: "nobody" }
  | { readonly kind: "nothing" }
  | { readonly kind: "installed"; readonly installed: Installed; readonly isSignedIn: boolean };

async function whatIsSeen(
  dependencies: Dependencies,
  request: FastifyRequest,
  { host, id }: { readonly host: ConfiguredHost; readonly id: number },
): Promise<Seen> {
  const { store, access, setup } = dependencies;
  const caller = await identify(dependencies, request);
  const visitor = await setupVisitor(dependencies, request);
  const isSettingUp = visitor?.session?.shows(host.hostname) === true;
  if (caller === null && !isSettingUp) return { kind: "nobody" };
  const installed = await findInstalled(store.read, host.id, id);
  if (installed?.workspace == null || installed.state === "uninstalled") {
    setup.findInstallations(host.hostname);
    return { kind: "nothing" };
  }
  if (isSettingUp || caller === null) return { kind: "installed", installed, isSignedIn: caller !== null };
  const workspace = await findWorkspace(store.read, installed.workspace.slug);
  const rights = workspace === null ? null : await access.rightsIn(caller, workspace);
  // What is not for them looks like what is not there.
  if (rights === null) return { kind: "nothing" };
  const repositories = installed.repositories.filter((repository) => holds(rights.readable, repository.id));
  return { kind: "installed", installed: { ...installed, repositories }, isSignedIn: true };
}
