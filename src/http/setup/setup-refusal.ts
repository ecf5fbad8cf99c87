/** For whoever a page of setup is not for: the code, where it would open it; else that there is nothing to set up. */
import type { FastifyReply } from "fastify";
import type { Setup } from "../../core/access/setup-port.ts";
import { sendPage } from "../pages/page.ts";
import { setupClosedPage } from "../pages/setup-code-page.ts";
import { seeOther } from "../see-other.ts";

export function refuseSetup(reply: FastifyReply, { gate }: Setup): FastifyReply {
  return gate.isOpen ? seeOther(reply, "/setup") : sendPage(reply, setupClosedPage(), 404);
}
