/** The sandbox's one HTTP server: sorts requests by what they are, lets faults strike, answers, and logs. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { bodyBytes, Refused, type Answer } from "./answer.ts";
import type { SandboxContext } from "./context.ts";
import type { ControlRoom } from "./control.ts";
import type { FaultEffect } from "./faults.ts";
import { faultAnswer } from "./fault-answer.ts";
import { executeGraphql, parseGraphRequest } from "./graphql/execute-graphql.ts";
import { answerGit, isGitPath } from "./git-routes.ts";
import { answerAccessToken } from "./oauth/access-token.ts";
import { dispatchPage } from "./pages/dispatch-page.ts";
import { readForm, readJson } from "./read-body.ts";
import type { RequestKind } from "./request-log.ts";
import { dispatchRest } from "./rest/dispatch-rest.ts";
import { cookieName, readCookie } from "./sessions.ts";
import { showPage } from "./show-page.ts";
import { standardHeaders } from "./standard-headers.ts";

const TOKEN_PATH = "/login/oauth/access_token";

interface Job {
  readonly kind: RequestKind;
  readonly operation?: string;
  readonly work: () => Promise<Answer>;
}

export function createHttpServer(context: SandboxContext, control: ControlRoom): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(context, control, request, response).catch((error: unknown) => {
      if (error instanceof Refused) {
        write(response, error.answer);
        return;
      }
      console.error("The sandbox failed to answer", request.method, request.url, error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return server;
}

/** Listens on loopback only; a port that is taken is left for a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  const tryPort = (one: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(one, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  await tryPort(port).catch(() => tryPort(0));
  const address = server.address() as AddressInfo | null;
  if (address === null) throw new Error("The sandbox does not listen");
  return address.port;
}

async function handle(
  context: SandboxContext,
  control: ControlRoom,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (path.startsWith("/_sandbox/")) {
    write(response, await control.answer(request.method ?? "GET", path, await readJson(request)));
  } else if (isGitPath(path)) {
    await answerGit(context, request, response);
  } else if (path.startsWith("/api/v3/") || path === "/api/graphql" || path === TOKEN_PATH) {
    const job = await jobOf(context, request, url).catch((error: unknown) => refusedJob(error));
    await perform(context, { request, response, job });
  } else {
    const answer = await answerPage(context, request, url);
    write(response, answer ?? (await showPage(context, decodeURIComponent(path))));
  }
}

async function answerPage(
  context: SandboxContext,
  request: IncomingMessage,
  { pathname, search, searchParams }: URL,
): Promise<Answer | null> {
  const method = request.method ?? "GET";
  const session = readCookie(request.headers.cookie, cookieName(context.address.url));
  return dispatchPage(method, pathname, {
    context,
    address: `${pathname}${search}`,
    query: searchParams,
    form: method === "POST" ? await readForm(request) : new URLSearchParams(),
    session,
    user: session === null ? null : context.flows.sessions.find(session),
  });
}

async function jobOf(context: SandboxContext, request: IncomingMessage, url: URL): Promise<Job> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const method = request.method ?? "GET";
  if (path === "/api/graphql") {
    const parsed = parseGraphRequest(await readJson(request));
    const work = (): Promise<Answer> => executeGraphql(context, request.headers.authorization, parsed);
    return { kind: parsed.kind, operation: parsed.operation, work };
  }
  if (path === TOKEN_PATH) {
    const fields = new URLSearchParams([...url.searchParams, ...(await readForm(request))]);
    const { accept } = request.headers;
    return { kind: "oauth", work: async () => answerAccessToken(context, { fields, accept }) };
  }
  const kind = method === "POST" && path.endsWith("/access_tokens") ? "token" : "rest";
  const body = method === "GET" ? {} : await readJson(request);
  const restPath = path.slice("/api/v3".length);
  const call = { context, method, path: restPath, query: url.searchParams, headers: request.headers, body };
  return { kind, work: () => dispatchRest(call) };
}

function refusedJob(error: unknown): Job {
  return {
    kind: "rest",
    work: async () => {
      throw error;
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly job: Job;
}

async function perform(context: SandboxContext, { request, response, job }: Exchange): Promise<void> {
  const method = request.method ?? "GET";
  const path = request.url ?? "/";
  const effect = context.faults.strike({ kind: job.kind, method, path, operation: job.operation });
  const installationId = installationOf(context, request);
  const log = (status: number): void => logRequest(context, { request, job, status, installationId });
  if (isUnanswered(effect)) {
    log(0);
    if (effect?.kind === "reset") request.socket.resetAndDestroy();
    return;
  }
  const isGraph = job.kind.startsWith("graphql");
  const replaced = faultAnswer(context, effect, { isGraph, installationId });
  const answer = replaced ?? withErrors(await answerOf(job), effect);
  if (effect?.kind === "lost-answer") {
    log(0);
    request.socket.destroy();
    return;
  }
  if (effect?.kind === "latency") await delay(effect.delayMs);
  log(answer.status);
  write(response, {
    ...answer,
    headers: { ...standardHeaders(context, job.kind, installationId), ...answer.headers },
  });
}

function isUnanswered(effect: FaultEffect | null): boolean {
  return effect?.kind === "reset" || effect?.kind === "silent";
}

/** A selected field failed, though the work was done. */
function withErrors(answer: Answer, effect: FaultEffect | null): Answer {
  if (effect?.kind !== "errors-beside-data" || typeof answer.body !== "object") return answer;
  const error = {
    type: "INTERNAL",
    path: [],
    locations: [],
    message: "Something went wrong while executing your query.",
  };
  return { ...answer, body: { ...answer.body, errors: [error] } };
}

interface LoggedRequest {
  readonly request: IncomingMessage;
  readonly job: Job;
  readonly status: number;
  readonly installationId: number | null;
}

function logRequest(context: SandboxContext, { request, job, status, installationId }: LoggedRequest): void {
  const method = request.method ?? "GET";
  context.requests.add({
    method,
    path: request.url ?? "",
    kind: job.kind,
    ...(job.operation === undefined ? {} : { operation: job.operation }),
    status,
    points: pointsOf(job.kind, method, status),
    installationId,
    at: context.now(),
  });
}

async function answerOf(job: Job): Promise<Answer> {
  try {
    return await job.work();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function installationOf(context: SandboxContext, request: IncomingMessage): number | null {
  const token = request.headers.authorization?.split(/ +/)[1];
  return token === undefined ? null : (context.tokens.find(token)?.installationId ?? null);
}

function pointsOf(kind: RequestKind, method: string, status: number): number {
  if (kind === "token" || kind === "oauth" || kind === "git" || status === 304) return 0;
  if (kind === "graphql-mutation") return 5;
  return kind === "graphql-query" || method === "GET" ? 1 : 5;
}

function write(response: ServerResponse, answer: Answer): void {
  const body = bodyBytes(answer);
  const length =
    answer.status === 304 || answer.status === 204 ? {} : { "content-length": String(body.length) };
  response.writeHead(answer.status, { "x-github-request-id": randomUUID(), ...answer.headers, ...length });
  response.end(body);
}
