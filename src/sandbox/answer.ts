/** What a route answers, before it is written to the connection. */

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A buffer or text goes out as it is, anything else as JSON. */
  readonly body: unknown;
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body };
}

export function bodyBytes(answer: Answer): Buffer {
  if (answer.body === null || answer.body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(answer.body)) return answer.body;
  return Buffer.from(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}

/** Thrown by a route: this, and nothing else, is the answer. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Refused with ${answer.status}`);
    this.answer = answer;
  }
}
