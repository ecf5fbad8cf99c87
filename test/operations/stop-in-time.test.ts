import { expect, test } from "vitest";
import { type Stoppable, stopInTime } from "../../src/operations/stop-in-time.ts";

const TIMES = { connectionsMs: 5, gitHubMs: 10, allMs: 30 };
const NEVER = new Promise<never>(() => undefined);

/** Says in which order it was asked for what. */
function aServer(wish: Partial<Stoppable> = {}): Stoppable & { readonly asked: string[] } {
  const asked: string[] = [];
  const noted =
    <Result>(name: string, work: () => Result) =>
    (): Result => {
      asked.push(name);
      return work();
    };
  return {
    asked,
    drain: noted("drain", wish.drain ?? (async () => undefined)),
    closeConnections: noted("close", wish.closeConnections ?? (async () => undefined)),
    cutConnections: noted("cut", wish.cutConnections ?? (() => undefined)),
    abandon: noted("abandon", wish.abandon ?? (() => undefined)),
  };
}

test("a server with nothing under way is done at once, and nothing is cut", async () => {
  const server = aServer();
  expect(await stopInTime(server, TIMES)).toBe(true);
  expect(server.asked).toEqual(["drain", "close"]);
});

test("connections that stay open are cut, and then it is done", async () => {
  const closed = Promise.withResolvers<void>();
  const server = aServer({ closeConnections: () => closed.promise, cutConnections: closed.resolve });
  expect(await stopInTime(server, TIMES)).toBe(true);
  expect(server.asked).toEqual(["drain", "close", "cut"]);
});

test("what waits for GitHub is abandoned after the connections, and then it is done", async () => {
  const drained = Promise.withResolvers<void>();
  const server = aServer({ drain: () => drained.promise, abandon: drained.resolve });
  expect(await stopInTime(server, TIMES)).toBe(true);
  expect(server.asked).toEqual(["drain", "close", "cut", "abandon"]);
});

test("what hangs all the same is left behind", async () => {
  const server = aServer({ drain: () => NEVER });
  expect(await stopInTime(server, TIMES)).toBe(false);
});

test("what fails to end is no reason to wait", async () => {
  const server = aServer({ drain: () => Promise.reject(new Error("no")) });
  expect(await stopInTime(server, TIMES)).toBe(true);
});
