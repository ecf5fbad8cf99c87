/** What the headers of a save say beside its text. */
import { isObjectId } from "../core/git/object-id.ts";
import type { SavedOver } from "../db/save-schema.ts";
import { HttpProblem } from "./problems.ts";

type Header = string | readonly string[] | undefined;

const TAG_LIST = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/;

/**
 * `If-Match`. Weak tags count as strong ones: proxies that compress make them so, and a blob id names the bytes either way.
 * @throws HttpProblem `invalid_request` for what is no entity tag
 */
export function savedOver(header: Header): SavedOver {
  const text = String(header ?? "").trim();
  if (text === "") return { kind: "nothing" };
  if (text === "*") return { kind: "anything" };
  if (!TAG_LIST.test(text)) {
    throw new HttpProblem(
      "invalid_request",
      'In the headers: if-match: send the ETag that was read, in its quotes, such as "8ab686…", or *.',
    );
  }
  return { kind: "edited", blobs: [...text.matchAll(/"([^"]*)"/g)].map(([, tag = ""]) => tag) };
}

/** The text that the saver says to have edited; null where the header names none. */
export function editedBlob(over: SavedOver): string | null {
  return over.kind === "edited" ? (over.blobs.find(isObjectId) ?? null) : null;
}

const MAX_MESSAGE = 2000;

/**
 * `Lockstep-Message`: percent-encoded UTF-8. Null where there is none.
 * @throws HttpProblem `invalid_request`
 */
export function messageOf(header: Header): string | null {
  const message = decoded(String(header ?? ""))
    .replaceAll(/\r\n?/g, "\n")
    .trim();
  if (/(?![\n\t])\p{Cc}/u.test(message)) throw wrongMessage("it holds a control character");
  if (Array.from(message).length > MAX_MESSAGE)
    throw wrongMessage(`it is longer than ${MAX_MESSAGE} characters`);
  return message === "" ? null : message;
}

function decoded(text: string): string {
  if (/[^\x20-\x7e\t]/.test(text)) throw wrongMessage("what is not ASCII must be percent-encoded UTF-8");
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongMessage("it is not percent-encoded UTF-8");
  }
}

function wrongMessage(why: string): HttpProblem {
  return new HttpProblem("invalid_request", `In the headers: lockstep-message: ${why}.`);
}
