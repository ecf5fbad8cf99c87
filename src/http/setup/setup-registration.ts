/** From the form to GitHub, and back with a code for the App's keys. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { manifestFor } from "../../core/access/app-manifest.ts";
import {
  RegistrationFailed,
  type SetupSession,
  type TakenRegistration,
} from "../../core/access/setup-port.ts";
import { GitHubFailure } from "../../core/retry/failure.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HIDDEN } from "../hidden.ts";
import { ownAddress, ownOrigins } from "../own-address.ts";
import { minutes } from "../pages/minutes.ts";
import { sendPage } from "../pages/page.ts";
import { setupConfirmPage } from "../pages/setup-confirm-page.ts";
import {
  FAILURE_STATUS,
  registeringPage,
  type SetupFailedPage,
  setupFailedPage,
} from "../pages/setup-failed-page.ts";
import { setupFormPage } from "../pages/setup-form-page.ts";
import { canDeliver } from "./reachable.ts";
import { seeOther } from "../see-other.ts";
import { requireSameOrigin } from "../authorization/same-origin.ts";
import { isChange, planOf, readWish, type SetupPlan, type SetupWish } from "./setup-form.ts";
import { recordSetup } from "./setup-activity.ts";
import { hostPath } from "./setup-hosts.ts";
import { refuseSetup } from "./setup-refusal.ts";
import { setupCookie, setupVisitor } from "./setup-visitor.ts";

const Answer = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.String({ maxLength: 200 })),
});

export function addRegistration(scope: ApiServer, dependencies: Dependencies): void {
  addApp(scope, dependencies);
  addRegistered(scope, dependencies);
}

function addApp(scope: ApiServer, dependencies: Dependencies): void {
  const { setup, config, hosts } = dependencies;

  scope.post("/setup/app", { schema: HIDDEN }, async (request, reply) => {
    // A program sends its token itself; cookies, and a password that a proxy asked for, go with any form.
    const isProgram = /^bearer /i.test(request.headers.authorization ?? "");
    if (!isProgram) requireSameOrigin(request, ownOrigins(scope, config));
    const visitor = await setupVisitor(dependencies, request);
    if (visitor?.mayRegister !== true) return refuseSetup(reply, setup);
    const wish = readWish(request.body);
    if (isChange(request.body)) return showForm(reply, wish, []);
    const plan = planOf(wish);
    const problems = "problems" in plan ? plan.problems : await problemsOf(dependencies, plan);
    if ("problems" in plan || problems.length > 0) return showForm(reply, wish, problems);
    const session = visitor.session?.mayRegister === true ? visitor.session : admit(reply);
    return session === null ? refuseSetup(reply, setup) : confirm(reply, { wish, plan }, session);
  });

  const showForm = (reply: FastifyReply, wish: SetupWish, problems: readonly string[]): FastifyReply => {
    const own = ownAddress(scope, config);
    const isFirst = hosts.list().length === 0;
    const page = setupFormPage({ wish, ownAddress: own, openedAt: null, problems, isFirst });
    return sendPage(reply, page, problems.length === 0 ? 200 : 422);
  };

  const admit = (reply: FastifyReply): SetupSession | null => {
    const secret = setup.gate.admit();
    void reply.header("set-cookie", setupCookie(secret, dependencies));
    return setup.gate.session(secret);
  };

  const confirm = async (
    reply: FastifyReply,
    { wish, plan }: { readonly wish: SetupWish; readonly plan: SetupPlan },
    session: SetupSession,
  ): Promise<FastifyReply> => {
    const { server, name } = plan;
    const own = ownAddress(scope, config);
    const hasWebhook = canDeliver(server.hostname, own);
    const isFirst = await setup.isFirst(server.hostname);
    const app = { name, ownAddress: own, hostname: server.hostname, isFirst, hasWebhook };
    const page = setupConfirmPage({
      ...plan,
      wish,
      state: session.begin({ server, hasWebhook }),
      manifest: manifestFor(setup.manifest, app),
      permissions: setup.manifest.default_permissions,
      ownAddress: own,
      hasWebhook,
      sweepMinutes: minutes(setup.sweepIntervalMs),
    });
    return sendPage(reply, page);
  };
}

async function problemsOf({ setup, hosts }: Dependencies, { server }: SetupPlan): Promise<readonly string[]> {
  if (hosts.find(server.hostname) !== null) {
    return [`Lockstep works with an App on ${server.hostname} already. Choose another GitHub server.`];
  }
  try {
    await setup.probe(server);
    return [];
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const detail =
      error.failure.kind === "unreachable" ? UNREACHABLE[error.failure.detail] : "it gives no answer";
    return [`Lockstep cannot reach ${server.protocol}://${server.hostname}: ${detail}.`];
  }
}

const UNREACHABLE = {
  timeout: "it does not answer in time; look at the firewall between the two",
  refused: "nothing answers there; check the name, the port and the protocol",
  name: "no such name is known to this machine; check it for typing mistakes",
  tls: "its certificate is not trusted here (NODE_EXTRA_CA_CERTS names the file of your own authority's), or it speaks plain http",
  reset: "the connection broke; check the protocol",
} as const;

function addRegistered(scope: ApiServer, dependencies: Dependencies): void {
  const schema = { ...HIDDEN, querystring: Answer };

  scope.get("/setup/registered", { schema }, async (request, reply) => {
    const { code = "", state = "" } = request.query;
    const visitor = await setupVisitor(dependencies, request);
    const taken = visitor?.session?.take(state) ?? UNKNOWN;
    switch (taken.kind) {
      case "done":
        return seeOther(reply, hostPath(taken.hostname));
      case "under_way":
        return sendPage(reply, registeringPage());
      case "unknown":
        return fail(reply, { failure: "unknown", server: null, appUrl: null, here: request.url });
      case "taken":
        return finish(dependencies, { request, reply }, { taken, code });
    }
  });
}

const UNKNOWN: TakenRegistration = { kind: "unknown" };

async function finish(
  dependencies: Dependencies,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { taken, code }: { readonly taken: Taken; readonly code: string },
): Promise<FastifyReply> {
  const { registration } = taken;
  const { server } = registration;
  const here = request.url;
  if (!/^[\w-]{1,200}$/.test(code)) {
    taken.giveUp();
    return fail(reply, { failure: "code_refused", server, appUrl: null, here });
  }
  try {
    const app = await dependencies.setup.register(registration, code);
    taken.finish();
    await recordSetup(dependencies, request, { type: "host.added", host: app.hostname });
    return seeOther(reply, `${hostPath(app.hostname)}${app.hasWebhookSecret ? "" : "?secret=refused"}`);
  } catch (error) {
    const reason = error instanceof RegistrationFailed ? error.reason : null;
    if (reason === "unanswered" || reason === "not_writable") taken.putBack();
    else taken.giveUp();
    if (!(error instanceof RegistrationFailed)) throw error;
    return fail(reply, { failure: error.reason, server, appUrl: error.appUrl, here });
  }
}

type Taken = Extract<TakenRegistration, { readonly kind: "taken" }>;

function fail(reply: FastifyReply, page: SetupFailedPage): FastifyReply {
  return sendPage(reply, setupFailedPage(page), FAILURE_STATUS[page.failure]);
}
