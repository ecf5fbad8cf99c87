/**
 * Where GitHub sends people back to: each host has an address of its own. What the answer is worth is judged in access/;
 * here it becomes a cookie and the way back, or a page that says what happened.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { callbackPathOf, type ConfiguredHost } from "../../core/access/configured-hosts.ts";
import type { SignInAnswer, SignInOutcome } from "../../core/access/sign-in-port.ts";
import type { GitHubFailure } from "../../core/retry/failure.ts";
import { browserSecretIn } from "./browser-secret.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HIDDEN } from "../hidden.ts";
import { countFailure, tooManyAttempts } from "../authorization/limits.ts";
import { addressOf } from "../authorization/network-address.ts";
import { ownAddress } from "../own-address.ts";
import { sendPage } from "../pages/page.ts";
import { notSignedInPage } from "../pages/sign-in-page.ts";
import { HttpProblem } from "../problems.ts";
import { seeOther } from "../see-other.ts";
import { sessionCookie, sessionIn } from "../authorization/session-cookie.ts";

/** A parameter that is sent twice is refused; what else GitHub sends along is left alone. */
const Query = Type.Object({
  state: Type.Optional(Type.String({ maxLength: 200 })),
  code: Type.Optional(Type.String({ maxLength: 200 })),
  error: Type.Optional(Type.String({ maxLength: 200 })),
});

const schema = { ...HIDDEN, querystring: Query };

interface Answered {
  /** Null: none has this callback. */
  readonly host: ConfiguredHost | null;
  readonly query: Static<typeof Query>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export function redirectUriOf(host: ConfiguredHost, ownUrl: string): string {
  return `${ownUrl}${callbackPathOf(host)}`;
}

export function addCallbacks(scope: ApiServer, dependencies: Dependencies): void {
  const { hosts, config } = dependencies;
  const answer = (answered: Answered): Promise<FastifyReply> =>
    finish(dependencies, ownAddress(scope, config), answered);
  scope.get("/auth/callback", { schema }, (request, reply) => {
    const host = hosts.list().find(({ isFirst }) => isFirst) ?? null;
    return answer({ host, query: request.query, request, reply });
  });
  const params = Type.Object({ host: Type.String() });
  scope.get("/auth/callback/:host", { schema: { ...schema, params } }, (request, reply) => {
    const host = hosts.find(request.params.host.toLowerCase());
    return answer({ host: host?.isFirst === false ? host : null, query: request.query, request, reply });
  });
}

async function finish(
  dependencies: Dependencies,
  ownUrl: string,
  { host, query, request, reply }: Answered,
): Promise<FastifyReply> {
  const { signIn, limits, config } = dependencies;
  if (host === null || host.oauth === null) throw new HttpProblem("not_found");
  requireVisit(request);
  const address = addressOf(request);
  const waitSeconds = await limits.waitSeconds("sign_in", address);
  if (waitSeconds > 0) throw tooManyAttempts(waitSeconds);
  const { state } = query;
  const result = resultIn(query);
  const show = { host, address: ownUrl };
  // GitHub sends people so who come from installing the App, too.
  if (state === undefined || result === null) {
    return sendPage(reply, notSignedInPage({ kind: "refused", reason: "unknown" }, show), 400);
  }
  const outcome = await signIn.finish({
    host,
    redirectUri: redirectUriOf(host, ownUrl),
    state,
    result,
    browser: browserSecretIn(request.headers, config.publicUrl),
    formerSession: sessionIn(request.headers, config.publicUrl),
    address,
  });
  if (outcome.kind === "refused") await countFailure(limits, "sign_in", address);
  return send(dependencies, reply, { outcome, show });
}

/**
 * Browsers say what an answer is for (W3C Fetch Metadata). GitHub sends a person here; an image or a frame in another site's page
 * would only use up the attempts that the person's address has.
 * @throws HttpProblem `cross_site`
 */
function requireVisit({ headers }: FastifyRequest): void {
  const destination = headers["sec-fetch-dest"];
  if (destination !== undefined && destination !== "document") throw new HttpProblem("cross_site");
}

function resultIn({ code, error }: Static<typeof Query>): SignInAnswer["result"] | null {
  if (error !== undefined) return { error };
  return code === undefined ? null : { code };
}

interface Shown {
  readonly outcome: SignInOutcome;
  readonly show: { readonly host: ConfiguredHost; readonly address: string };
}

function send({ config, log }: Dependencies, reply: FastifyReply, { outcome, show }: Shown): FastifyReply {
  switch (outcome.kind) {
    case "signed_in":
      return seeOther(
        reply.header("set-cookie", sessionCookie(outcome.session, config.publicUrl)),
        outcome.returnTo,
      );
    case "declined":
      return sendPage(reply, notSignedInPage(outcome, show));
    case "refused":
      return sendPage(reply, notSignedInPage(outcome, show), 400);
    case "unanswered":
      log.warn({ err: outcome.failure, host: show.host.hostname }, "a sign-in could not be finished");
      throw unanswered(outcome.failure);
  }
}

/** What the failures of other requests mean for repositories does not hold here. */
function unanswered(error: GitHubFailure): Error {
  const { kind } = error.failure;
  if (kind === "rate_limited" || kind === "unreachable" || kind === "server_error") return error;
  const isOfApp = kind === "unauthorized" || kind === "not_found";
  const detail = isOfApp
    ? "GitHub does not take this App's client id and client secret: whoever runs this server corrects them."
    : undefined;
  return new HttpProblem("github_failed", detail, { cause: error });
}
