/** What lies in a directory of a repository, for choosing a file. */
import { Type, type Static } from "typebox";
import type { TreeFile } from "../core/sync/github-port.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { type RepositoryFile, RepositoryFiles } from "./contract/discovery.ts";
import { DEFAULT_LIMIT, PageQuery, pageOf, textCursor } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { repositoryOf } from "./repositories.ts";
import { BranchQuery, linksByPath, readTree } from "./repository-tree.ts";

type FileShown = Static<typeof RepositoryFile>;

export function registerRepositoryFiles(server: ApiServer, dependencies: Dependencies): void {
  const { store } = dependencies;
  server.get(
    "/repositories/:repository/files",
    {
      config: { access: "repository:read" },
      schema: {
        tags: ["repositories"],
        operationId: "listFiles",
        summary: "What lies in one of its directories, read from GitHub now",
        params: Type.Object({ repository: Type.String() }),
        querystring: Type.Object({
          branch: BranchQuery,
          path: Type.Optional(
            Type.String({ maxLength: 1024, description: "A directory; left out: the root." }),
          ),
          ...PageQuery,
        }),
        response: { 200: RepositoryFiles, ...PROBLEMS },
      },
    },
    async (request) => {
      const { branch: wished, path = "", limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = textCursor(cursor) ?? "";
      const repository = await repositoryOf(store, request, request.params.repository);
      const directory = path.replace(/^\/+/, "").replace(/(?<!\/)\/+$/, "");
      const prefix = directory === "" ? "" : `${directory}/`;
      const isSought = (file: TreeFile): boolean => file.path.startsWith(prefix);
      const tree = await readTree(dependencies, repository, { branch: wished, isSought });
      const at = { repository: repository.id, branch: tree.branch };
      const links = await linksByPath(dependencies, workspaceOf(request).id, at);
      const entries = entriesIn(tree.files ?? [], prefix, links).filter(({ name }) => name > after);
      const { shown, next } = pageOf(entries.slice(0, limit + 1), limit, ({ name }) => name);
      const { branch, head, files } = tree;
      return { branch, head, complete: files !== null, items: [...shown], next };
    },
  );
}

/** In the order of their names. */
function entriesIn(
  files: readonly TreeFile[],
  prefix: string,
  links: ReadonlyMap<string, number>,
): readonly FileShown[] {
  const entries = new Map<string, FileShown>();
  for (const { path, blob, sizeBytes } of files) {
    const [name = "", ...below] = path.slice(prefix.length).split("/");
    if (below.length === 0) {
      const link = links.get(path) ?? null;
      entries.set(name, { name, path, kind: "file", blob, sizeBytes: sizeBytes ?? null, link });
    } else if (!entries.has(name)) {
      const directory = { blob: null, sizeBytes: null, link: null };
      entries.set(name, { name, path: prefix + name, kind: "directory", ...directory });
    }
  }
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
