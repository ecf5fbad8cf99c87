import type { FastifyReply } from "fastify";

/** The browser goes on with a GET, and keeps nothing of this. @param path of this server */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(path, 303);
}
