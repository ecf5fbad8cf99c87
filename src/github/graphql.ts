/** One GraphQL request: what GitHub answered, data and errors side by side, as both may come at once. */
import type { ProbotOctokit } from "probot";
import { type Fields, isFields } from "../core/fields.ts";
import { fieldsOrNull, textOrNull, unexpectedAnswer } from "./answer.ts";
import { refusedBy } from "./failure-of.ts";
import { READ_RETRIES } from "./octokit.ts";

export interface GraphqlError {
  readonly type: string | null;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

export interface GraphqlAnswer {
  readonly data: Fields | null;
  readonly errors: readonly GraphqlError[];
  readonly headers: Fields;
}

export interface GraphqlRequest {
  readonly operationName: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Queries are repeated after a server error, mutations never. */
  readonly kind: "query" | "mutation";
}

/** @throws what Octokit throws where the answer was no GraphQL answer. */
export async function askGraphql(octokit: ProbotOctokit, request: GraphqlRequest): Promise<GraphqlAnswer> {
  const retries = request.kind === "query" ? READ_RETRIES : 0;
  try {
    const data: unknown = await octokit.graphql(request.document, {
      ...request.variables,
      operationName: request.operationName,
      request: { retries },
    });
    // Of a mutation nobody knows then whether it was carried out: the caller says so.
    if (!isFields(data) && request.kind === "query") throw unexpectedAnswer("data");
    return { data: fieldsOrNull(data), errors: [], headers: {} };
  } catch (error) {
    const answer = answerInside(error);
    if (answer === null) throw error;
    return answer;
  }
}

/** Octokit throws where there are errors, with whatever data came beside them. */
function answerInside(error: unknown): GraphqlAnswer | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "GraphqlResponseError" && "response" in error && "headers" in error) {
    return answerOf(error.response, fieldsOrNull(error.headers) ?? {});
  }
  // plugin-retry makes a failed request of "Something went wrong while executing your query".
  const refused = refusedBy(error);
  const answer = refused === null ? null : answerOf(refused.body, refused.headers);
  return answer?.data === null || answer?.errors.length === 0 ? null : answer;
}

function answerOf(body: unknown, headers: Fields): GraphqlAnswer | null {
  if (!isFields(body)) return null;
  const errors = Array.isArray(body["errors"]) ? body["errors"].filter(isFields).map(graphqlError) : [];
  return { data: fieldsOrNull(body["data"]), errors, headers };
}

function graphqlError(error: Fields): GraphqlError {
  const path = Array.isArray(error["path"]) ? error["path"].filter(isPathPart) : [];
  return { type: textOrNull(error, "type"), message: textOrNull(error, "message") ?? "", path };
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === "string" || typeof part === "number";
}
