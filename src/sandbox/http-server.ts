/** The sandbox's one HTTP server: sorts requests by what they are. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Refused, type Answer } from "./answer.ts";
import type { SandboxContext } from "./context.ts";
import type { ControlRoom } from "./control.ts";
import { executeGraphql, parseGraphRequest } from "./graphql/execute-graphql.ts";
import { answerGit, isGitPath } from "./git-routes.ts";
import { answerAccessToken } from "./oauth/access-token.ts";
import { dispatchPage } from "./pages/dispatch-page.ts";
import { perform, writeAnswer, type Job } from "./perform-job.ts";
import { readForm, readJson } from "./read-body.ts";
import { dispatchRest } from "./rest/dispatch-rest.ts";
import { cookieName, readCookie } from "./sessions.ts";
import { showPage } from "./show-page.ts";

const TOKEN_PATH = "/login/oauth/access_token";

export function createHttpServer(context: SandboxContext, control: ControlRoom): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(context, control, request, response).catch((error: unknown) => {
      if (error instanceof Refused) {
        writeAnswer(response, error.answer);
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
    writeAnswer(response, await control.answer(request.method ?? "GET", path, await readJson(request)));
  } else if (isGitPath(path)) {
    await answerGit(context, request, response);
  } else if (path.startsWith("/api/v3/") || path === "/api/graphql" || path === TOKEN_PATH) {
    const job = await jobOf(context, request, url).catch((error: unknown) => refusedJob(error));
    await perform(context, { request, response, job });
  } else {
    const answer = await answerPage(context, request, url);
    writeAnswer(response, answer ?? (await showPage(context, decodeURIComponent(path))));
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
