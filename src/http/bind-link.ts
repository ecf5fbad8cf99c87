/**
 * Every wish to bind a document to a place. Files that exist match by exact bytes: where the wished path is none
 * that Lockstep would make, GitHub is asked whether a file stands there, and then the wish is judged once more. No request is made
 * within a write, and none for a path that it would make.
 */
import type { FastifyRequest } from "fastify";
import { type Bound, writeBinding } from "../db/link-binding.ts";
import type { AskedPlace, UnaskedPlace } from "../db/link-place.ts";
import { findRepository } from "../db/repositories.ts";
import type { Tx } from "../db/store.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { problemOf } from "./binding-problem.ts";
import type { Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { requireTarget } from "./authorization/target-repository.ts";

/** Hands `asked` on with the wish. */
export type Bind = (tx: Tx, asked: AskedPlace | null) => Promise<Bound>;

/** @param target the repository that the wish names, if it does. @throws HttpProblem, GitHubFailure */
export async function bindLink(
  dependencies: Dependencies,
  request: FastifyRequest,
  target: string | number | undefined,
  bind: Bind,
): Promise<Exclude<Bound, { kind: "refused" }>> {
  let asked: AskedPlace | null = null;
  for (;;) {
    const known: AskedPlace | null = asked;
    const bound = await writeBinding(asCaller(dependencies, request), async (tx) => {
      if (target !== undefined) await requireTarget(tx.query, request, target);
      return bind(tx, known);
    });
    if (bound.kind !== "refused") return bound;
    // Another place than the last one is asked for where somebody moved the link meanwhile.
    if (bound.unasked === null) throw problemOf(bound);
    asked = await ask(dependencies, workspaceOf(request).id, bound.unasked);
  }
}

async function ask(
  { store, github }: Dependencies,
  workspaceId: number,
  place: UnaskedPlace,
): Promise<AskedPlace> {
  const { branch, path } = place;
  const repository = await findRepository(store.read, workspaceId, place.repositoryId);
  if (repository === null) return { ...place, holdsFile: false };
  const seen = await github.observe({ repository: repository.address, branch, paths: [path], newPaths: [] });
  return { ...place, holdsFile: seen.kind === "found" && seen.files.get(path)?.kind === "blob" };
}
