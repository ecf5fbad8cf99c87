/** All links of a workspace: what stands how, move, pause, remove, sync now. */
import { Type } from "typebox";
import { LINK_STATES } from "../core/sync/model.ts";
import { type Deed, recordActivity } from "../db/activity.ts";
import { changeLink } from "../db/link-binding.ts";
import { findLink, type LinkRecord, listLinks, removeLink, syncNow } from "../db/links.ts";
import { findRepository } from "../db/repositories.ts";
import type { Tx } from "../db/store.ts";
import { missing } from "./authorization/access-refusals.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { writingOf } from "./authorization/writing-of.ts";
import { bindLink } from "./bind-link.ts";
import { Link, LinkChange, linkIdOf, LinkParams, LinkWithRights, toLink, toPatch } from "./contract/link.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { restingLink } from "./link-rest.ts";
import { makeWaiter } from "./prefer-wait.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["links"];

export function registerLinks(server: ApiServer, dependencies: Dependencies): void {
  addList(server, dependencies);
  addRead(server, dependencies);
  addChanges(server, dependencies);
  addSync(server, dependencies);
}

function addList(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/links",
    {
      config: { access: "workspace" },
      schema: {
        tags,
        operationId: "listLinks",
        summary: "Every link of the workspace",
        querystring: Type.Object({
          ...PageQuery,
          state: Type.Optional(Type.Enum([...LINK_STATES])),
          kind: Type.Optional(Type.Enum(["schema", "backup"])),
          repository: Type.Optional(
            Type.String({ maxLength: 200, description: "A name, `owner/name`, or GitHub's id." }),
          ),
          q: Type.Optional(
            Type.String({ maxLength: 200, description: "Part of a path, branch, repository or document." }),
          ),
        }),
        response: { 200: Page(Link, "Links"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, state, kind, repository, q } = request.query;
      const { id: workspaceId } = workspaceOf(request);
      const after = numberCursor(cursor) ?? 0;
      const wanted =
        repository === undefined ? null : await findRepository(store.read, workspaceId, repository);
      if (repository !== undefined && wanted === null) return { items: [], next: null };
      const { readable } = rightsOf(request);
      const filter = { workspaceId, state, kind, repository: wanted?.id, text: q, readable };
      const rows = await listLinks(store.read, filter, { after, limit: limit + 1 });
      return toPage(rows, limit, { item: toLink, key: (row) => row.id });
    },
  );
}

function addRead(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/links/:link",
    {
      config: { access: "link:read" },
      schema: {
        tags,
        operationId: "getLink",
        summary: "One link, and whether the caller may change it",
        params: LinkParams,
        response: { 200: LinkWithRights, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const link = found(await findLink(store.read, id, linkIdOf(request.params.link)));
      return { ...toLink(link), ...(await writingOf(store.read, request, { rule: "link:write", now })) };
    },
  );
}

function addChanges(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.patch(
    "/links/:link",
    {
      config: { access: "link:write" },
      schema: {
        tags,
        operationId: "changeLink",
        summary: "Move, pause or change a link",
        params: LinkParams,
        body: LinkChange,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id: workspaceId } = workspaceOf(request);
      const linkId = linkIdOf(request.params.link);
      const patch = toPatch(request.body);
      const { link } = await bindLink(dependencies, request, patch.repository, async (tx, asked) => {
        const present = found(await findLink(tx.query, workspaceId, linkId));
        return changeLink(tx, present, { patch: { ...patch, asked }, deed: deedOf({ now }, request) });
      });
      return toLink(link);
    },
  );

  server.delete(
    "/links/:link",
    {
      config: { access: "link:write" },
      schema: {
        tags,
        operationId: "removeLink",
        summary: "Disconnect; both copies stay",
        params: LinkParams,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const linkId = linkIdOf(request.params.link);
      await asCaller({ store, now }, request).write(async (tx) => {
        const link = found(await findLink(tx.query, workspaceId, linkId));
        await removeLink(tx, removable(link), deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addSync(server: ApiServer, { store, now }: Dependencies): void {
  const waiter = makeWaiter(server, store);
  server.post(
    "/links/:link/sync",
    {
      config: { access: "link:write" },
      schema: {
        tags,
        operationId: "syncLink",
        summary: "Look at GitHub now; takes `Prefer: wait=N`",
        params: LinkParams,
        response: { 200: Link, 202: Link, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const linkId = linkIdOf(request.params.link);
      const awaited = await asCaller({ store, now }, request).write(async (tx) => {
        const link = found(await findLink(tx.query, workspaceId, linkId));
        return askToSync(tx, link, deedOf({ now }, request));
      });
      const rested = await waiter.wait(request, reply, () => restingLink(store.read, awaited));
      if (rested !== null) return toLink(rested);
      const link = (await findLink(store.read, workspaceId, linkId)) ?? awaited;
      return reply.code(202).send(toLink(link));
    },
  );
}

/** Answers the link as it then is. */
export async function askToSync(tx: Tx, link: LinkRecord, deed: Deed): Promise<LinkRecord> {
  const { id, workspaceId, document, lane } = link;
  await syncNow(tx, lane, deed.at);
  await recordActivity(tx, { workspaceId, type: "link.sync_requested", document, link: id, ...deed });
  return found(await findLink(tx.query, workspaceId, id));
}

/** @throws HttpProblem `not_found` */
export function found(link: LinkRecord | null | undefined): LinkRecord {
  if (link === null || link === undefined) {
    throw missing("link");
  }
  return link;
}

/** @throws HttpProblem `owned_by_file` */
export function removable(link: LinkRecord): LinkRecord {
  if (link.owner === "file") throw new HttpProblem("owned_by_file");
  return link;
}
