/** What can only be seen through a socket: limits while reading. */
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { ByteBudget } from "../../src/http/read-body.ts";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { type AWebhook, aWebhook, headersOf } from "../support/a-webhook.ts";

const LIMITS = { limitBytes: 100_000, timeoutMs: 20_000 };
const PAYLOAD = Buffer.from(JSON.stringify({ text: "a".repeat(50_000) }));

async function aListening(limits: Parameters<typeof aWebhook>[0] = {}): Promise<AWebhook & { port: number }> {
  const webhook = await aWebhook({ limits: LIMITS, ...limits });
  const address = await webhook.server.listen({ host: "127.0.0.1", port: 0 });
  return { ...webhook, port: Number(new URL(address).port) };
}

/** Sends the head of a request, and leaves the body to the test. */
async function begin(port: number, headers: Record<string, string | number>): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write([`POST ${WEBHOOK_PATH} HTTP/1.1`, "host: lockstep.test", ...lines, "", ""].join("\r\n"));
  return socket;
}

/** All that the server says until it ends the connection. */
async function answerOf(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => (text += String(chunk)));
  socket.on("error", () => undefined);
  if (!socket.closed) await once(socket, "close");
  return text;
}

test("reads a body in pieces, with its length announced or not", async () => {
  const { port, store } = await aListening();
  for (const length of [{ "content-length": PAYLOAD.byteLength }, { "transfer-encoding": "chunked" }]) {
    const request = httpRequest({
      port,
      method: "POST",
      path: WEBHOOK_PATH,
      headers: { ...headersOf(PAYLOAD, {}), ...length },
    });
    for (let at = 0; at < PAYLOAD.byteLength; at += 20_000) {
      await new Promise((sent) => request.write(PAYLOAD.subarray(at, at + 20_000), sent));
    }
    request.end();
    const [response] = (await once(request, "response")) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(202);
  }
  const rows = await store.read.selectFrom("deliveries").select("id").execute();
  expect(rows).toHaveLength(2);
});

test("refuses a body that is announced too large before it is sent", async () => {
  const { port } = await aListening();
  const socket = await begin(port, { ...headersOf(PAYLOAD, {}), "content-length": LIMITS.limitBytes + 1 });
  expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 413 [^]*"code":"body_too_large"/);
});

test("cuts a body of no announced length at the limit, and holds nothing of it", async () => {
  const budget = new ByteBudget(1_000_000);
  const { port } = await aListening({ limits: { ...LIMITS, budget } });
  const socket = await begin(port, { ...headersOf(PAYLOAD, {}), "transfer-encoding": "chunked" });
  const answered = answerOf(socket);
  const piece = `4e20\r\n${"a".repeat(20_000)}\r\n`;
  for (let sent = 0; sent < 6 && !socket.destroyed; sent += 1) socket.write(piece);
  expect(await answered).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
  expect(budget.heldBytes).toBe(0);
});

test("answers an unsigned request before its body is sent, and reads none of it", async () => {
  const budget = new ByteBudget(0);
  const { port } = await aListening({ limits: { ...LIMITS, budget } });
  const { "x-hub-signature-256": _signature, ...unsigned } = headersOf(PAYLOAD, {});
  const socket = await begin(port, { ...unsigned, "content-length": PAYLOAD.byteLength });
  expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 401 [^]*"code":"signature_invalid"/);
});

test("bounds the bytes under way over all requests: what is too much is told to come later", async () => {
  const budget = new ByteBudget(PAYLOAD.byteLength + 10_000);
  const { port, deliver } = await aListening({ limits: { ...LIMITS, budget } });
  const half = await begin(port, { ...headersOf(PAYLOAD, {}), "content-length": PAYLOAD.byteLength });
  half.write(PAYLOAD.subarray(0, 30_000));
  await expect.poll(() => budget.heldBytes).toBe(30_000);
  const refused = await deliver({ payload: PAYLOAD });
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([503, "overloaded"]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  const answered = once(half, "data");
  half.write(PAYLOAD.subarray(30_000));
  expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 202 /);
  half.destroy();
  await expect.poll(() => budget.heldBytes).toBe(0);
  expect((await deliver({ payload: PAYLOAD })).statusCode).toBe(202);
});

test("gives the bytes of a sender that hung up back", async () => {
  const budget = new ByteBudget(1_000_000);
  const { port, store } = await aListening({ limits: { ...LIMITS, budget } });
  const socket = await begin(port, { ...headersOf(PAYLOAD, {}), "content-length": PAYLOAD.byteLength });
  socket.write(PAYLOAD.subarray(0, 30_000));
  await expect.poll(() => budget.heldBytes).toBe(30_000);
  socket.destroy();
  await expect.poll(() => budget.heldBytes).toBe(0);
  expect(await store.read.selectFrom("deliveries").select("id").execute()).toEqual([]);
});

test("does not wait for ever for a body", async () => {
  const { port } = await aListening({ limits: { ...LIMITS, timeoutMs: 50 } });
  const socket = await begin(port, { ...headersOf(PAYLOAD, {}), "content-length": PAYLOAD.byteLength });
  socket.write(PAYLOAD.subarray(0, 30_000));
  expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
});
