/**
 * Files of a branch that look like schemas or collections: told by their names, then by what they hold. However large the repository
 * is, it costs three requests: the head, the tree, and one query for as many texts as it carries.
 */
import { Type, type Static } from "typebox";
import { CollectionUnread } from "../core/collection/collection-reader.ts";
import { candidateOf, worthReading } from "../core/repository-config/candidates.ts";
import { detectSchema } from "../core/schema/detect.ts";
import { decodeText, isText } from "../core/schema/text.ts";
import type { TreeFile } from "../core/sync/github-port.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { type DiscoveredDocument, Discovery } from "./contract/discovery.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { repositoryOf } from "./repositories.ts";
import { BranchQuery, linksByPath, readTree } from "./repository-tree.ts";

type Discovered = Static<typeof DiscoveredDocument>;

/** Shown at most: nobody chooses from more. */
const MOST_SHOWN = 1000;

export function registerDiscovery(server: ApiServer, dependencies: Dependencies): void {
  const { store, github } = dependencies;
  server.get(
    "/repositories/:repository/discovery",
    {
      config: { access: "repository:read" },
      schema: {
        tags: ["repositories"],
        operationId: "discoverDocuments",
        summary: "The files that look like schemas or collections, read from GitHub now",
        params: Type.Object({ repository: Type.String() }),
        querystring: Type.Object({ branch: BranchQuery }),
        response: { 200: Discovery, ...PROBLEMS },
      },
    },
    async (request) => {
      const repository = await repositoryOf(store, request, request.params.repository);
      const tree = await readTree(dependencies, repository, {
        branch: request.query.branch,
        isSought: isCandidate,
      });
      const { branch, head, files } = tree;
      const candidates = files ?? [];
      const read = worthReading(candidates);
      const sized = read.map(({ blob, sizeBytes = 0 }) => ({ blob, sizeBytes }));
      const texts =
        sized.length === 0 ? new Map() : await github.readBlobs(repository.address, sized, "texts");
      const links = await linksByPath(dependencies, workspaceOf(request).id, {
        repository: repository.id,
        branch,
      });
      const found: Discovered[] = [];
      const asked = new Set(sized.map(({ blob }) => blob));
      for (const file of candidates) {
        // What was asked for and is not given is no text.
        const text = asked.has(file.blob) ? (texts.get(file.blob) ?? NO_TEXT) : null;
        const discovered = await discover(dependencies, file, text);
        if (discovered !== null) found.push({ ...discovered, link: links.get(file.path) ?? null });
      }
      const isWhole = files !== null && candidates.every(({ blob }) => asked.has(blob));
      const items = found.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.path < b.path ? -1 : 1));
      const complete = isWhole && items.length <= MOST_SHOWN;
      return { branch, head, complete, items: items.slice(0, MOST_SHOWN), next: null };
    },
  );
}

const NO_TEXT = Buffer.from([0]);

function isCandidate({ path }: TreeFile): boolean {
  return candidateOf(path) !== null;
}

function rankOf({ by }: Discovered): number {
  return by === "content" ? 0 : 1;
}

/** Null: it is none, or nobody has looked and its name says nothing. */
async function discover(
  { collectionReader }: Dependencies,
  { path, blob, sizeBytes }: TreeFile,
  text: Buffer | null,
): Promise<Omit<Discovered, "link"> | null> {
  const file = { path, blob, sizeBytes: sizeBytes ?? null };
  const byName = candidateOf(path);
  const named = byName?.type ?? null;
  const unread = { ...file, kind: null, name: null, collection: null, by: "name" } as const;
  if (text === null) return named === null ? null : { ...unread, type: named };
  if (!isText(text)) return null;
  const collection = looksLikeCollection(text) ? await collectionIn(collectionReader, text) : null;
  if (collection !== null) return { ...file, ...collection, type: "collection", by: "content" };
  const { kind, name } = detectSchema(decodeText(text));
  return kind === null ? null : { ...file, type: "schema", kind, name, collection: null, by: "content" };
}

function looksLikeCollection(text: Buffer): boolean {
  return text.includes('"info"') && text.includes('"item"');
}

async function collectionIn(
  reader: Dependencies["collectionReader"],
  text: Buffer,
): Promise<Pick<Discovered, "kind" | "name" | "collection"> | null> {
  try {
    const file = await reader.readFile(text);
    return file === null ? null : { kind: "postman", name: file.name, collection: file.uid };
  } catch (error) {
    if (error instanceof CollectionUnread) return null;
    throw error;
  }
}
