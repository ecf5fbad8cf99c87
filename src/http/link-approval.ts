/** An admin agrees to what a config file may not bind by itself: another's document, or a backup into a public repository. */
import { approveLink } from "../db/approve-link.ts";
import { findLink } from "../db/links.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { requireStill } from "./authorization/guard.ts";
import { Link, linkIdOf, LinkParams, toLink } from "./contract/link.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { found } from "./links.ts";
import { HttpProblem } from "./problems.ts";

export function registerLinkApproval(server: ApiServer, { store, now }: Dependencies): void {
  server.post(
    "/links/:link/approval",
    {
      config: { access: "admin" },
      schema: {
        tags: ["links"],
        operationId: "approveLink",
        summary: "Agree to what a config file claims",
        description:
          "Of a link in state `awaiting_approval`. It holds for the document in this repository, wherever its file moves the link; those that wait are at `links?state=awaiting_approval`.",
        params: LinkParams,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id: workspaceId } = workspaceOf(request);
      const linkId = linkIdOf(request.params.link);
      const link = await store.write(async (tx) => {
        await requireStill(tx.query, request, now);
        const present = found(await findLink(tx.query, workspaceId, linkId));
        if (!(await approveLink(tx, present, deedOf({ now }, request))))
          throw new HttpProblem("nothing_to_approve");
        return found(await findLink(tx.query, workspaceId, linkId));
      });
      return toLink(link);
    },
  );
}
