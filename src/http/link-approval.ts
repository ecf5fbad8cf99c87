/** An admin agrees to what a config file may not bind by itself: another's document, or a backup into a public repository; or no longer. */
import { approveLink } from "../db/approve-link.ts";
import { findLink, type LinkRecord } from "../db/links.ts";
import type { Tx } from "../db/store.ts";
import { withdrawApproval } from "../db/withdraw-approval.ts";
import type { FastifyRequest } from "fastify";
import type { Deed } from "../db/activity.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller } from "./authorization/guard.ts";
import { Link, linkIdOf, LinkParams, toLink } from "./contract/link.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { found } from "./links.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["links"];

export function registerLinkApproval(server: ApiServer, dependencies: Dependencies): void {
  server.post(
    "/links/:link/approval",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "approveLink",
        summary: "Agree to what a config file claims",
        description:
          "Of a link in state `awaiting_approval`. It holds for the document in this repository, wherever its file moves the link; those that wait are at `links?state=awaiting_approval`.",
        params: LinkParams,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) =>
      toLink(await judge(dependencies, request, { judgement: approveLink, otherwise: "nothing_to_approve" })),
  );

  server.delete(
    "/links/:link/approval",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "withdrawApproval",
        summary: "Agree no longer to what a config file claims",
        description:
          "The file's links of this document in this repository are `awaiting_approval` again, and nothing goes either way: both copies stay, with what was agreed between them. 409 `nothing_to_withdraw` where nobody agreed, or where the file needs nobody's agreement because the document is linked here by hand.",
        params: LinkParams,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) =>
      toLink(
        await judge(dependencies, request, {
          judgement: withdrawApproval,
          otherwise: "nothing_to_withdraw",
        }),
      ),
  );
}

interface Judging {
  readonly judgement: (tx: Tx, link: LinkRecord, deed: Deed) => Promise<boolean>;
  readonly otherwise: "nothing_to_approve" | "nothing_to_withdraw";
}

/** Answers the link as it then is. @throws HttpProblem */
async function judge(
  { store, now }: Dependencies,
  request: FastifyRequest,
  { judgement, otherwise }: Judging,
): Promise<LinkRecord> {
  const { id: workspaceId } = workspaceOf(request);
  const linkId = linkIdOf((request.params as { readonly link: string }).link);
  return asCaller({ store, now }, request).write(async (tx) => {
    const present = found(await findLink(tx.query, workspaceId, linkId));
    if (!(await judgement(tx, present, deedOf({ now }, request)))) throw new HttpProblem(otherwise);
    return found(await findLink(tx.query, workspaceId, linkId));
  });
}
