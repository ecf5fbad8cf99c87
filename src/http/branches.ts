/** The branches of a repository, as they are on GitHub now. */
import { Type } from "typebox";
import { canBeginBranchName } from "../core/path/branch-name.ts";
import type { BranchRecord } from "../core/sync/github-port.ts";
import { DEFAULT_LIMIT, Page, PageQuery, textCursor, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { Branch, toBranch } from "./contract/repository.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { repositoryOf } from "./repositories.ts";

export function registerBranches(server: ApiServer, { store, github }: Dependencies): void {
  server.get(
    "/repositories/:repository/branches",
    {
      config: { access: "repository:read" },
      schema: {
        tags: ["repositories"],
        operationId: "listBranches",
        summary: "Its branches, read from GitHub now",
        params: Type.Object({ repository: Type.String() }),
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: 255, description: "How the names begin." })),
          ...PageQuery,
        }),
        response: { 200: Page(Branch, "Branches"), ...PROBLEMS },
      },
    },
    async (request) => {
      const repository = await repositoryOf(store, request, request.params.repository);
      const { q: prefix = "", limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = textCursor(cursor);
      if (!canBeginBranchName(prefix)) return { items: [], next: null };
      // The first page, which people narrow down, costs no more requests than it takes; where a later one begins is found by its name.
      const most = after === null ? limit + 1 : undefined;
      const branches = await github.branches(repository.address, prefix, most);
      return toPage(rowsAfter(branches, after).slice(0, limit + 1), limit, {
        item: (branch) => toBranch(branch, repository.defaultBranch),
        key: ({ name }) => name,
      });
    },
  );
}

/** @throws HttpProblem `invalid_cursor` where the branch that the page before ended with is gone: GitHub's order has no other mark */
function rowsAfter(branches: readonly BranchRecord[], after: string | null): readonly BranchRecord[] {
  if (after === null) return branches;
  const at = branches.findIndex(({ name }) => name === after);
  if (at === -1) throw new HttpProblem("invalid_cursor");
  return branches.slice(at + 1);
}
