/**
 * `GET /metrics`. What it tells holds no names, but tells how much goes on: it is for who runs the server. Where the server is
 * for this machine alone it is open to this machine. Else a token is asked for, from wherever the request comes: a proxy on the
 * same machine makes everybody look like this machine.
 */
import type { FastifyRequest } from "fastify";
import { transportOf } from "../core/access/transport.ts";
import { identify } from "./authorization/authorize.ts";
import { addressOf } from "./authorization/network-address.ts";
import { HIDDEN } from "./hidden.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const LOOPBACK = /^(?:127\.|::1$)/;

export function registerMetrics(server: ApiServer, dependencies: Dependencies): void {
  const { metrics } = dependencies.operations;
  server.get("/metrics", { schema: HIDDEN }, async (request, reply) => {
    if (!(await mayRead(dependencies, request))) {
      throw new HttpProblem(
        "unauthorized",
        "Send `Authorization: Bearer` with the token that METRICS_TOKEN or LOCKSTEP_ADMIN_TOKEN holds.",
        { headers: { "www-authenticate": 'Bearer realm="lockstep"' } },
      );
    }
    return reply
      .type(metrics.contentType)
      .header("cache-control", "no-store")
      .send(await metrics.read());
  });
}

async function mayRead(dependencies: Dependencies, request: FastifyRequest): Promise<boolean> {
  const { config, operations } = dependencies;
  const isForThisMachine = config.publicUrl !== "" && transportOf(config.publicUrl) === "loopback";
  // The connection's own end: what a proxy says of senders is no proof.
  if (isForThisMachine && LOOPBACK.test(addressOf({ ip: request.socket.remoteAddress ?? "" }))) return true;
  const [, token = ""] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token !== "" && operations.isMetricsToken(token)) return true;
  // Counts a wrong token as any other.
  return (await identify(dependencies, request))?.kind === "admin";
}
