/** What went wrong, for people: the page of a problem that the API would answer as a document. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiServer } from "../dependencies.ts";
import { type HttpProblem, kindOf, toProblem } from "../problems.ts";
import { seeOther } from "../see-other.ts";
import { html } from "./html.ts";
import { sendPage } from "./page.ts";

/**
 * From here on whatever a route of this scope throws is shown as a page; whoever is not signed in any more is sent to sign in. A
 * fault of ours is logged once, here.
 */
export function showProblems(scope: ApiServer): void {
  scope.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status === 500) logFault(error, request);
    if (problem.code === "unauthorized" && request.headers.authorization === undefined) {
      return seeOther(reply, "/auth/login");
    }
    return sendProblemPage(reply, problem);
  });
}

export function sendProblemPage(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const { title, remedy } = kindOf(problem.code);
  const body = html`<p class="note error">${problem.message}</p>
    ${problem.message !== remedy && html`<p>${remedy}</p>`}
    <p class="actions"><a class="button" href="/">To the start</a></p>`;
  return sendPage(reply.headers(problem.headers), { title, body }, problem.status);
}

function logFault(error: unknown, { log, method, routeOptions }: FastifyRequest): void {
  log.error({ err: error, method, route: routeOptions.url }, "request failed");
}
