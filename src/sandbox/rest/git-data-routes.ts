/** The Git Data API: what a commit with an executable file needs. */
import { json, Refused, type Answer } from "../answer.ts";
import { changedPaths } from "../git/changed-paths.ts";
import { readCommit, writeCommit, type Signature } from "../git/commit.ts";
import { findMergeBase } from "../git/log.ts";
import { readInfo, readObject, writeObject } from "../git/object-store.ts";
import { readRef } from "../git/refs.ts";
import { changeTree, isTree, listFiles, readTree, writeEmptyTree, type FileEntry } from "../git/tree.ts";
import { formatNodeId } from "../node-ids.ts";
import * as refusals from "../refusals.ts";
import { findViolation, type JudgedFile } from "../rules.ts";
import { botOf } from "../shapes/account-shape.ts";
import { gitCommitShape } from "../shapes/commit-shape.ts";
import { repositoryApiUrl } from "../shapes/repository-shape.ts";
import { changeBranch, noreplyOf } from "../write-branch.ts";
import { refShape } from "./repository-routes.ts";
import { textField, type RepositoryRequest, type Route } from "./route.ts";

const GIT = "/repos/{owner}/{repo}/git";

export const GIT_DATA_ROUTES: readonly Route[] = [
  { method: "GET", path: `${GIT}/blobs/{sha}`, access: "contents:read", handle: getBlob },
  { method: "POST", path: `${GIT}/blobs`, access: "contents:write", handle: createBlob },
  { method: "GET", path: `${GIT}/trees/{sha}`, access: "contents:read", handle: getTree },
  { method: "POST", path: `${GIT}/trees`, access: "contents:write", handle: createTree },
  { method: "GET", path: `${GIT}/commits/{sha}`, access: "contents:read", handle: getGitCommit },
  { method: "POST", path: `${GIT}/commits`, access: "contents:write", handle: createCommit },
  { method: "PATCH", path: `${GIT}/refs/{ref+}`, access: "contents:write", handle: updateRef },
];

async function getBlob(request: RepositoryRequest): Promise<Answer> {
  const sha = request.params["sha"] ?? "";
  const object = await readObject(request.gitDir, sha);
  if (object === null || object.type !== "blob") throw new Refused(refusals.notFound());
  if (request.headers.accept?.includes("raw") === true) {
    const type = "application/vnd.github.raw; charset=utf-8";
    return { status: 200, headers: { "content-type": type, etag: `"${sha}"` }, body: object.content };
  }
  const content = object.content.toString("base64").replaceAll(/.{60}/g, "$&\n");
  return json({
    sha,
    node_id: formatNodeId("B", request.repository.id, sha),
    size: object.content.length,
    url: `${repositoryApiUrl(request.context, request.repository)}/git/blobs/${sha}`,
    content,
    encoding: "base64",
  });
}

async function createBlob(request: RepositoryRequest): Promise<Answer> {
  const content = textField(request.body, "content");
  if (content === null)
    throw new Refused(
      refusals.validationFailed(
        "Invalid request.\n\nInvalid input: object is missing required key: content.",
      ),
    );
  const encoding = textField(request.body, "encoding") === "base64" ? "base64" : "utf8";
  const sha = await writeObject(request.gitDir, "blob", Buffer.from(content, encoding));
  const url = `${repositoryApiUrl(request.context, request.repository)}/git/blobs/${sha}`;
  return json({ sha, url }, 201, { location: url });
}

async function getTree(request: RepositoryRequest): Promise<Answer> {
  const object = await readObject(request.gitDir, request.params["sha"] ?? "");
  if (object === null || object.type === "blob") throw new Refused(refusals.notFound());
  const commit = await readCommit(request.gitDir, request.params["sha"] ?? "");
  return json(await treeShape(request, commit?.tree ?? request.params["sha"] ?? ""));
}

async function createTree(request: RepositoryRequest): Promise<Answer> {
  const items = request.body["tree"];
  if (!Array.isArray(items)) throw new Refused(refusals.validationFailed("Invalid tree info"));
  const baseId = textField(request.body, "base_tree");
  const base = baseId === null ? null : ((await readCommit(request.gitDir, baseId))?.tree ?? baseId);
  const changes = new Map<string, FileEntry | null>();
  for (const item of items) {
    const { path, entry } = await treeItem(request, item);
    changes.set(path, entry);
  }
  const id = (await changeTree(request.gitDir, base, changes)) ?? (await writeEmptyTree(request.gitDir));
  return json(await treeShape(request, id), 201);
}

