/** A client of server-sent events over a real socket. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";
import type { ApiServer } from "../../src/http/dependencies.ts";

export interface AnEvent {
  readonly event: string;
  /** Null: it had none. */
  readonly id: string | null;
  readonly data: unknown;
}

export interface AnEventStream {
  readonly response: IncomingMessage;
  readonly events: readonly AnEvent[];
  /** What came as it came. */
  readonly text: () => string;
  /** As a browser would send it when it comes back. */
  readonly lastId: () => string | null;
  readonly hasEnded: () => boolean;
  /** The first event that is so, once it has come. */
  readonly until: (isWanted: (event: AnEvent) => boolean) => Promise<AnEvent>;
  readonly close: () => void;
}

/** Listens on a free port; answers the port. */
export async function listening(server: ApiServer): Promise<number> {
  if (!server.server.listening) await server.listen({ host: "127.0.0.1", port: 0 });
  return (server.server.address() as AddressInfo).port;
}

export async function anEventStream(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = "/api/v1/workspaces/acme/events",
): Promise<AnEventStream> {
  const asked = request({ host: "127.0.0.1", port, path, headers, agent: false });
  asked.end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  onTestFinished(() => void asked.destroy());
  return follow(asked, response);
}

function follow(asked: ClientRequest, response: IncomingMessage): AnEventStream {
  let text = "";
  let hasEnded = false;
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => (text += chunk));
  response.on("error", () => undefined);
  asked.on("error", () => undefined);
  response.on("close", () => (hasEnded = true));
  const messages = (): readonly AnEvent[] => eventsIn(text);
  return {
    response,
    get events() {
      return messages().filter(({ data }) => data !== undefined);
    },
    text: () => text,
    lastId: () => messages().findLast(({ id }) => id !== null)?.id ?? null,
    hasEnded: () => hasEnded,
    until: (isWanted) =>
      vi.waitFor(
        () => {
          const found = messages().find((event) => event.data !== undefined && isWanted(event));
          if (found === undefined) throw new Error(`It has not come: ${text.slice(-2000)}`);
          return found;
        },
        { timeout: 10_000, interval: 5 },
      ),
    close: () => void asked.destroy(),
  };
}

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function eventsIn(text: string): readonly AnEvent[] {
  const blocks = text.split("\n\n").slice(0, -1);
  return blocks.map((block) => {
    const fields = new Map<string, string>();
    for (const line of block.split("\n")) {
      const [name = "", ...rest] = line.split(": ");
      if (name !== "" && name !== ":") fields.set(name, rest.join(": "));
    }
    const data = fields.get("data");
    return {
      event: fields.get("event") ?? "message",
      id: fields.get("id") ?? null,
      data: data === undefined ? undefined : (JSON.parse(data) as unknown),
    };
  });
}
