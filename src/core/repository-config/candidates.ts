/** Files of a repository that look like schemas or collections: by name first, and then by what they hold. */

export type CandidateType = "schema" | "collection";

/** What a name says: `likely`: it says so; `possible`: it may hold anything that is written in such a form. */
export interface Candidate {
  readonly type: CandidateType | null;
  readonly rank: "likely" | "possible";
}

const COLLECTION = /(?:[._-]postman[._-]?collection|^collection)\.json$/;
const DEFINITIONS = /\.(?:graphqls?|gql|proto|raml|wsdl)$/;
const NAMED =
  /(?:^|[._-])(?:openapi|open-api|swagger|asyncapi|async-api|oas3?|api|schema)(?:[._-][^/]*)?\.(?:ya?ml|json)$/;
const WRITTEN = /\.(?:ya?ml|json)$/;

/** Never meant, whatever they hold: tools' own files, and what others made. */
const PASSED_OVER =
  /(?:^|\/)(?:node_modules|vendor|third_party|bower_components|dist|build|target|coverage|__snapshots__|\.[^/]+)\//;
const TOOLS =
  /^(?:package(?:-lock)?|tsconfig(?:\..*)?|composer|angular|nx|lerna|turbo|renovate|deno|jsconfig|manifest|docker-compose(?:\..*)?|pnpm-(?:lock|workspace)|mkdocs|\..*)\.(?:ya?ml|json)$|^\./;

/** Null: it is not looked into. @param path from the repository's root */
export function candidateOf(path: string): Candidate | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (PASSED_OVER.test(path) || TOOLS.test(name)) return null;
  if (COLLECTION.test(name)) return { type: "collection", rank: "likely" };
  if (DEFINITIONS.test(name) || NAMED.test(name)) return { type: "schema", rank: "likely" };
  return WRITTEN.test(name) ? { type: null, rank: "possible" } : null;
}

export interface Sized {
  readonly path: string;
  readonly sizeBytes?: number;
}

/** What one query of GitHub's carries. */
const MOST_FILES = 100;
const MOST_BYTES = 6_000_000;
const LARGEST_FILE_BYTES = 500_000;

/** Those to read: likely ones first, within what one query carries. */
export function worthReading<File extends Sized>(files: readonly File[]): readonly File[] {
  const rankOf = ({ path }: Sized): number => (candidateOf(path)?.rank === "likely" ? 0 : 1);
  const ordered = files.toSorted((a, b) => rankOf(a) - rankOf(b));
  let room = MOST_BYTES;
  const chosen: File[] = [];
  for (const file of ordered) {
    const { sizeBytes = LARGEST_FILE_BYTES } = file;
    if (chosen.length === MOST_FILES) break;
    if (sizeBytes > Math.min(LARGEST_FILE_BYTES, room)) continue;
    room -= sizeBytes;
    chosen.push(file);
  }
  return chosen;
}