async function treeItem(
  request: RepositoryRequest,
  item: unknown,
): Promise<{ path: string; entry: FileEntry | null }> {
  const fields: Record<string, unknown> = typeof item === "object" && item !== null ? { ...item } : {};
  const { path, mode, sha, content } = fields;
  if (typeof path !== "string") throw new Refused(refusals.validationFailed("Invalid tree info"));
  if (sha === null) return { path, entry: null };
  const plainMode = typeof mode === "string" ? mode.replace(/^0/, "") : "100644";
  if (typeof content === "string") {
    return {
      path,
      entry: { mode: plainMode, id: await writeObject(request.gitDir, "blob", Buffer.from(content)) },
    };
  }
  if (typeof sha !== "string" || (await readInfo(request.gitDir, sha)) === null) {
    throw new Refused(refusals.validationFailed(`tree.sha ${JSON.stringify(sha)} is not a valid blob`));
  }
  return { path, entry: { mode: plainMode, id: sha } };
}

async function treeShape(request: RepositoryRequest, id: string): Promise<Record<string, unknown>> {
  const api = repositoryApiUrl(request.context, request.repository);
  const isRecursive = request.query.has("recursive");
  const entries = isRecursive
    ? [...(await listFiles(request.gitDir, id))].map(([path, entry]) => ({ path, ...entry }))
    : (await readTree(request.gitDir, id)).map((entry) => ({
        path: entry.name,
        mode: entry.mode,
        id: entry.id,
      }));
  const tree: Record<string, unknown>[] = [];
  for (const entry of entries) {
    const type = isTree(entry) ? "tree" : entry.mode === "160000" ? "commit" : "blob";
    const size = type === "blob" ? { size: (await readInfo(request.gitDir, entry.id))?.sizeBytes ?? 0 } : {};
    const url = `${api}/git/${type}s/${entry.id}`;
    tree.push({ path: entry.path, mode: entry.mode.padStart(6, "0"), type, sha: entry.id, ...size, url });
  }
  return { sha: id, url: `${api}/git/trees/${id}`, tree, truncated: false };
}

async function getGitCommit(request: RepositoryRequest): Promise<Answer> {
  const commit = await readCommit(request.gitDir, request.params["sha"] ?? "");
  if (commit === null) throw new Refused(refusals.notFound());
  return json(gitCommitShape(request.context, request.repository, commit));
}

async function createCommit(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, body } = request;
  const tree = textField(body, "tree");
  const message = textField(body, "message");
  const parents = Array.isArray(body["parents"])
    ? body["parents"].filter((it) => typeof it === "string")
    : [];
  const info = tree === null ? null : await readInfo(gitDir, tree);
  if (tree === null || message === null || info?.type !== "tree") {
    throw new Refused(refusals.validationFailed("Tree SHA does not exist"));
  }
  for (const parent of parents) {
    if ((await readInfo(gitDir, parent))?.type !== "commit") {
      throw new Refused(refusals.validationFailed("Parent SHA does not exist or is not a commit object"));
    }
  }
  const bot = botOf(request.caller.app);
  const person: Signature = { name: bot.login, email: noreplyOf(bot), at: context.now() };
  const id = await writeCommit(gitDir, { tree, parents, author: person, committer: person, message });
  const commit = await readCommit(gitDir, id);
  if (commit === null) throw new Error(`The commit ${id} is gone`);
  return json(gitCommitShape(context, repository, commit), 201);
}

async function updateRef(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, params, body } = request;
  const ref = `refs/${params["ref"] ?? ""}`;
  const branch = ref.slice("refs/heads/".length);
  const sha = textField(body, "sha") ?? "";
  return context.writing.take(repository.id, async () => {
    const before = await readRef(gitDir, ref);
    if (before === null) throw new Refused(refusals.validationFailed("Reference does not exist"));
    if ((await readInfo(gitDir, sha))?.type !== "commit")
      throw new Refused(refusals.validationFailed("Object does not exist"));
    const isForward = (await findMergeBase(gitDir, before, sha)) === before;
    if (!isForward && body["force"] !== true) throw new Refused(refusals.notFastForward());
    const violation = findViolation(repository, branch, await changedFiles(gitDir, before, sha));
    if (violation !== null) throw new Refused(refusals.ruleViolation(violation, 422));
    const isMoved = await changeBranch(
      context,
      repository,
      { branch, before, after: sha },
      botOf(request.caller.app),
    );
    if (!isMoved) throw new Refused(refusals.notFastForward());
    return json(refShape(request, ref, sha));
  });
}

async function changedFiles(gitDir: string, before: string, after: string): Promise<JudgedFile[]> {
  const treeOf = async (commit: string): Promise<string | null> =>
    (await readCommit(gitDir, commit))?.tree ?? null;
  const changed: JudgedFile[] = [];
  for (const { path, was, is } of await changedPaths(gitDir, await treeOf(before), await treeOf(after))) {
    if (is === null || is.mode === "160000" || was?.id === is.id) continue;
    changed.push({ path, content: (await readObject(gitDir, is.id))?.content ?? Buffer.alloc(0) });
  }
  return changed;
}
