/**
 * GitHub's published GraphQL schema, so that a document that GitHub would refuse is refused here. It is large (1.2 MB):
 * built when the first query comes, once a process (about 0.1 s).
 */
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import {
  buildSchema,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from "graphql";

let built: GraphQLSchema | null = null;

export function gitHubSchema(): GraphQLSchema {
  built ??= readSchema();
  return built;
}

function readSchema(): GraphQLSchema {
  const manifest = findPackageJSON("@octokit/graphql-schema", import.meta.url);
  if (manifest === undefined) throw new Error("The package @octokit/graphql-schema is not installed.");
  return buildSchema(readFileSync(join(dirname(manifest), "schema.graphql"), "utf8"), {
    assumeValid: true,
    assumeValidSDL: true,
    noLocation: true,
  });
}

export type CheckedDocument =
  | { readonly document: DocumentNode; readonly errors: null }
  | { readonly document: null; readonly errors: readonly GraphQLError[] };

const checked = new Map<string, CheckedDocument>();

/** @throws GraphQLError where the text is no GraphQL. */
export function checkDocument(text: string): CheckedDocument {
  const known = checked.get(text);
  if (known !== undefined) return known;
  const document = parse(text);
  const errors = validate(gitHubSchema(), document);
  const result: CheckedDocument = errors.length > 0 ? { document: null, errors } : { document, errors: null };
  if (checked.size > 200) checked.clear();
  checked.set(text, result);
  return result;
}
