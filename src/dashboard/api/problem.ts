/** Whatever a request can end with but an answer: a problem that the API names, or no answer at all. */
import { type Fields, isFields } from "../../core/fields.ts";

export class Problem extends Error {
  override readonly name = "Problem";
  /** From the API's closed set, or `unreachable`. */
  readonly code: string;
  /** 0 where there was no answer. */
  readonly status: number;
  /** What to do about it; null where the message says it. */
  readonly remedy: string | null;
  /** Further members of the problem document. */
  readonly members: Fields;

  constructor(message: string, { code, status, remedy = null, members = {} }: ProblemParts) {
    super(message);
    this.code = code;
    this.status = status;
    this.remedy = remedy === message ? null : remedy;
    this.members = members;
  }
}

interface ProblemParts {
  readonly code: string;
  readonly status: number;
  readonly remedy?: string | null;
  readonly members?: Fields;
}

export function unreachable(): Problem {
  return new Problem("Lockstep did not answer. It may be starting again, or your connection is gone.", {
    code: "unreachable",
    status: 0,
  });
}

/** @param text of an answer that is no success; a proxy in front may have made it */
export function problemIn(status: number, text: string): Problem {
  const body = parsed(text);
  const detail = textOf(body["detail"]) ?? `The server answered with status ${status}.`;
  const code = textOf(body["code"]) ?? "unexpected";
  return new Problem(detail, { code, status, remedy: textOf(body["remedy"]), members: body });
}

function parsed(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    return isFields(body) ? body : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
