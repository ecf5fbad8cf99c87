/** What may become a schema's text, whichever way it is sent. What does not parse may; what is no text, or none at all, may not. */
import { decodeText, isText } from "../core/schema/text.ts";
import { HttpProblem } from "./problems.ts";

/** @throws HttpProblem `empty_document` or `not_text` */
export function schemaText(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.byteLength === 0) throw empty();
  if (!isText(body)) {
    throw new HttpProblem(
      "not_text",
      "The body is not UTF-8 text: it holds a NUL, or bytes that no character has. Save it as UTF-8.",
    );
  }
  if (body.byteLength < 1000 && decodeText(body).trim() === "") throw empty();
  return body;
}

function empty(): HttpProblem {
  return new HttpProblem("empty_document");
}
