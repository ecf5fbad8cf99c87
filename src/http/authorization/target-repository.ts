/** A repository that a request's body names, to be written to: it must be one that the caller may push to. */
import type { FastifyRequest } from "fastify";
import { holds } from "../../core/access/rights.ts";
import { findRepository, type Repository } from "../../db/repositories.ts";
import type { Reader } from "../../db/store.ts";
import { needsPush } from "./access-refusals.ts";
import { callerOf, rightsOf, workspaceOf } from "./authorize.ts";
import { HttpProblem } from "../problems.ts";

/**
 * One that the caller cannot see is answered like one that the installation does not see.
 * @throws HttpProblem `repository_not_accessible`, `forbidden`
 */
export async function requireTarget(
  reader: Reader,
  request: FastifyRequest,
  reference: string | number,
): Promise<Repository> {
  const workspace = workspaceOf(request);
  const rights = rightsOf(request);
  const repository = await findRepository(reader, workspace.id, reference);
  if (repository === null || !holds(rights.readable, repository.id)) {
    throw new HttpProblem(
      "repository_not_accessible",
      `The installation sees no repository ${reference}; add it to the installation, or correct its name.`,
    );
  }
  if (!holds(rights.pushable, repository.id)) {
    throw await needsPush({ reader, workspace, rights, caller: callerOf(request) }, [repository.id]);
  }
  return repository;
}
