/** Many links at once: each is judged, changed and answered for itself, so that one that fails keeps none of the others. */
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { changeLink } from "../db/link-binding.ts";
import { findLink, type LinkRecord, removeLink } from "../db/links.ts";
import type { Tx } from "../db/store.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller, requireLinkStill } from "./authorization/guard.ts";
import { bindLink } from "./bind-link.ts";
import { toLink } from "./contract/link.ts";
import { BulkResult, BulkWish, patchOf } from "./contract/links-bulk.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { askToSync, found, removable } from "./links.ts";
import { problemBody, toProblem } from "./problems.ts";

type Wish = Static<typeof BulkWish>;
type Item = Static<typeof BulkResult>["items"][number];

export function registerLinksBulk(server: ApiServer, dependencies: Dependencies): void {
  server.post(
    "/links/bulk",
    {
      // Each link asks for itself; who may change none is refused before an answer about all of them is made and kept.
      config: { access: "api:make" },
      schema: {
        tags: ["links"],
        operationId: "changeLinks",
        summary: "Pause, resume, sync, move or remove many links",
        description:
          "200, whatever becomes of each: `problem` says why one was left as it is. They are done in the order in which they are named.",
        body: BulkWish,
        response: { 200: BulkResult, ...PROBLEMS },
      },
    },
    async (request) => {
      const wish = request.body;
      patchOf(wish);
      const items: Item[] = [];
      for (const id of wish.links) items.push(await doOne(dependencies, request, { wish, id }));
      return { items };
    },
  );
}

interface Asked {
  readonly wish: Wish;
  readonly id: number;
}

async function doOne(dependencies: Dependencies, request: FastifyRequest, asked: Asked): Promise<Item> {
  const { id } = asked;
  try {
    const link = await changeOne(dependencies, request, asked);
    return { id, link: link === null ? null : toLink(link), problem: null };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status === 500) request.log.error({ err: error, link: id }, "a link could not be changed");
    return { id, link: null, problem: problemBody(problem) as Item["problem"] };
  }
}

/** Null: it was removed. @throws HttpProblem, GitHubFailure */
async function changeOne(
  dependencies: Dependencies,
  request: FastifyRequest,
  { wish, id }: Asked,
): Promise<LinkRecord | null> {
  const { store, now } = dependencies;
  const { id: workspaceId } = workspaceOf(request);
  const deed = deedOf({ now }, request);
  const present = async (tx: Tx): Promise<LinkRecord> => {
    await requireLinkStill(tx.query, request, { link: id, now });
    return found(await findLink(tx.query, workspaceId, id));
  };
  const patch = patchOf(wish);
  if (patch !== null) {
    const { link } = await bindLink(dependencies, request, patch.repository, async (tx, asked) =>
      changeLink(tx, await present(tx), { patch: { ...patch, asked }, deed }),
    );
    return link;
  }
  return asCaller({ store, now }, request).write(async (tx) => {
    const link = await present(tx);
    if (wish.action === "sync") return askToSync(tx, link, deed);
    await removeLink(tx, removable(link), deed);
    return null;
  });
}
