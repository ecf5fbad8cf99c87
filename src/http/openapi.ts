/** The API's own description: made from the routes' schemas, so that it cannot say what they do not do. */
import swagger from "@fastify/swagger";
import type { FastifySchema } from "fastify";
import { Type } from "typebox";
import project from "../../package.json" with { type: "json" };
import { sessionCookieName } from "./authorization/session-cookie.ts";
import type { ApiServer, HttpConfig } from "./dependencies.ts";
import { answerConditionally } from "./entity-tag.ts";
import { describeWhole } from "./description/describe-whole.ts";
import { HIDDEN } from "./hidden.ts";
import { nameSchemas } from "./name-schemas.ts";

const PATH = "/api/v1/openapi.json";

const TAGS = [
  { name: "workspaces", description: "The accounts that the App is installed on." },
  { name: "repositories", description: "What the installation can see." },
  { name: "apis", description: "APIs, their versions, and the schema of each." },
  { name: "revisions", description: "The history of documents, and contents by git's blob id." },
  { name: "collections", description: "Postman collections and their backups." },
  { name: "imports", description: "Documents that are brought in, of whatever kind they turn out to be." },
  { name: "links", description: "What is bound to which file, and how it stands." },
  { name: "hooks", description: "Addresses that take saved collections without a token." },
  { name: "tokens", description: "What programs come with; made by the account's admins." },
  { name: "activity", description: "What happened." },
  { name: "deliveries", description: "Webhooks received." },
  { name: "health", description: "For what watches the server." },
];

/** Before any route: it sees only those that come after it. */
export async function describeApi(server: ApiServer, { publicUrl }: HttpConfig): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Lockstep",
        version: project.version,
        description:
          "Keeps API schemas and collections in step between GitHub repositories and this store. Errors are problem documents (RFC 9457) with a `code`.",
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: publicUrl === "" ? "/" : publicUrl }],
      tags: TAGS,
      components: {
        securitySchemes: {
          token: {
            type: "http",
            scheme: "bearer",
            description: "A workspace's token, or LOCKSTEP_ADMIN_TOKEN.",
          },
          session: {
            type: "apiKey",
            in: "cookie",
            name: sessionCookieName(publicUrl),
            description: "Of a person who signed in with GitHub.",
          },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: ({ schema, url }) => ({
      schema: { ...schema, ...paramsOf(schema, url), ...securityOf(url) },
      url,
    }),
    transformObject: (document) =>
      "openapiObject" in document ? describeWhole(nameSchemas(document.openapiObject)) : {},
  });
}

/** Routes name only the parts of the address that they read themselves: the workspace is read before them. */
function paramsOf(schema: FastifySchema | undefined, url: string): { readonly params?: unknown } {
  const own = schema?.params;
  if (!Type.IsObject(own)) return {};
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  const all = names.map((name) => [name, own.properties[name] ?? Type.String()]);
  return { params: Type.Object(Object.fromEntries(all)) };
}

function securityOf(url: string): { readonly security?: readonly [] } {
  return url.startsWith("/api/") ? {} : { security: [] };
}

/** Open to all: it tells nothing of what is stored. */
export function registerOpenApi(server: ApiServer): void {
  void server.register(async (scope: ApiServer) => {
    answerConditionally(scope);
    scope.get(PATH, { schema: HIDDEN }, (_request, reply) => reply.send(server.swagger()));
  });
}
