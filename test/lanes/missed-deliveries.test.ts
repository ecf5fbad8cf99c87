import { expect, test, vi } from "vitest";
import { aLockstep } from "../support/a-lockstep.ts";

test("what GitHub could not deliver is sent again after a sweep, and once is enough", async () => {
  const lockstep = await aLockstep();
  const { webhooks } = lockstep.sandbox;
  const received = async () => (await lockstep.call("GET", "/api/v1/deliveries")).json().items.length;
  webhooks.setTarget("http://127.0.0.1:9/nobody-listens");
  await lockstep.repository("petstore").commit({ files: { "README.md": "while nobody listened\n" } });
  await webhooks.idle();
  const before = await received();
  const { port } = lockstep.server.server.address() as { port: number };
  webhooks.setTarget(`http://127.0.0.1:${port}/api/github/webhooks`);
  await lockstep.quiet();
  await vi.waitFor(async () => expect(await received()).toBe(before + 1), { timeout: 10_000 });
  const attempts = webhooks.deliveries().length;
  await lockstep.quiet();
  expect(webhooks.deliveries().length).toBe(attempts);
});
