import { createConnection, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, onTestFinished, test, vi } from "vitest";
import { recordActivity } from "../../src/db/activity.ts";
import type { Store } from "../../src/db/store.ts";
import { ADMIN_TOKEN } from "../support/an-api.ts";
import { type AnEventScene, anEventScene } from "../support/an-event-scene.ts";

const STREAMS = 5000;
const OPENED_AT_ONCE = 250;
/** Generous: other tests share the machine. */
const OPENED_WITHIN_MS = 90_000;
const TOLD_WITHIN_MS = 15_000;
const MOST_KB_A_STREAM = 100;

interface ARawStream {
  readonly socket: Socket;
  /** Only what it ends with is kept. */
  tail: string;
  bytes: number;
  isClosed: boolean;
}

async function aRawStream(port: number, headers: readonly string[] = []): Promise<ARawStream> {
  const socket = createConnection({ host: "127.0.0.1", port });
  onTestFinished(() => void socket.destroy());
  const stream: ARawStream = { socket, tail: "", bytes: 0, isClosed: false };
  socket.on("close", () => (stream.isClosed = true)).on("error", () => undefined);
  const head = [
    "GET /api/v1/workspaces/acme/events HTTP/1.1",
    "host: lockstep.test",
    `authorization: Bearer ${ADMIN_TOKEN}`,
    ...headers,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await new Promise<void>((resolve, reject) => {
    socket.on("data", (chunk) => {
      stream.bytes += chunk.byteLength;
      stream.tail = (stream.tail + chunk.toString("latin1")).slice(-500);
      if (stream.tail.includes("event: ready")) resolve();
    });
    socket.once("close", () => reject(new Error("It was closed before it began.")));
  });
  return stream;
}

/** The store, with every query that is read through it counted. */
function countReads(store: Store): { readonly store: Store; reads: () => number } {
  let reads = 0;
  const read = store.read.withPlugin({
    transformQuery: ({ node }) => {
      reads += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const counted = new Proxy(store, {
    get(target, key) {
      if (key === "read") return read;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  return { store: counted, reads: () => reads };
}

async function tell({ store, acme }: AnEventScene, count: number, text: string): Promise<void> {
  await store.write(async (tx) => {
    for (let at = 0; at < count; at += 1) {
      await recordActivity(tx, { workspaceId: acme.id, at, type: "settings.changed", data: { at, text } });
    }
  });
}

test("thousands listen at little cost", { timeout: 180_000 }, async () => {
  const counting = { reads: () => 0 };
  const scene = await anEventScene({
    limits: { beatMs: 20_000, tickMs: 1000, restMs: 50, mostOfAudience: STREAMS },
    wrap: (store) => Object.assign(counting, countReads(store)).store,
  });
  const before = process.memoryUsage().rss;
  const beganAt = performance.now();
  const streams: ARawStream[] = [];
  while (streams.length < STREAMS) {
    const some = Array.from({ length: OPENED_AT_ONCE }, () => aRawStream(scene.port));
    streams.push(...(await Promise.all(some)));
  }
  expect(performance.now() - beganAt).toBeLessThan(OPENED_WITHIN_MS);
  // Their clients are in this process, too.
  const heldKb = (process.memoryUsage().rss - before) / 1024 / STREAMS;
  expect(heldKb).toBeLessThan(MOST_KB_A_STREAM);

  await delay(1500);
  const idle = counting.reads();
  const cpu = process.cpuUsage();
  await delay(2000);
  const { user, system } = process.cpuUsage(cpu);
  expect(counting.reads()).toBe(idle);
  expect((user + system) / 1000 / 2000).toBeLessThan(0.3);

  const toldAt = performance.now();
  await tell(scene, 1, "to-all");
  await vi.waitFor(
    () => expect(streams.filter(({ tail }) => tail.includes("to-all"))).toHaveLength(STREAMS),
    { timeout: 20_000, interval: 20 },
  );
  expect(performance.now() - toldAt).toBeLessThan(TOLD_WITHIN_MS);
  // Whatever their number: how far there is something to read, and what.
  expect(counting.reads() - idle).toBeLessThan(10);

  const stoppedAt = performance.now();
  await scene.server.close();
  expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  await vi.waitFor(() => expect(streams.every(({ isClosed }) => isClosed)).toBe(true), 5000);
});

const LARGE = "y".repeat(4000);

test("a client that never reads is cut off, holds little, and keeps nobody waiting", async () => {
  const scene = await anEventScene({ limits: { beatMs: 50, cutMs: 1500, tickMs: 20 } });
  const [stuck, reading] = [await aRawStream(scene.port), await scene.asAdmin()];
  stuck.socket.pause();
  const before = process.memoryUsage();
  for (let round = 0; round < 40; round += 1) {
    await tell(scene, 100, LARGE);
    await delay(10);
  }
  await vi.waitFor(() => expect(reading.text().match(/^event: activity$/gm)).toHaveLength(4000), 10_000);
  const held = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  expect(held).toBeLessThan(16 * 1024 * 1024);
  const connections = promisify(scene.server.server.getConnections.bind(scene.server.server));
  await vi.waitFor(async () => expect(await connections()).toBe(1), 10_000);
  // What its system had taken is still read; the rest never came.
  stuck.socket.resume();
  await vi.waitFor(() => expect(stuck.isClosed).toBe(true), 10_000);
  expect(stuck.bytes).toBeLessThan(4000 * LARGE.length);
  expect(reading.hasEnded()).toBe(false);
});

test(
  "a client that reads slowly is told everything all the same, in order",
  { timeout: 60_000 },
  async () => {
    const scene = await anEventScene();
    const slow = await scene.asAdmin();
    slow.response.pause();
    for (let round = 0; round < 30; round += 1) await tell(scene, 100, LARGE);
    await delay(300);
    const nibbling = setInterval(() => {
      slow.response.resume();
      setTimeout(() => slow.response.pause(), 5);
    }, 10);
    onTestFinished(() => clearInterval(nibbling));
    await vi.waitFor(() => expect(slow.text().match(/^event: activity$/gm)).toHaveLength(3000), 30_000);
    const ids = [...slow.text().matchAll(/^id: (\d+)\nevent: activity$/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1));
  },
);

test("stopping ends the streams, also of those that read nothing", async () => {
  const scene = await anEventScene();
  const [stuck, reading] = [await aRawStream(scene.port), await scene.asAdmin()];
  stuck.socket.pause();
  for (let round = 0; round < 20; round += 1) await tell(scene, 100, LARGE);
  const beganAt = performance.now();
  await scene.server.close();
  expect(performance.now() - beganAt).toBeLessThan(5000);
  expect(await reading.until(({ event }) => event === "end")).toMatchObject({ data: { code: "stopping" } });
});

test("no more streams are opened than the server can hold, and those that end make room", async () => {
  const scene = await anEventScene({ limits: { mostListeners: 2 } });
  const [one] = [await scene.asAdmin(), await scene.asAdmin()];
  const refused = await scene.call("GET", "events");
  expect(refused.json()).toMatchObject({ status: 503, code: "overloaded" });
  expect(refused.headers["retry-after"]).toBe("30");
  one.close();
  await vi.waitFor(async () => expect((await scene.asAdmin()).response.statusCode).toBe(200), 5000);
});

const session = (of: string): string => `cookie: lockstep=${of.repeat(43)}`;

test("one credential opens so many streams, whatever cookie is beside it, and others open theirs", async () => {
  const scene = await anEventScene({ limits: { mostOfAudience: 2 } });
  await aRawStream(scene.port, [session("a")]);
  await aRawStream(scene.port, [session("b")]);
  const refused = await scene.call("GET", "events", { headers: { cookie: `lockstep=${"c".repeat(43)}` } });
  expect(refused.json()).toMatchObject({
    status: 503,
    code: "overloaded",
    detail: expect.stringContaining("2 times already"),
  });
  expect(refused.headers["retry-after"]).toBe("30");
  expect((await scene.asPerson()).response.statusCode).toBe(200);
});
