/**
 * Ends connections that ask nothing when the server closes. Browsers open some ahead of need, and Node counts those as busy;
 * others wait for a next request after the one that they still had. Closing would wait for them as long as they like.
 */
import type { Socket } from "node:net";
import type { ApiServer } from "./dependencies.ts";

/** Nothing of it is on the way of a request: while requests are answered, who fell silent is looked for now and then. */
const LOOK_EVERY_MS = 50;

export function closeSilentConnections(server: ApiServer): void {
  const http = server.server;
  const unused = new Set<Socket>();
  let isClosing = false;
  let looking: NodeJS.Timeout | undefined;
  http.on("connection", (socket) => {
    if (isClosing) {
      socket.destroy();
      return;
    }
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  http.on("request", ({ socket }) => unused.delete(socket));
  server.addHook("preClose", async () => {
    isClosing = true;
    for (const socket of unused) socket.destroy();
    looking = setInterval(() => http.closeIdleConnections(), LOOK_EVERY_MS);
  });
  server.addHook("onClose", async () => clearInterval(looking));
}
