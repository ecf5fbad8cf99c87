import type { FastifyRequest } from "fastify";
import type { Reader } from "../../db/store.ts";
import { HttpProblem } from "../problems.ts";
import { RULES } from "./access-rules.ts";
import { askedBy } from "./guard.ts";

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
  try {
    await RULES[rule](askedBy(request, reader, now));
    return { writable: true, needed: null };
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.code !== "forbidden") throw error;
    return { writable: false, needed: error.message };
  }
}
