import { once } from "node:events";
import { createConnection } from "node:net";
import Fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { EventHub } from "../../src/http/events/event-hub.ts";
import { adminAccess } from "../support/an-access.ts";
import { listening } from "../support/an-event-stream.ts";
import { ADMIN_TOKEN } from "../support/an-api.ts";
import { aStore } from "../support/a-store.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const LIMITS = {
  beatMs: 30,
  cutMs: 60_000,
  askMs: 60_000,
  tickMs: 10,
  restMs: 1,
  mostListeners: 20,
  mostOfAudience: 1,
};

test("who goes before their stream begins takes nobody's place, and holds no stop up", async () => {
  const server = Fastify();
  const store = await aStore();
  const { id: workspaceId } = await aWorkspace(store);
  const hub = new EventHub({ store, access: adminAccess(ADMIN_TOKEN), log: server.log }, LIMITS);
  const credentials = { bearer: ADMIN_TOKEN, session: null };
  const joining = { workspaceId, userId: null, credentials, after: null };
  const came = Promise.withResolvers<void>();
  const joined = Promise.withResolvers<void>();
  server.get("/", async ({ raw: { socket } }, reply) => {
    came.resolve();
    await once(socket, "close");
    void reply.hijack();
    await hub.join(reply.raw, joining);
    joined.resolve();
  });
  const client = createConnection({ host: "127.0.0.1", port: await listening(server) });
  onTestFinished(() => void client.destroy());
  client.write("GET / HTTP/1.1\r\nhost: lockstep.test\r\n\r\n");
  await came.promise;
  client.destroy();
  await joined.promise;
  expect(() => hub.requireRoom(joining)).not.toThrow();
  await hub.close();
});
