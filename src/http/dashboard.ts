/**
 * The dashboard: one page at every one of its addresses, and the files that it names. The page allows no script and no style but
 * its own, and nothing from elsewhere; its styles beyond the files carry the answer's nonce.
 */
import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { BundleFile, BundleState } from "../core/dashboard/bundle-port.ts";
import { PAGE_PATHS } from "../core/dashboard/page-paths.ts";
import { cookieIn } from "./authorization/cookies.ts";
import { identify } from "./authorization/authorize.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HIDDEN } from "./hidden.ts";
import { waitingPage } from "./pages/waiting-page.ts";
import { sendPage } from "./pages/page.ts";
import { showProblems } from "./pages/problem-page.ts";
import { HttpProblem } from "./problems.ts";
import { seeOther } from "./see-other.ts";

type Ready = Extract<BundleState, { kind: "ready" }>;

export function registerDashboard(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    showProblems(scope);
    for (const path of PAGE_PATHS) addPage(scope, path, dependencies);
  });
  addFiles(server, dependencies);
}

function addPage(scope: ApiServer, path: string, dependencies: Dependencies): void {
  const { dashboard } = dependencies;
  scope.get(path, { schema: HIDDEN }, async (request, reply) => {
    if (dashboard === null || !takesHtml(request)) throw new HttpProblem("not_found");
    const caller = await identify(dependencies, request);
    if (caller === null) return seeOther(reply, `/auth/login?returnTo=${encodeURIComponent(request.url)}`);
    const { state } = dashboard;
    return state.kind === "ready"
      ? sendDashboard(reply, state, request)
      : sendPage(reply, waitingPage(state.kind), 503);
  });
}

function takesHtml({ headers }: FastifyRequest): boolean {
  return /text\/html|\*\/\*/.test(headers.accept ?? "*/*");
}

function addFiles(server: ApiServer, { dashboard }: Dependencies): void {
  server.get("/assets/*", { schema: HIDDEN }, async (request, reply) => {
    const state = dashboard?.state;
    const file = state?.kind === "ready" ? state.files.get(request.url.split("?", 1)[0] ?? "") : undefined;
    if (file === undefined) throw new HttpProblem("not_found");
    const { content, encoding } = packed(file, request.headers["accept-encoding"] ?? "");
    if (encoding !== null) void reply.header("content-encoding", encoding);
    return reply
      .headers({
        "cache-control": "public, max-age=31536000, immutable",
        vary: "accept-encoding",
        // The frame of documentation has no origin; what it loads is for everybody.
        "access-control-allow-origin": "*",
      })
      .type(file.type)
      .send(content);
  });
}

function packed(
  { content, brotli, gzip }: BundleFile,
  accepted: string,
): { readonly content: Uint8Array; readonly encoding: string | null } {
  if (brotli !== null && /\bbr\b(?!\s*;\s*q=0(?:[,\s]|$))/.test(accepted))
    return { content: brotli, encoding: "br" };
  if (gzip !== null && /\bgzip\b(?!\s*;\s*q=0(?:[,\s]|$))/.test(accepted))
    return { content: gzip, encoding: "gzip" };
  return { content, encoding: null };
}

/** Chosen in the dashboard, and known before it runs: no other colours flash up first. */
const THEME_COOKIE = "lockstep-theme";
const THEMES: ReadonlySet<string> = new Set(["auto", "light", "dark"]);

export function sendDashboard(
  reply: FastifyReply,
  { page }: Ready,
  { headers }: FastifyRequest,
): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  const theme = cookieIn(headers, THEME_COOKIE, "") ?? "auto";
  const shown = THEMES.has(theme) ? theme : "auto";
  return reply
    .headers({
      "content-security-policy": policy(nonce),
      // With "no-referrer" a browser names no origin in its requests, by which cross-site ones are known.
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
    })
    .type("text/html; charset=utf-8")
    .send(page(nonce).replace('data-color-mode="auto"', `data-color-mode="${shown}"`));
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Primer's and the editor's own style sheets hold small pictures.
    "img-src 'self' data:",
    "connect-src 'self'",
    // Documentation, which has a policy of its own.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lockstep-worker",
  ].join("; ");
}
