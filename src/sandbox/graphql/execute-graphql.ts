/** Runs one GraphQL request against GitHub's schema. */
import {
  execute,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
} from "graphql";
import { json, Refused, type Answer } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import { identify, maySee, requireInstallation } from "../credentials.ts";
import { parseNodeId } from "../node-ids.ts";
import * as refusals from "../refusals.ts";
import { createCommitOnBranch, type CreateCommitInput } from "./create-commit-on-branch.ts";
import { checkDocument, gitHubSchema } from "./github-schema.ts";
import { graphError, type GraphCall } from "./graph-call.ts";
import { organizationField, userRoot, viewerField } from "./people-fields.ts";
import { refNode, repositoryNode } from "./repository-node.ts";

interface GraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

export interface ParsedGraphRequest {
  readonly request: GraphRequest;
  readonly document: DocumentNode | null;
  readonly errors: readonly GraphQLError[];
  readonly kind: "graphql-query" | "graphql-mutation";
  /** The operation's name, or its first fields. */
  readonly operation: string;
}

/** @throws Refused where the body is no GraphQL request. */
export function parseGraphRequest(body: Readonly<Record<string, unknown>>): ParsedGraphRequest {
  const { query, variables, operationName } = body;
  if (typeof query !== "string") {
    throw new Refused(json({ message: "A query attribute must be specified and must be a string." }, 400));
  }
  const request: GraphRequest = {
    query,
    variables: typeof variables === "object" && variables !== null ? { ...variables } : {},
    operationName: typeof operationName === "string" ? operationName : null,
  };
  try {
    const { document, errors } = checkDocument(query);
    return { request, document, errors: errors ?? [], ...describe(document, request.operationName) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { request, document: null, errors: [error], kind: "graphql-query", operation: "" };
  }
}

/** @throws Refused where the caller is neither an installation nor a user. */
export async function executeGraphql(
  context: SandboxContext,
  authorization: string | undefined,
  { request, document, errors }: ParsedGraphRequest,
): Promise<Answer> {
  const identified = identify(context, authorization);
  const caller = identified.kind === "user" ? identified : requireInstallation(identified);
  if (document === null) return json({ errors: errors.map(showError) });
  const result: ExecutionResult = await execute({
    schema: gitHubSchema(),
    document,
    rootValue:
      caller.kind === "user"
        ? userRoot(context, caller)
        : installationRoot({ context, caller, heads: new Map() }),
    variableValues: request.variables,
    operationName: request.operationName,
  });
  const data = result.data === undefined ? {} : { data: result.data };
  return json(result.errors === undefined ? data : { ...data, errors: result.errors.map(showError) });
}

function installationRoot(call: GraphCall): Record<string, unknown> {
  const { context, caller } = call;
  return {
    node: ({ id }: { id: string }) => findNode(call, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => findNode(call, id)),
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repository =
        context.state.repositoryNamed(owner, name) ?? context.state.repositoryOnceNamed(owner, name);
      if (repository !== null && maySee(caller, repository)) return repositoryNode(call, repository);
      throw graphError(refusals.graphNoRepository(`${owner}/${name}`));
    },
    rateLimit: () => ({
      cost: 1,
      limit: 10_000,
      remaining: 10_000,
      used: 0,
      nodeCount: 0,
      resetAt: new Date(context.now() + 3_600_000).toISOString(),
    }),
    viewer: () => viewerField(context, caller),
    organization: ({ login }: { login: string }) => organizationField(context, caller, login),
    createCommitOnBranch: ({ input }: { input: CreateCommitInput }) => createCommitOnBranch(call, input),
  };
}

async function findNode(call: GraphCall, id: string): Promise<Record<string, unknown> | null> {
  const parsed = parseNodeId(id);
  const repository = parsed === null ? null : call.context.state.repository(parsed.id);
  if (repository !== null && maySee(call.caller, repository)) {
    if (parsed?.type === "R") return repositoryNode(call, repository);
    const ref = parsed?.type === "REF" ? await refNode(call, repository, parsed.detail ?? "") : null;
    if (ref !== null) return ref;
  }
  throw graphError(refusals.graphNoNode(id));
}

/** GitHub's own order: type, path, locations, message. */
function showError(error: GraphQLError): Record<string, unknown> {
  const { type, ...extensions } = error.extensions;
  return {
    ...(typeof type === "string" ? { type } : {}),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    locations: error.locations ?? [],
    message: error.message,
  };
}

function describe(
  document: DocumentNode | null,
  name: string | null,
): Pick<ParsedGraphRequest, "kind" | "operation"> {
  const operations = (document?.definitions ?? []).filter(
    (it): it is OperationDefinitionNode => it.kind === "OperationDefinition",
  );
  const operation = operations.find((it) => it.name?.value === name) ?? operations[0];
  const fields = operation?.selectionSet.selections.flatMap((it) =>
    it.kind === "Field" ? [it.name.value] : [],
  );
  return {
    kind: operation?.operation === "mutation" ? "graphql-mutation" : "graphql-query",
    operation: operation?.name?.value ?? fields?.slice(0, 3).join(",") ?? "",
  };
}
