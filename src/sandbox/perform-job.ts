/** Answers one request of the API: a fault may strike, the work is done, and what was answered is logged. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { bodyBytes, Refused, type Answer } from "./answer.ts";
import type { SandboxContext } from "./context.ts";
import { faultAnswer } from "./fault-answer.ts";
import type { FaultEffect } from "./faults.ts";
import type { RequestKind } from "./request-log.ts";
import { standardHeaders } from "./standard-headers.ts";

/** The work that a request asks for, and how it counts. */
export interface Job {
  readonly kind: RequestKind;
  readonly operation?: string;
  readonly work: () => Promise<Answer>;
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly job: Job;
}

/** Lets faults strike, does the work, answers and logs. */
export async function perform(context: SandboxContext, { request, response, job }: Exchange): Promise<void> {
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
  writeAnswer(response, {
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

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const body = bodyBytes(answer);
  const length =
    answer.status === 304 || answer.status === 204 ? {} : { "content-length": String(body.length) };
  response.writeHead(answer.status, { "x-github-request-id": randomUUID(), ...answer.headers, ...length });
  response.end(body);
}
