/**
 * Setting up in the browser: pages and forms, no script.
 *
 *     /setup              the terminal's code, or the form
 *     /setup/app          what GitHub will be asked for; from here the browser goes to GitHub
 *     /setup/registered   GitHub sends it back, with a code for the App's keys
 *     /setup/hosts        the hosts, and the way to installing the App
 *     /setup/installed    GitHub sends people here who installed it
 */
import formBody from "@fastify/formbody";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isFields } from "../../core/fields.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HIDDEN } from "../hidden.ts";
import { tooManyAttempts } from "../authorization/limits.ts";
import { addressOf } from "../authorization/network-address.ts";
import { ownAddress, ownOrigins } from "../own-address.ts";
import { sendPage } from "../pages/page.ts";
import { showProblems } from "../pages/problem-page.ts";
import { setupCodePage } from "../pages/setup-code-page.ts";
import { setupFormPage } from "../pages/setup-form-page.ts";
import { seeOther } from "../see-other.ts";
import { requireSameOrigin } from "../authorization/same-origin.ts";
import { recordSetup } from "./setup-activity.ts";
import { readWish } from "./setup-form.ts";
import { addHosts } from "./setup-hosts.ts";
import { addInstalled } from "./setup-installed.ts";
import { refuseSetup } from "./setup-refusal.ts";
import { addRegistration } from "./setup-registration.ts";
import { setupCookie, setupVisitor } from "./setup-visitor.ts";

const FORM_LIMIT_BYTES = 16 * 1024;

export function registerSetup(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    showProblems(scope);
    await scope.register(formBody, { bodyLimit: FORM_LIMIT_BYTES });
    addEntry(scope, dependencies);
    addRegistration(scope, dependencies);
    addHosts(scope, dependencies);
    addInstalled(scope, dependencies);
  });
}

function addEntry(scope: ApiServer, dependencies: Dependencies): void {
  const { setup, config, limits, hosts } = dependencies;

  const showCode = (request: FastifyRequest, reply: FastifyReply, problem: string | null): FastifyReply => {
    const own = ownAddress(scope, config);
    const page = setupCodePage({ ownAddress: own, openedAt: openedAt(request, own), problem });
    return sendPage(reply, page, problem === null ? 200 : 403);
  };

  scope.get("/setup", { schema: HIDDEN }, async (request, reply) => {
    const visitor = await setupVisitor(dependencies, request);
    if (visitor?.mayRegister === true) {
      const own = ownAddress(scope, config);
      const wish = { ...readWish(null), name: setup.suggestedName };
      const isFirst = hosts.list().length === 0;
      const page = { wish, ownAddress: own, openedAt: openedAt(request, own), problems: [], isFirst };
      return sendPage(reply, setupFormPage(page));
    }
    if (setup.gate.isOpen) return showCode(request, reply, null);
    return visitor === null ? refuseSetup(reply, setup) : seeOther(reply, "/setup/hosts");
  });

  // Loaded anew by its address alone, what a form answered has none of what was sent.
  for (const answered of ["/setup/code", "/setup/app"]) {
    scope.get(answered, { schema: HIDDEN }, (_request, reply) => seeOther(reply, "/setup"));
  }

  scope.post("/setup/code", { schema: HIDDEN }, async (request, reply) => {
    requireSameOrigin(request, ownOrigins(scope, config));
    if (!setup.gate.isOpen) return refuseSetup(reply, setup);
    const address = addressOf(request);
    const wait = await limits.waitSeconds("setup_code", address);
    if (wait > 0) throw tooManyAttempts(wait);
    const session = setup.gate.redeem(codeIn(request.body), address);
    if (session !== null) {
      await recordSetup(dependencies, request, { type: "setup.opened" });
      return seeOther(reply.header("set-cookie", setupCookie(session, dependencies)), "/setup");
    }
    request.log.warn({ address }, "wrong setup code");
    const seconds = await limits.failed("setup_code", address);
    if (seconds > 0) throw tooManyAttempts(seconds);
    return showCode(
      request,
      reply,
      "That is not the code. The server's terminal shows the one that is valid now.",
    );
  });
}

function codeIn(body: unknown): string {
  const code = isFields(body) ? body["code"] : null;
  return typeof code === "string" ? code.slice(0, 100) : "";
}

/** Only to be shown: nothing is built from what a request says of its own address. */
function openedAt({ headers }: FastifyRequest, own: string): string | null {
  const opened = headers.host ?? "";
  if (opened === new URL(own).host || !/^[\w.[\]:-]{1,255}$/.test(opened)) return null;
  return opened;
}
