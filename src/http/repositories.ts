/** What the installation can see, as it was last read. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { holds } from "../core/access/rights.ts";
import { findRepository, listRepositories, type Repository as RepositoryRow } from "../db/repositories.ts";
import type { Store } from "../db/store.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { missing } from "./authorization/access-refusals.ts";
import { DEFAULT_LIMIT, Page, PageQuery, pairCursor, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { Repository, toRepository } from "./contract/repository.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";

const tags = ["repositories"];
const Params = Type.Object({ repository: Type.String() });
const Search = Type.Optional(
  Type.String({ maxLength: 255, description: "Part of the name, or of `owner/name` where it holds a `/`." }),
);

export function registerRepositories(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/repositories",
    {
      config: { access: "workspace" },
      schema: {
        tags,
        operationId: "listRepositories",
        summary: "Every repository that the installation can see",
        querystring: Type.Object({ q: Search, ...PageQuery }),
        response: { 200: Page(Repository, "Repositories"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { q: text, limit = DEFAULT_LIMIT, cursor } = request.query;
      const filter = { workspaceId: workspaceOf(request).id, text, readable: rightsOf(request).readable };
      const rows = await listRepositories(store.read, filter, {
        after: pairCursor(cursor),
        limit: limit + 1,
      });
      return toPage(rows, limit, {
        item: (row) => toRepository(row, rightsOf(request)),
        key: ({ address, id }) => [address.name, id],
      });
    },
  );

  server.get(
    "/repositories/:repository",
    {
      config: { access: "repository:read" },
      schema: {
        tags,
        operationId: "getRepository",
        summary: "One repository, by its name, `owner/name` (with `%2F`), or GitHub's id",
        params: Params,
        response: { 200: Repository, ...PROBLEMS },
      },
    },
    async (request) =>
      toRepository(await repositoryOf(store, request, request.params.repository), rightsOf(request)),
  );
}

/** @throws HttpProblem `not_found` where this workspace's installation sees none of the name */
export async function repositoryOf(
  store: Store,
  request: FastifyRequest,
  name: string,
): Promise<RepositoryRow> {
  const found = await findRepository(store.read, workspaceOf(request).id, name);
  if (found !== null && holds(rightsOf(request).readable, found.id)) return found;
  throw missing("repository");
}
