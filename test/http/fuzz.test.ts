import { createConnection } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { aFullWorkspace } from "../support/a-full-workspace.ts";
import { listening } from "../support/an-event-stream.ts";
import { ADMIN_TOKEN, type Answer } from "../support/an-api.ts";
import { picking } from "../support/picking.ts";
import { fuzzedOperations, oddRequest, type OddRequest } from "./fuzz/odd-requests.ts";

const SEED = 20_260_102;
/** Of each operation. */
const ROUNDS = 30;
const ANSWERED_WITHIN_MS = 5000;

function told({ method, url, headers, payload }: OddRequest): string {
  const body = Buffer.isBuffer(payload) ? payload.toString("hex") : (payload ?? "");
  return `${method} ${url.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)} ${body.slice(0, 300)}`;
}

async function withinTime(answer: Promise<Answer>): Promise<Answer | "nothing"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"nothing">((resolve) => {
    timer = setTimeout(() => resolve("nothing"), ANSWERED_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong with an answer; null: nothing. */
function faultOf(answer: Answer | "nothing"): string | null {
  if (answer === "nothing") return "no answer";
  const { statusCode, headers, body } = answer;
  const isProblem = String(headers["content-type"]).startsWith("application/problem+json");
  return statusCode < 400 || (statusCode < 500 && isProblem) ? null : `${statusCode} ${body.slice(0, 200)}`;
}

test("whatever is sent to any route is answered, and never by a fault", { timeout: 120_000 }, async () => {
  const { api, values } = await aFullWorkspace();
  const operations = fuzzedOperations((await api.call("GET", "/api/v1/openapi.json")).json());
  expect(operations.length).toBeGreaterThan(70);
  const pick = picking(SEED);
  const statuses = new Set<number>();
  const faults: string[] = [];
  // Those that delete leave less to go wrong for the others.
  const inOrder = operations.toSorted(
    (a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"),
  );
  for (const operation of inOrder) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = oddRequest(operation, { ...values, workspace: "acme" }, pick);
      const { method, url, ...more } = request;
      const answer = await withinTime(api.call(method, url, more));
      if (answer !== "nothing") statuses.add(answer.statusCode);
      const fault = faultOf(answer);
      if (fault !== null) faults.push(`${told(request)}: ${fault}`);
    }
  }
  expect(faults).toEqual([]);
  expect((await api.call("GET", "apis")).statusCode).toBe(200);
  // It went deep enough to be refused for many reasons, and to be let through.
  expect([200, 304, 400, 404, 409, 415, 422].filter((status) => !statuses.has(status))).toEqual([]);
});

/** As they go over the wire; `BODY` stands where a body would. */
const RAW: readonly string[] = [
  "GET / HTTP/9.9\r\n\r\n",
  "GET  /api/v1/me HTTP/1.1\r\n\r\n",
  "GET /api/v1/me HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
  "GET /api/v1/me HTTP/1.1\r\n\r\n",
  "GET /api/v1/me HTTP/1.1\r\nhost: a\r\nx: \0\r\n\r\n",
  `GET /api/v1/${"x".repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  `GET /api/v1/me HTTP/1.1\r\nhost: a\r\n${"x: y\r\n".repeat(3000)}\r\n`,
  "GET http://[::1 HTTP/1.1\r\nhost: a\r\n\r\n",
  "GET //api/v1/me HTTP/1.1\r\nhost: a\r\n\r\n",
  "GET * HTTP/1.1\r\nhost: a\r\n\r\n",
  "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n",
  "TRACE /api/v1/me HTTP/1.1\r\nhost: a\r\n\r\n",
  "PROPFIND /api/v1/me HTTP/1.1\r\nhost: a\r\n\r\n",
  "GET /api/v1/me HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
  "POST /api/v1/workspaces/acme/apis HTTP/1.1\r\nhost: a\r\nAUTH\r\ncontent-type: application/json\r\ncontent-length: -1\r\n\r\n{}",
  "POST /api/v1/workspaces/acme/apis HTTP/1.1\r\nhost: a\r\nAUTH\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n{}",
  "POST /api/v1/workspaces/acme/apis HTTP/1.1\r\nhost: a\r\nAUTH\r\ncontent-type: application/json\r\ncontent-length: 99999999999999\r\n\r\n{}",
  "POST /api/v1/workspaces/acme/apis HTTP/1.1\r\nhost: a\r\nAUTH\r\ncontent-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
  "POST /api/v1/workspaces/acme/apis HTTP/1.1\r\nhost: a\r\nAUTH\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  "POST /api/v1/workspaces/acme/apis HTTP/1.1\r\nhost: a\r\nAUTH\r\ncontent-type: application/json\r\ntransfer-encoding: gzip\r\n\r\n{}",
  "\r\n\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
];

/** What came until the connection closed, or nothing more came. */
async function sendRaw(port: number, text: string): Promise<string> {
  const socket = createConnection({ host: "127.0.0.1", port });
  onTestFinished(() => void socket.destroy());
  let answered = "";
  socket.on("data", (chunk) => (answered += chunk.toString("latin1"))).on("error", () => undefined);
  socket.write(Buffer.from(text.replace("AUTH", `authorization: Bearer ${ADMIN_TOKEN}`), "latin1"));
  socket.end();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ANSWERED_WITHIN_MS);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  expect([text.slice(0, 100), socket.closed]).toEqual([text.slice(0, 100), true]);
  return answered;
}

test(
  "what is hardly HTTP is refused or cut off at once, and the server goes on",
  { timeout: 60_000 },
  async () => {
    const { api } = await aFullWorkspace();
    const port = await listening(api.server);
    for (const text of RAW) {
      const answered = await sendRaw(port, text);
      expect([text.slice(0, 100), answered.slice(0, 200)]).toEqual([
        text.slice(0, 100),
        expect.stringMatching(/^$|^HTTP\/1\.1 [234]/),
      ]);
    }
    expect((await api.call("GET", "apis")).statusCode).toBe(200);
  },
);

/** Bytes that went out before the other side ended it; 100 MB at most. */
async function sendEndlessly(
  port: number,
  path: string,
): Promise<{ readonly sent: number; readonly answered: string }> {
  const socket = createConnection({ host: "127.0.0.1", port });
  onTestFinished(() => void socket.destroy());
  const answers: string[] = [];
  let wake: (() => void) | null = null;
  const woken = (): void => wake?.();
  socket.on("data", (chunk) => answers.push(chunk.toString("latin1"))).on("error", () => undefined);
  socket.on("data", woken).on("drain", woken).on("close", woken);
  const head = `POST /api/v1/workspaces/acme/${path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${ADMIN_TOKEN}\r\n`;
  socket.write(`${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`);
  const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
  let sent = 0;
  for (; sent < 100_000_000 && answers.length === 0 && !socket.destroyed; sent += 0x10000) {
    if (socket.write(chunk)) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  socket.destroy();
  return { sent, answered: answers.join("") };
}

test("a body that does not end is cut off at the limit", { timeout: 60_000 }, async () => {
  const { api } = await aFullWorkspace();
  const port = await listening(api.server);
  for (const path of ["apis", "collections", "imports/upload"]) {
    const { sent, answered } = await sendEndlessly(port, path);
    // Whoever goes on sending may lose the answer with the connection.
    expect([path, answered.slice(0, 12)]).toEqual([path, expect.stringMatching(/^$|^HTTP\/1\.1 413$/)]);
    expect(sent).toBeLessThan(60_000_000);
  }
  expect((await api.call("GET", "apis")).statusCode).toBe(200);
});
