/** One GraphQL request: who asks, and the heads that it has seen, so that one query sees one state of a branch. */
import { GraphQLError } from "graphql";
import type { SandboxContext } from "../context.ts";
import { mayDo, type InstallationCaller } from "../credentials.ts";
import { graphNotAccessible, type GraphRefusal } from "../refusals.ts";
import { readShownRef } from "../git/resolve.ts";
import type { RepositoryRecord } from "../state.ts";

export interface GraphCall {
  readonly context: SandboxContext;
  readonly caller: InstallationCaller;
  readonly heads: Map<string, Promise<string | null>>;
}

/** Raised by a resolver: GitHub puts `type` beside message and path. */
export function graphError(refusal: GraphRefusal): GraphQLError {
  return new GraphQLError(refusal.message, { extensions: { type: refusal.type } });
}

export async function readHead(
  call: GraphCall,
  repository: RepositoryRecord,
  ref: string,
): Promise<string | null> {
  const key = `${repository.id} ${ref}`;
  const known = call.heads.get(key) ?? readShownRef(call.context, repository, ref);
  call.heads.set(key, known);
  return known;
}

/** @throws GraphQLError */
export function requireContents(call: GraphCall, level: "read" | "write"): void {
  if (!mayDo(call.caller, "contents", level)) throw graphError(graphNotAccessible());
}
