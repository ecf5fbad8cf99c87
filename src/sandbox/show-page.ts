/** Plain pages for a browser: what a link to a file or a commit leads to. */
import type { Answer } from "./answer.ts";
import { gitDirOf, type SandboxContext } from "./context.ts";
import { readCommit } from "./git/commit.ts";
import { readObject } from "./git/object-store.ts";
import { resolveRevision } from "./git/resolve.ts";
import { runGit } from "./git/run-git.ts";
import { findEntry, isTree, readTree } from "./git/tree.ts";
import { fullNameOf } from "./shapes/repository-shape.ts";
import type { RepositoryRecord } from "./state.ts";

/** Text, whatever it shows: nothing of a repository is taken for a page's own code. */
export async function showPage(context: SandboxContext, path: string): Promise<Answer> {
  const [, owner = "", name = "", view = "tree", ...rest] = path.split("/");
  if (owner === "") return text(listRepositories(context));
  const repository = context.state.repositoryNamed(owner, name.replace(/\.git$/, ""));
  if (repository === null) return text("Not found\n", 404);
  const shown = view === "commit" ? await showCommit(context, repository, rest[0] ?? "") : null;
  const body = shown ?? (await showFile(context, repository, rest));
  return body === null ? text("Not found\n", 404) : text(body);
}

function text(body: string | Buffer, status = 200): Answer {
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  return { status, headers, body };
}

function listRepositories(context: SandboxContext): string {
  const lines = context.state.data.repositories.map(
    (it) => `${context.address.url}/${fullNameOf(context, it)}`,
  );
  return `Repositories of this sandbox:\n\n${lines.join("\n")}\n`;
}

async function showCommit(
  context: SandboxContext,
  repository: RepositoryRecord,
  sha: string,
): Promise<Buffer | null> {
  if (!/^[0-9a-f]{7,40}$/.test(sha)) return null;
  return runGit(gitDirOf(context, repository), ["show", "--stat", "--patch", sha, "--"]).catch(() => null);
}

/** A branch's name may hold slashes: the longest beginning that is a branch counts. */
async function showFile(
  context: SandboxContext,
  repository: RepositoryRecord,
  segments: readonly string[],
): Promise<Buffer | string | null> {
  const given = segments.length === 0 ? [repository.defaultBranch] : segments;
  for (let length = given.length; length > 0; length--) {
    const id = await resolveRevision(context, repository, given.slice(0, length).join("/"));
    const commit = id === null ? null : await readCommit(gitDirOf(context, repository), id);
    if (commit === null) continue;
    const gitDir = gitDirOf(context, repository);
    const entry = await findEntry(gitDir, commit.tree, given.slice(length).join("/"));
    if (entry === null) return null;
    if (!isTree(entry)) return (await readObject(gitDir, entry.id))?.content ?? null;
    return (await readTree(gitDir, entry.id)).map((it) => `${it.name}${isTree(it) ? "/" : ""}\n`).join("");
  }
  return "This repository is empty.\n";
}
