/** Answers what never became a request: not HTTP, headers over the limit, a sender that stopped. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { HttpProblem, problemBody } from "./problems.ts";

const STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
const DETAIL: Readonly<Record<number, string>> = {
  400: "This is not an HTTP request.",
  408: "The request did not arrive in time; send it again.",
  431: "The request's headers are too large; send fewer or shorter ones.",
};

export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS[error.code ?? ""] ?? 400;
  const body = JSON.stringify(problemBody(new HttpProblem("invalid_request", DETAIL[status], { status })));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
