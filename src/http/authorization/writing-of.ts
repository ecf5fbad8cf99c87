import type { FastifyRequest } from "fastify";
import type { Reader } from "../../db/store.ts";
import { HttpProblem } from "../problems.ts";
import { RULES } from "./access-rules.ts";
import { askedBy, requireDocumentWrite } from "./guard.ts";

export interface Writing {
  readonly writable: boolean;
  /** Null: it is writable. */
  readonly needed: string | null;
}

interface Asking {
  readonly rule: "api:write" | "version:write" | "collection:write" | "link:write";
  readonly now: () => number;
}

/**
 * Asks the very rule that the routes ask which change it, so that both say the same, in the same words.
 * @param request names it in its address
 * @throws HttpProblem `not_found` where it went meanwhile
 */
export async function writingOf(
  reader: Reader,
  request: FastifyRequest,
  { rule, now }: Asking,
): Promise<Writing> {
  return judged(RULES[rule](askedBy(request, reader, now)));
}

/** Whether the caller may change a document's text: in all the repositories that it goes to. @throws HttpProblem `not_found` */
export function textWritingOf(reader: Reader, request: FastifyRequest, document: number): Promise<Writing> {
  return judged(requireDocumentWrite(reader, request, document));
}

async function judged(judging: Promise<void>): Promise<Writing> {
  try {
    await judging;
    return { writable: true, needed: null };
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.code !== "forbidden") throw error;
    return { writable: false, needed: error.message };
  }
}
