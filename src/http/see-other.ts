import type { FastifyReply } from "fastify";

/**
 * The browser goes on with a GET, and keeps nothing of this.
 * @param location a path of this server, or an address that was made here
 */
export function seeOther(reply: FastifyReply, location: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(location, 303);
}
