import { once } from "node:events";
import { connect, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { makeServer } from "../../src/http/server.ts";
import { anApi } from "../support/an-api.ts";

async function listening() {
  const server = await makeServer(await anApi());
  onTestFinished(() => server.close());
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const opened = async (): Promise<Socket> => {
    const seen = once(server.server, "connection");
    const socket = connect(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    await Promise.all([once(socket, "connect"), seen]);
    return socket;
  };
  return { server, opened };
}

test("closing waits for no connection that never asked anything", async () => {
  const { server, opened } = await listening();
  const socket = await opened();
  const ended = once(socket, "close");
  await server.close();
  await ended;
  expect(server.server.listening).toBe(false);
});

test("closing lets a request under way have its answer", async () => {
  const { server, opened } = await listening();
  const socket = await opened();
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
  const asked = once(server.server, "request");
  socket.write("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await asked;
  const ended = once(socket, "close");
  await server.close();
  await ended;
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});
