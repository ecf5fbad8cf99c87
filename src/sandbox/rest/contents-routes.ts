/** The contents API: reading a file or a directory, and writing one file. */
import { json, Refused, type Answer } from "../answer.ts";
import { readCommit, type Signature } from "../git/commit.ts";
import { readInfo, readObject } from "../git/object-store.ts";
import { listRefs, readRef } from "../git/refs.ts";
import { resolveRevision } from "../git/resolve.ts";
import { findClash, findEntry, isTree, readTree, type FileEntry } from "../git/tree.ts";
import * as refusals from "../refusals.ts";
import { findViolation } from "../rules.ts";
import { botOf } from "../shapes/account-shape.ts";
import { gitCommitShape } from "../shapes/commit-shape.ts";
import { repositoryApiUrl, repositoryHtmlUrl } from "../shapes/repository-shape.ts";
import { commitOnBranch, noreplyOf } from "../write-branch.ts";
import { textField, type RepositoryRequest, type Route } from "./route.ts";

const PATH = "/repos/{owner}/{repo}/contents/{path+}";

export const CONTENTS_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, access: "contents:read", handle: getContents },
  { method: "PUT", path: PATH, access: "contents:write", handle: putContents },
];

/** Above this the JSON answer carries no text. */
const MOST_JSON_BYTES = 1_048_576;

async function getContents(request: RepositoryRequest): Promise<Answer> {
  const { repository, gitDir, params, query } = request;
  const path = (params["path"] ?? "").replace(/\/+$/, "");
  const ref = query.get("ref") ?? repository.defaultBranch;
  const entry = await findShownEntry(request, ref, path);
  if (entry === null) throw new Refused(refusals.notFound());
  if (isTree(entry)) return json(await listDirectory(request, { path, ref, entry }));
  const content = (await readObject(gitDir, entry.id))?.content ?? Buffer.alloc(0);
  if (request.headers.accept?.includes("raw") === true) {
    return {
      status: 200,
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
      body: content,
    };
  }
  const isWhole = content.length <= MOST_JSON_BYTES;
  const text = isWhole ? content.toString("base64").replaceAll(/.{60}/g, "$&\n") : "";
  const item = await itemShape(request, { path, ref, entry });
  return json({ ...item, content: text, encoding: isWhole ? "base64" : "none" });
}

async function findShownEntry(
  request: RepositoryRequest,
  ref: string,
  path: string,
): Promise<FileEntry | null> {
  const id = await resolveRevision(request.context, request.repository, ref);
  const commit = id === null ? null : await readCommit(request.gitDir, id);
  return commit === null ? null : findEntry(request.gitDir, commit.tree, path);
}

interface Item {
  readonly path: string;
  readonly ref: string;
  readonly entry: FileEntry;
}

async function listDirectory(
  request: RepositoryRequest,
  { path, ref, entry }: Item,
): Promise<Record<string, unknown>[]> {
  const shown: Record<string, unknown>[] = [];
  for (const it of await readTree(request.gitDir, entry.id)) {
    shown.push(
      await itemShape(request, { path: path === "" ? it.name : `${path}/${it.name}`, ref, entry: it }),
    );
  }
  return shown;
}

async function itemShape(
  request: RepositoryRequest,
  { path, ref, entry }: Item,
): Promise<Record<string, unknown>> {
  const { context, repository, gitDir } = request;
  const type = isTree(entry) ? "dir" : entry.mode === "160000" ? "submodule" : "file";
  const urlPath = path.split("/").map(encodeURIComponent).join("/");
  const api = repositoryApiUrl(context, repository);
  const html = repositoryHtmlUrl(context, repository);
  const links = {
    self: `${api}/contents/${urlPath}?ref=${encodeURIComponent(ref)}`,
    git: `${api}/git/${type === "dir" ? "trees" : "blobs"}/${entry.id}`,
    html: `${html}/${type === "dir" ? "tree" : "blob"}/${encodeURI(ref)}/${urlPath}`,
  };
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha: entry.id,
    size: type === "file" ? ((await readInfo(gitDir, entry.id))?.sizeBytes ?? 0) : 0,
    url: links.self,
    html_url: links.html,
    git_url: links.git,
    download_url: type === "file" ? `${html}/raw/${encodeURI(ref)}/${urlPath}` : null,
    type,
    _links: links,
  };
}

async function putContents(request: RepositoryRequest): Promise<Answer> {
  const message = textField(request.body, "message");
  const content = textField(request.body, "content");
  if (message === null || content === null) {
    const missing = message === null ? "message" : "content";
    throw new Refused(refusals.validationFailed(`Invalid request.\n\n"${missing}" wasn't supplied.`));
  }
  const bytes = Buffer.from(content, "base64");
  return request.context.writing.take(request.repository.id, () => writeFile(request, message, bytes));
}

async function writeFile(request: RepositoryRequest, message: string, content: Buffer): Promise<Answer> {
  const { context, repository, gitDir, params, body } = request;
  const path = params["path"] ?? "";
  const branch = textField(body, "branch") ?? repository.defaultBranch;
  const parent = await findParent(gitDir, branch);
  const old = await checkPresent(request, parent, path);
  const violation = findViolation(repository, branch, [{ path, content }]);
  if (violation !== null) throw new Refused(refusals.ruleViolation(violation, 409));
  const bot = botOf(request.caller.app);
  const person: Signature = { name: bot.login, email: noreplyOf(bot), at: context.now() };
  const files = [{ path, file: { mode: old?.mode ?? "100644", content } }];
  const commit = { branch, parent, files, message, author: person, committer: person };
  const id = await commitOnBranch(context, repository, commit, bot);
  if (id === null) throw new Refused(refusals.staleSha(path, textField(body, "sha") ?? ""));
  return json(await writtenShape(request, { path, branch, id }), old === null ? 201 : 200);
}

/** Null in an empty repository only, where any branch may begin. */
async function findParent(gitDir: string, branch: string): Promise<string | null> {
  const parent = await readRef(gitDir, `refs/heads/${branch}`);
  if (parent !== null || (await listRefs(gitDir, "refs/heads/")).size === 0) return parent;
  throw new Refused(refusals.branchNotFound(branch));
}

interface Written {
  readonly path: string;
  readonly branch: string;
  readonly id: string;
}

async function writtenShape(request: RepositoryRequest, written: Written): Promise<Record<string, unknown>> {
  const { context, repository, gitDir } = request;
  const commit = await readCommit(gitDir, written.id);
  const entry = commit === null ? null : await findEntry(gitDir, commit.tree, written.path);
  if (commit === null || entry === null) throw new Error(`The commit ${written.id} is gone`);
  const content = await itemShape(request, { path: written.path, ref: written.branch, entry });
  return { content, commit: gitCommitShape(context, repository, commit) };
}

/** What is at the path now, having checked that `sha` names it. */
async function checkPresent(
  request: RepositoryRequest,
  parent: string | null,
  path: string,
): Promise<FileEntry | null> {
  const { gitDir, body } = request;
  const given = textField(body, "sha");
  const tree = parent === null ? null : ((await readCommit(gitDir, parent))?.tree ?? null);
  if (tree !== null && (await findClash(gitDir, tree, path)) !== null) {
    throw new Refused(
      refusals.validationFailed(`Invalid request.\n\n${path} is a directory or lies below a file.`),
    );
  }
  const old = tree === null ? null : await findEntry(gitDir, tree, path);
  if (old !== null && given === null) throw new Refused(refusals.shaMissing());
  if (given !== null && old?.id !== given) throw new Refused(refusals.staleSha(path, given));
  return old;
}
