/** Signing in with GitHub and signing out, for browsers: below `/auth`, in pages. The answer from GitHub: sign-in-callback.ts. */
import { Type } from "typebox";
import type { ConfiguredHost } from "../../core/access/configured-hosts.ts";
import { returnPath } from "../../core/access/return-path.ts";
import { browserSecretIn, keepBrowserSecret } from "./browser-secret.ts";
import type { ApiServer, Dependencies } from "../dependencies.ts";
import { HIDDEN } from "../hidden.ts";
import { addressOf } from "../authorization/network-address.ts";
import { ownAddress, ownOrigins } from "../own-address.ts";
import { sendPage } from "../pages/page.ts";
import { showProblems } from "../pages/problem-page.ts";
import { SIGNED_OUT_PAGE, signInPage } from "../pages/sign-in-page.ts";
import { HttpProblem } from "../problems.ts";
import { requireSameOrigin } from "../authorization/same-origin.ts";
import { seeOther } from "../see-other.ts";
import { endedSessionCookie, sessionIn } from "../authorization/session-cookie.ts";
import { addCallbacks, redirectUriOf } from "./sign-in-callback.ts";

const LoginQuery = Type.Object({
  host: Type.Optional(Type.String({ maxLength: 300 })),
  returnTo: Type.Optional(Type.String({ maxLength: 4000 })),
});

export function registerSignIn(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    showProblems(scope);
    takeEmptyForms(scope);
    addLogin(scope, dependencies);
    addCallbacks(scope, dependencies);
    addLogout(scope, dependencies);
  });
}

/** A form without fields is still sent as a form. */
function takeEmptyForms(scope: ApiServer): void {
  const options = { parseAs: "string", bodyLimit: 1024 } as const;
  scope.addContentTypeParser("application/x-www-form-urlencoded", options, (_request, _body, done) =>
    done(null),
  );
}

function addLogin(scope: ApiServer, { hosts, signIn, config }: Dependencies): void {
  const schema = { ...HIDDEN, querystring: LoginQuery };
  scope.get("/auth/login", { schema }, async ({ query, headers }, reply) => {
    const returnTo = returnPath(query.returnTo ?? "/") ?? "/";
    const address = ownAddress(scope, config);
    const open = hosts.list().filter(({ oauth }) => oauth !== null);
    if (query.host === undefined) return sendPage(reply, signInPage({ hosts: open, returnTo, address }));
    const host = hostOf(open, query.host);
    const redirectUri = redirectUriOf(host, address);
    const former = browserSecretIn(headers, config.publicUrl);
    const { authorizeUrl, browser } = await signIn.begin({ host, redirectUri, returnTo, browser: former });
    return seeOther(reply.header("set-cookie", keepBrowserSecret(browser, config.publicUrl)), authorizeUrl);
  });
}

function hostOf(open: readonly ConfiguredHost[], name: string): ConfiguredHost {
  const host = open.find(({ hostname }) => hostname === name.toLowerCase());
  if (host !== undefined) return host;
  throw new HttpProblem("not_found", "Nobody can sign in here with a GitHub server of this name.");
}

function addLogout(scope: ApiServer, { signIn, config }: Dependencies): void {
  scope.post("/auth/logout", { schema: HIDDEN }, async (request, reply) => {
    requireSameOrigin(request, ownOrigins(scope, config));
    const session = sessionIn(request.headers, config.publicUrl);
    if (session !== null) await signIn.signOut(session, addressOf(request));
    return seeOther(reply.header("set-cookie", endedSessionCookie(config.publicUrl)), "/auth/signed-out");
  });
  scope.get("/auth/signed-out", { schema: HIDDEN }, (_request, reply) => sendPage(reply, SIGNED_OUT_PAGE));
}
