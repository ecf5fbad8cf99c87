/** Revisions by name, as readers are shown them. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import type { RepositoryRecord } from "../state.ts";
import { readInfo } from "./object-store.ts";
import { readRef } from "./refs.ts";

/** Where a ref points to, as a reader sees it: a lagging replica may show its former place. */
export async function readShownRef(
  context: SandboxContext,
  repository: RepositoryRecord,
  ref: string,
): Promise<string | null> {
  return context.heads.shown(repository.id, ref, await readRef(gitDirOf(context, repository), ref));
}

/** An object id, `heads/main`, `main`, `refs/heads/main`, `tags/v1`, `v1`, `HEAD`. Null: nothing of that name. */
export async function resolveRevision(
  context: SandboxContext,
  repository: RepositoryRecord,
  name: string,
): Promise<string | null> {
  if (/^[0-9a-f]{40}$/.test(name)) {
    return (await readInfo(gitDirOf(context, repository), name)) === null ? null : name;
  }
  if (name === "HEAD") return readShownRef(context, repository, `refs/heads/${repository.defaultBranch}`);
  const candidates = name.startsWith("refs/")
    ? [name]
    : [`refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
  for (const ref of candidates) {
    const id = await readShownRef(context, repository, ref);
    if (id !== null) return id;
  }
  return null;
}
