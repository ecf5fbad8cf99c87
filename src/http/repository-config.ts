/** What a repository's config file declares and what came of it, and links written out as such a file. */
import { Type } from "typebox";
import { CONFIG_PATH } from "../core/repository-config/config-schema.ts";
import { writeConfig, type WrittenLink } from "../core/repository-config/write-config.ts";
import { type LinkRecord, listLinks } from "../db/links.ts";
import { findRepositoryConfig, nextConfigRun } from "../db/repository-configs.ts";
import type { Store } from "../db/store.ts";
import { missing } from "./authorization/access-refusals.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { formatQuiet } from "./contract/quiet.ts";
import { RepositoryConfig, toRepositoryConfig } from "./contract/repository-config.ts";
import { CONFIG_SCHEMA_PATH } from "./config-schema.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { repositoryOf } from "./repositories.ts";

const tags = ["repositories"];
const Params = Type.Object({ repository: Type.String() });

export function registerRepositoryConfig(server: ApiServer, dependencies: Dependencies): void {
  addStatus(server, dependencies);
  addExport(server, dependencies);
}

function addStatus(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/repositories/:repository/config",
    {
      config: { access: "repository:read" },
      schema: {
        tags,
        operationId: "getRepositoryConfig",
        summary: "The config file in the repository: its state, its errors and its links",
        params: Params,
        response: { 200: RepositoryConfig, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = await repositoryOf(store, request, request.params.repository);
      const row = await findRepositoryConfig(store.read, id);
      const links = await linksOf(store, workspaceOf(request).id, id);
      return toRepositoryConfig(
        row,
        await nextConfigRun(store.read, id),
        links.filter(({ owner }) => owner === "file"),
      );
    },
  );
}

function addExport(server: ApiServer, { store, config }: Dependencies): void {
  server.get(
    "/repositories/:repository/config/export",
    {
      config: { access: "repository:read" },
      schema: {
        tags,
        operationId: "exportRepositoryConfig",
        summary: "Links of the repository, written out as a config file",
        description: `Commit the answer as ${CONFIG_PATH}: the file then owns these links, which stay as they are.`,
        params: Params,
        querystring: Type.Object({
          links: Type.Optional(
            Type.String({
              maxLength: 20_000,
              pattern: "^\\d{1,15}(,\\d{1,15})*$",
              description: "Ids, joined by commas; left out: every link of the repository.",
              examples: ["12,13"],
            }),
          ),
        }),
        response: {
          200: {
            description: "The file's text.",
            content: { "application/yaml": { schema: Type.String() } },
          },
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const { id } = await repositoryOf(store, request, request.params.repository);
      const all = await linksOf(store, workspaceOf(request).id, id);
      const text = writeConfig(
        chosen(all, request.query.links).map(toWritten),
        `${config.publicUrl}${CONFIG_SCHEMA_PATH}`,
      );
      return reply
        .header("content-disposition", 'attachment; filename="lockstep.yml"')
        .header("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
        .type("application/yaml; charset=utf-8")
        .send(text);
    },
  );
}

/** More than any repository has. */
const MOST_LINKS = 100_000;

function linksOf({ read }: Store, workspaceId: number, repository: number): Promise<readonly LinkRecord[]> {
  // Whoever reads the repository reads its links.
  return listLinks(read, { workspaceId, repository, readable: "all" }, { after: 0, limit: MOST_LINKS });
}

/** @throws HttpProblem `not_found` for one that the repository does not have */
function chosen(all: readonly LinkRecord[], ids: string | undefined): readonly LinkRecord[] {
  // A claim that waits for an admin is none yet.
  const links = all.filter(({ state }) => state !== "awaiting_approval");
  if (ids === undefined) return links;
  return [...new Set(ids.split(",").map(Number))].map((id) => {
    const link = links.find((one) => one.id === id);
    if (link === undefined) throw missing("link");
    return link;
  });
}

function toWritten(link: LinkRecord): WrittenLink {
  return {
    document: documentOf(link),
    path: link.path,
    branch: link.followsDefault === 1 ? null : link.branch,
    mode: link.mode,
    quiet: link.quietMs === 0 ? null : formatQuiet(link.quietMs),
    keep: link.agreedStore === null ? link.keep : null,
    isPaused: link.isPaused === 1,
  };
}

function documentOf(link: LinkRecord): WrittenLink["document"] {
  const { collectionUid, collectionName, apiSlug, versionName } = link;
  if (collectionUid !== null) return { kind: "backup", uid: collectionUid, name: collectionName ?? "" };
  if (apiSlug === null || versionName === null) throw new HttpProblem("not_found");
  return { kind: "schema", api: apiSlug, version: versionName };
}
