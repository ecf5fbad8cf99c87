/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { Type } from "typebox";
import { HttpProblem } from "../problems.ts";

export const EventQuery = {
  after: Type.Optional(
    Type.String({
      maxLength: 20,
      description: "What `Last-Event-ID` says, for clients that cannot send that header; the header counts.",
      examples: ["4711"],
    }),
  ),
};

/** Id of an activity; null: from now on. @throws HttpProblem `invalid_request` */
export function eventIdIn(
  header: string | readonly string[] | undefined,
  after: string | undefined,
): number | null {
  const text = header === undefined || header === "" ? after : String(header);
  if (text === undefined) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HttpProblem(
    "invalid_request",
    "Last-Event-ID is the id of an event of this stream: a number. Leave it out to begin with what happens from now on.",
  );
}

export interface StreamEvent {
  readonly event?: string;
  readonly id?: number;
  readonly data?: unknown;
}

/** As it goes over the wire. Without data it tells the client nothing but the id to resume from. */
export function formatEvent({ event, id, data }: StreamEvent): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    // JSON holds no line break.
    ...(data === undefined ? [] : [`data: ${JSON.stringify(data)}`]),
  ];
  return `${lines.join("\n")}\n\n`;
}
