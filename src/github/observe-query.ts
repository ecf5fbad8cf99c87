/**
 * The documents by which a lane is observed. Paths travel as variables, never as text of the document; the aliases count
 * up: f0, f1 … for the files, d0, d1 … for the directories above them, c0, c1 … for further commits with files of their own.
 */
import type { CommitId } from "../core/git/object-id.ts";

export interface PathQuery {
  readonly paths: readonly string[];
  readonly directories: readonly DirectoryQuery[];
  readonly withText: boolean;
  /** Paths whose texts are not wanted all the same. */
  readonly bare?: ReadonlySet<string>;
  /** Commits, beside the one that is observed, at which the files are wanted too. */
  readonly alsoAt?: readonly CommitId[];
}

interface DirectoryQuery {
  /** `""` is the root. */
  readonly path: string;
  /** Whether the names in it are wanted. */
  readonly withNames: boolean;
}

/** Files asked for in one query. */
export const PATHS_PER_QUERY = 100;

const REPOSITORY = `databaseId name isArchived isEmpty
      owner { login ... on Organization { databaseId } ... on User { databaseId } }
      defaultBranchRef { name }`;

/** Of ancestors, enough that a push is seen to be built on what was there before; they cost no request. */
const ANCESTORS = 30;

const COMMIT = `message committedDate author { name user { login } } parents(first: 2) { nodes { oid } } history(first: ${ANCESTORS}) { nodes { oid } }`;

/** At the branch's present head. */
export function headDocument(query: PathQuery): string {
  return `query LockstepObserve($id: ID!, $ref: String!${declared(query)}) {
  node(id: $id) {
    ... on Repository {
      ${REPOSITORY}
      ref(qualifiedName: $ref) { id target { __typename oid ... on Commit { ${COMMIT} ${selections(query)} } } }${furtherCommits(query)}
    }
  }
}`;
}

/** More paths, at a commit that was observed. */
export function commitDocument(query: PathQuery): string {
  return `query LockstepObserveMore($id: ID!, $oid: GitObjectID!${declared(query)}) {
  node(id: $id) {
    ... on Repository {
      databaseId
      object(oid: $oid) { __typename oid ... on Commit { ${selections(query)} } }${furtherCommits(query)}
    }
  }
}`;
}

export function pathVariables(query: PathQuery): Record<string, string> {
  const files = query.paths.map((path, index) => [fileAlias(index), path]);
  const directories = query.directories.flatMap(({ path }, index) =>
    path === "" ? [] : [[directoryAlias(index), path]],
  );
  const commits = furtherOf(query).map((commit, index) => [commitAlias(index), commit]);
  return Object.fromEntries([...files, ...directories, ...commits]);
}

function furtherOf({ alsoAt = [] }: PathQuery): readonly CommitId[] {
  return alsoAt;
}

export function fileAlias(index: number): string {
  return `f${index}`;
}

export function directoryAlias(index: number): string {
  return `d${index}`;
}

export function commitAlias(index: number): string {
  return `c${index}`;
}

/** The directories above a path, outermost first, without the root. */
export function directoriesAbove(path: string): readonly string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_segment, index) => segments.slice(0, index + 1).join("/"));
}

function declared(query: PathQuery): string {
  return Object.keys(pathVariables(query))
    .map((name) => `, $${name}: ${name.startsWith("c") ? "GitObjectID" : "String"}!`)
    .join("");
}

function furtherCommits(query: PathQuery): string {
  return furtherOf(query)
    .map((_commit, index) => commitAlias(index))
    .map(
      (alias) =>
        ` ${alias}: object(oid: $${alias}) { ... on Commit { ${selections({ ...query, withText: false })} } }`,
    )
    .join("");
}

function selections({ paths, directories, withText, bare }: PathQuery): string {
  const files = paths.map((path, index) => {
    const text = withText && bare?.has(path) !== true ? " object { ... on Blob { text } }" : "";
    return `${fileAlias(index)}: file(path: $${fileAlias(index)}) { type mode oid size${text} }`;
  });
  return [...files, ...directories.map(directorySelection)].join(" ");
}

function directorySelection({ path, withNames }: DirectoryQuery, index: number): string {
  const alias = directoryAlias(index);
  if (path === "") return `${alias}: tree { entries { name } }`;
  const names = withNames ? " object { ... on Tree { entries { name } } }" : "";
  return `${alias}: file(path: $${alias}) { type${names} }`;
}
