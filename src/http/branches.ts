/** The branches of a repository, as they are on GitHub now. */
import { Type } from "typebox";
import { canBeginBranchName } from "../core/path/branch-name.ts";
import type { BranchRecord } from "../core/sync/github-port.ts";
import { Page } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { Branch, toBranch } from "./contract/repository.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { repositoryOf } from "./repositories.ts";

export function registerBranches(server: ApiServer, { store, github }: Dependencies): void {
  server.get(
    "/repositories/:repository/branches",
    {
      config: { access: "repository:read" },
      schema: {
        tags: ["repositories"],
        operationId: "listBranches",
        summary: "All its branches, read from GitHub now",
        params: Type.Object({ repository: Type.String() }),
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: 255, description: "How the names begin." })),
        }),
        response: { 200: Page(Branch, "Branches"), ...PROBLEMS },
      },
    },
    async (request) => {
      const repository = await repositoryOf(store, request, request.params.repository);
      const prefix = request.query.q ?? "";
      const branches: readonly BranchRecord[] = canBeginBranchName(prefix)
        ? await github.branches(repository.address, prefix)
        : [];
      return { items: branches.map((branch) => toBranch(branch, repository.defaultBranch)), next: null };
    },
  );
}
