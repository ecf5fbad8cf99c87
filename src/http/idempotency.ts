/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a POST below a workspace that is sent again under its key makes
 * nothing twice, and is answered as the first one was, for 24 hours. The key is claimed before the work and settled after it. What was
 * refused or failed frees its key, and so does the next start where the server ended between: then the work was done or not, and
 * what has a name is answered `exists` where it was.
 */
import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { claimKey, freeUnansweredKeys, MOST_KEPT, settleKey } from "../db/idempotency.ts";
import { credentialsOf } from "./authorization/authorize.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { type AnswerKey, keyHashOf, openAnswer, sealAnswer } from "./sealed-answer.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Claimed by this request. */
    claimedKey: (AnswerKey & { readonly keyHash: string }) | null;
  }
}

/** With them the answer is the same again. */
const KEPT_HEADERS = ["content-type", "location"] as const;

/** Within the guarded scope. */
export function takeIdempotencyKeys(server: ApiServer, { store, config, now }: Dependencies): void {
  /** What was asked for under them has ended, and could not be written down: they are free. */
  const unsettled = new Set<string>();
  server.decorateRequest("claimedKey", null);
  server.addHook("onReady", () => store.write(freeUnansweredKeys));

  server.addHook("preHandler", async (request, reply) => {
    const key = keyIn(request);
    if (key === null || request.workspace === null) return;
    const { bearer, session } = credentialsOf(request, config);
    const of = { credential: bearer ?? session ?? "", key };
    const keyHash = keyHashOf(request.workspace.id, of);
    const requestHash = requestHashOf(request);
    const claim = { keyHash, workspaceId: request.workspace.id, requestHash, at: now() };
    const claimed = await store.write(async (tx) => {
      if (unsettled.has(keyHash)) await settleKey(tx, keyHash, null);
      return claimKey(tx, claim);
    });
    unsettled.delete(keyHash);
    switch (claimed.kind) {
      case "new":
        request.claimedKey = { ...of, keyHash };
        return;
      case "answered":
        return sendAgain(reply, openAnswer(claimed.answer, of));
      case "unanswered":
        throw new HttpProblem("idempotency_unfinished", undefined, { headers: { "retry-after": "5" } });
      case "of_another_request":
        throw new HttpProblem("idempotency_key_reused");
      case "too_many":
        throw tooManyKeys(claimed.roomAfterMs);
      default:
        return claimed satisfies never;
    }
  });

  server.addHook("onSend", async (request, reply, payload) => {
    const claimed = request.claimedKey;
    if (claimed === null) return payload;
    request.claimedKey = null;
    const body = typeof payload === "string" ? payload : "";
    const answer = { status: reply.statusCode, headers: keptHeaders(reply), body };
    const sealed = reply.statusCode < 300 ? sealAnswer(answer, claimed) : null;
    try {
      await store.write((tx) => settleKey(tx, claimed.keyHash, sealed));
    } catch (error) {
      unsettled.add(claimed.keyHash);
      request.log.error({ err: error }, "an idempotency key could not be settled");
    }
    return payload;
  });
}

function tooManyKeys(roomAfterMs: number): HttpProblem {
  return new HttpProblem(
    "quota_exceeded",
    `The workspace keeps the answers of ${MOST_KEPT} keys, each for 24 hours, and has room for no other. Nothing was done: send it later, or without Idempotency-Key.`,
    { headers: { "retry-after": String(Math.ceil(roomAfterMs / 1000)) } },
  );
}

/** Null: none is sent, or the method needs none. @throws HttpProblem `invalid_request` */
function keyIn({ method, headers }: FastifyRequest): string | null {
  const header = headers["idempotency-key"];
  if (method !== "POST" || header === undefined) return null;
  const key = /^"?([\x21\x23-\x7e]{8,255}?)"?$/.exec(String(header))?.[1];
  if (key !== undefined) return key;
  throw new HttpProblem(
    "invalid_request",
    "In the headers: idempotency-key: 8 to 255 characters of ASCII without spaces, such as a UUID, another one for each thing that is made.",
  );
}

function requestHashOf({ method, url, body }: FastifyRequest): string {
  const hash = createHash("sha256").update(`${method} ${url}\n`);
  if (Buffer.isBuffer(body)) hash.update(body);
  else hash.update(JSON.stringify(body ?? null));
  return hash.digest("hex");
}

function keptHeaders(reply: FastifyReply): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name);
    if (value !== undefined) kept[name] = String(value);
  }
  return kept;
}

function sendAgain(
  reply: FastifyReply,
  { status, headers, body }: ReturnType<typeof openAnswer>,
): FastifyReply {
  return reply.code(status).headers(headers).header("idempotency-replayed", "true").send(body);
}
