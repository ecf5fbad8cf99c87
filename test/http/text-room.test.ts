/** Texts in memory are bounded over all requests, also where nobody takes what is sent. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ByteBudget } from "../../src/http/read-body.ts";
import { cutWhereStalled } from "../../src/http/text-room.ts";
import { aVersion } from "../support/a-linking-api.ts";
import { ADMIN_TOKEN, anApi, type AnApi } from "../support/an-api.ts";

const VERSION = "apis/pets/versions/1.0";
const SIZE = 1000;
/** More than the buffers of a connection take. */
const LARGE_BYTES = 20_000_000;

async function aPetApi(limitBytes: number, sizeBytes = SIZE): Promise<AnApi> {
  const api = await anApi({ texts: new ByteBudget(limitBytes) });
  await aVersion(api.store, api.acme.id, "pets");
  for (const letter of ["a", "b"]) {
    const payload = letter.repeat(sizeBytes);
    const answer = await api.call("PUT", `${VERSION}/schema`, { payload, headers: { "if-match": "*" } });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
  }
  return api;
}

async function aSilentReader(port: number, path: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  const lines = [`GET ${path} HTTP/1.1`, "host: lockstep.test", `authorization: Bearer ${ADMIN_TOKEN}`];
  socket.pause().write([...lines, "", ""].join("\r\n"));
  return socket;
}

test.each([
  ["a schema", `${VERSION}/schema`, SIZE],
  ["a revision", `${VERSION}/revisions/1/content`, SIZE],
  ["a bundle", `${VERSION}/schema?bundled=true`, 2 * SIZE],
  ["a comparison", `${VERSION}/compare?from=1&to=2`, 4 * SIZE],
])("%s is read where there is room for it, which is given back", async (_what, url, bytes) => {
  const roomy = await aPetApi(bytes);
  for (let count = 0; count < 3; count += 1) {
    expect((await roomy.call("GET", url)).statusCode).toBe(200);
    await expect.poll(() => roomy.texts.heldBytes).toBe(0);
  }
  const full = await aPetApi(bytes - 1);
  const refused = await full.call("GET", url);
  expect(refused.json()).toMatchObject({ status: 503, code: "overloaded" });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(full.texts.heldBytes).toBe(0);
});

test("a text that nobody takes holds its room until the connection ends", async () => {
  const api = await aPetApi(LARGE_BYTES, LARGE_BYTES);
  const url = `/api/v1/workspaces/acme/${VERSION}/schema`;
  const address = await api.server.listen({ host: "127.0.0.1", port: 0 });
  const socket = await aSilentReader(Number(new URL(address).port), url);
  await expect.poll(() => api.texts.heldBytes).toBe(LARGE_BYTES);
  expect((await api.call("GET", url)).statusCode).toBe(503);
  socket.destroy();
  await expect.poll(() => api.texts.heldBytes).toBe(0);
  expect((await api.call("GET", url)).statusCode).toBe(200);
});

test("a download of which nothing is taken is cut", async () => {
  const server = createServer((raw, reply) => {
    cutWhereStalled({ request: { raw }, reply: { raw: reply } }, 50);
    reply.end(Buffer.alloc(LARGE_BYTES));
    reply.once("close", () => server.emit("cut", reply.writableFinished));
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = once(server, "cut");
  await aSilentReader((server.address() as AddressInfo).port, "/");
  expect(await cut).toEqual([false]);
});
