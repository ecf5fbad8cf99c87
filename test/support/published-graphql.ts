/** Documents judged by the schema that GitHub publishes. */
import { schema as published } from "@octokit/graphql-schema";
import { buildSchema, parse, validate } from "graphql";

/** What is wrong with a document; the published text itself defines a few fields twice, which is let pass. */
export function errorsInDocument(document: string): readonly string[] {
  const schema = buildSchema(published.idl, { assumeValidSDL: true, assumeValid: true });
  return validate(schema, parse(document)).map((error) => error.message);
}
