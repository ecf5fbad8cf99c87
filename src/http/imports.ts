/** Bringing documents in: one or many, pasted or from files of repositories, or one by upload. */
import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { checkedBranch } from "./contract/branch.ts";
import { type ImportItem, ImportMade, ImportResult, ImportWish, UploadQuery } from "./contract/import.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { requireTarget } from "./authorization/target-repository.ts";
import { importDocument, type Incoming } from "./import-document.ts";
import { HttpProblem, problemBody, toProblem } from "./problems.ts";
import { readFile } from "./read-file.ts";
import { schemaText } from "./schema-text.ts";

const tags = ["imports"];
const UPLOAD_LIMIT_BYTES = 25 * 1024 * 1024;
const PASTE_LIMIT_BYTES = 8 * 1024 * 1024;

type Item = Static<typeof ImportItem>;
type Result = Static<typeof ImportMade>;

export function registerImports(server: ApiServer, dependencies: Dependencies): void {
  addMany(server, dependencies);
  void server.register(async (scope: ApiServer) => {
    scope.removeAllContentTypeParsers();
    const options = { parseAs: "buffer", bodyLimit: UPLOAD_LIMIT_BYTES } as const;
    scope.addContentTypeParser("*", options, (_request, body, done) => done(null, body));
    addUpload(scope, dependencies);
  });
}

function addMany(server: ApiServer, dependencies: Dependencies): void {
  server.post(
    "/imports",
    {
      config: { access: "collection:import" },
      bodyLimit: PASTE_LIMIT_BYTES,
      schema: {
        tags,
        operationId: "importDocuments",
        summary: "Bring documents in, pasted or from files of repositories",
        description:
          "A Postman collection becomes a collection, anything else an API with one version. An API that was read from a repository is linked to its file; a collection is not, and `collections/{id}/backups` says where it goes. 200, whatever becomes of each: `problem` says why one became nothing. At most 8 MiB.",
        body: ImportWish,
        response: { 200: ImportResult, ...PROBLEMS },
      },
    },
    async (request) => {
      const items: Result[] = [];
      for (const item of request.body.items) items.push(await importOne(dependencies, request, item));
      return { items };
    },
  );
}

function addUpload(scope: ApiServer, dependencies: Dependencies): void {
  scope.post(
    "/imports/upload",
    {
      config: { access: "collection:import" },
      schema: {
        tags,
        operationId: "uploadDocument",
        summary: "Bring one document in: the body is the file, of any media type",
        description: "At most 25 MiB of UTF-8. What it becomes is said by its text, as at `imports`.",
        consumes: ["*/*"],
        querystring: UploadQuery,
        body: Type.Unknown({ description: "The document." }),
        response: { 201: ImportMade, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { file: fileName = null, name, version } = request.query;
      const incoming = { text: schemaText(request.body), file: null, fileName, name, version };
      const made = await importDocument(dependencies, request, incoming);
      return reply.code(201).send({ made, problem: null });
    },
  );
}

async function importOne(dependencies: Dependencies, request: FastifyRequest, item: Item): Promise<Result> {
  try {
    const incoming = await read(dependencies, request, item);
    return { made: await importDocument(dependencies, request, incoming), problem: null };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status === 500) request.log.error({ err: error }, "a document could not be imported");
    return { made: null, problem: problemBody(problem) as Result["problem"] };
  }
}

/** @throws HttpProblem, GitHubFailure */
async function read(dependencies: Dependencies, request: FastifyRequest, item: Item): Promise<Incoming> {
  const { text, from, name, version } = item;
  if ((text === undefined) === (from === undefined)) {
    throw new HttpProblem("invalid_request", "In the body: items: each has either `text` or `from`.");
  }
  if (from === undefined) {
    return { text: schemaText(Buffer.from(text ?? "")), file: null, fileName: null, name, version };
  }
  const branch = checkedBranch(from.branch ?? null);
  const repository = await requireTarget(dependencies.store.read, request, from.repository);
  const { file, text: content } = await readFile(dependencies, { repository, branch, path: from.path });
  return { text: schemaText(content), file, fileName: from.path, name, version };
}
