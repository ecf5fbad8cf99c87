/** A server that takes webhooks, as somebody who is told would run it. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export const RECEIVER_SECRET = "a-secret-of-the-tests-for-receivers-0123456789";

export interface Received {
  readonly event: string;
  readonly headers: IncomingHttpHeaders;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly isSigned: boolean;
}

export interface AWebhookReceiver {
  readonly url: string;
  /** In the order in which they arrived; those that were refused too. */
  readonly received: Received[];
  /** With what it answers; 204 at first. */
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
}

export async function aWebhookReceiver(): Promise<AWebhookReceiver> {
  const received: Received[] = [];
  let reply: { readonly status: number; readonly headers: Readonly<Record<string, string>> } = {
    status: 204,
    headers: {},
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const body = Buffer.concat(pieces).toString("utf8");
      const expected = `sha256=${createHmac("sha256", RECEIVER_SECRET).update(body).digest("hex")}`;
      const { headers } = request;
      received.push({
        event: String(headers["x-lockstep-event"]),
        headers,
        payload: JSON.parse(body) as Received["payload"],
        isSigned: headers["x-lockstep-signature-256"] === expected,
      });
      response.writeHead(reply.status, reply.headers).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (status, headers = {}) => {
      reply = { status, headers };
    },
  };
}
