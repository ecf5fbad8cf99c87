import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { isPublicAddress } from "../../src/outbound/private-addresses.ts";
import { type Address, makePostWebhook, type PostOptions } from "../../src/outbound/post-webhook.ts";
import { aWebhookReceiver, RECEIVER_SECRET } from "../support/a-webhook-receiver.ts";

const MESSAGE = { event: "link.alert", guid: "a-guid", payload: '{"event":"link.alert"}' };

function aPost(url: string, options: Partial<PostOptions> = {}) {
  const ended = new AbortController().signal;
  return makePostWebhook({ url, secret: RECEIVER_SECRET, allowsPrivate: true, ended, ...options });
}

const LOOPBACK: readonly Address[] = [{ address: "127.0.0.1", family: 4 }];

test("sends the payload as it is, signed as GitHub signs its own", async () => {
  const receiver = await aWebhookReceiver();
  expect(await aPost(receiver.url)(MESSAGE)).toEqual({ kind: "delivered" });
  expect(receiver.received).toMatchObject([
    {
      isSigned: true,
      event: "link.alert",
      payload: { event: "link.alert" },
      headers: { "content-type": "application/json", "x-lockstep-delivery": "a-guid" },
    },
  ]);
});

test.each([
  "http://127.0.0.1:PORT/",
  "http://localhost:PORT/",
  "http://[::1]:PORT/",
  "http://2130706433:PORT/",
])("nothing is sent to %s where a private network is not allowed", async (url) => {
  const receiver = await aWebhookReceiver();
  const { port } = new URL(receiver.url);
  const post = aPost(url.replace("PORT", port), { allowsPrivate: false });
  expect(await post(MESSAGE)).toEqual({ kind: "forbidden" });
  expect(receiver.received).toEqual([]);
});

test("asks for the name once, and connects to the very address that was judged", async () => {
  const receiver = await aWebhookReceiver();
  const { port } = new URL(receiver.url);
  let asked = 0;
  const resolve = async (): Promise<readonly Address[]> => {
    asked += 1;
    return LOOPBACK;
  };
  // No resolver knows the name: only what was judged leads anywhere.
  const post = aPost(`http://receiver.invalid:${port}/hook`, { resolve });
  expect([await post(MESSAGE), asked]).toEqual([{ kind: "delivered" }, 1]);
  expect(receiver.received[0]?.headers.host).toBe(`receiver.invalid:${port}`);
});

test("a redirect is an answer like any other", async () => {
  const [receiver, other] = [await aWebhookReceiver(), await aWebhookReceiver()];
  receiver.answer(307, { location: other.url });
  expect(await aPost(receiver.url)(MESSAGE)).toEqual({ kind: "refused", status: 307 });
  expect(other.received).toEqual([]);
});

test("who is silent is left, and who is not there is told by the network's code", async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const silent = aPost(`http://127.0.0.1:${port}/`, { patienceMs: 50 });
  expect(await silent(MESSAGE)).toEqual({ kind: "unreachable", detail: "timeout" });
  const nobody = aPost("http://127.0.0.1:1/");
  expect(await nobody(MESSAGE)).toEqual({ kind: "unreachable", detail: "ECONNREFUSED" });
  const unnamed = aPost("http://receiver.test/", {
    resolve: () => new Promise(() => undefined),
    patienceMs: 50,
  });
  expect(await unnamed(MESSAGE)).toEqual({ kind: "unreachable", detail: "timeout" });
});

test("nothing is waited for once the server stops", async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const end = new AbortController();
  const sent = aPost(`http://127.0.0.1:${port}/`, { ended: end.signal })(MESSAGE);
  end.abort();
  expect(await sent).toMatchObject({ kind: "unreachable" });
});

test.each([
  ["8.8.8.8", true],
  ["140.82.112.3", true],
  ["2606:4700:4700::1111", true],
  ["10.1.2.3", false],
  ["100.64.0.1", false],
  ["127.8.8.8", false],
  ["169.254.169.254", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.0.1", false],
  ["198.19.0.1", false],
  ["203.0.113.9", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["0.0.0.0", false],
  ["::", false],
  ["::1", false],
  ["::ffff:8.8.8.8", false],
  ["::ffff:10.0.0.1", false],
  ["64:ff9b::a00:1", false],
  ["2001:db8::1", false],
  ["2002:a00:1::1", false],
  ["fd00::1", false],
  ["fe80::1", false],
  ["ff02::1", false],
  ["not an address", false],
])("%s is an address of the public: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
