/** Commits, trees and blobs, as GraphQL shows them. Fields are resolved when asked for. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { readCommit, type Commit, type Signature } from "../git/commit.ts";
import { readInfo, readObject } from "../git/object-store.ts";
import { findEntry, readTree, type FileEntry } from "../git/tree.ts";
import { formatNodeId } from "../node-ids.ts";
import { accountNodeId } from "../shapes/account-shape.ts";
import { isoTime } from "../shapes/repository-shape.ts";
import type { Account, RepositoryRecord } from "../state.ts";
import { loginOf } from "../webhooks/announce-ref.ts";

type Node = Record<string, unknown>;

/** Where GitHub cuts the text of a blob, without a word. */
const MOST_TEXT_BYTES = 512_000;

export async function objectNode(
  context: SandboxContext,
  repository: RepositoryRecord,
  id: string,
): Promise<Node | null> {
  const gitDir = gitDirOf(context, repository);
  const info = await readInfo(gitDir, id);
  switch (info?.type) {
    case "commit": {
      const commit = await readCommit(gitDir, id);
      return commit === null ? null : commitNode(context, repository, commit);
    }
    case "tree":
      return treeNode(context, repository, id, "");
    case "blob":
      return blobNode(context, repository, id);
    case "tag":
    case undefined:
      return null;
  }
}

export function commitNode(context: SandboxContext, repository: RepositoryRecord, commit: Commit): Node {
  const gitDir = gitDirOf(context, repository);
  const [headline = "", ...rest] = commit.message.split("\n");
  return {
    __typename: "Commit",
    id: formatNodeId("C", repository.id, commit.id),
    oid: commit.id,
    abbreviatedOid: commit.id.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    committedDate: isoTime(commit.committer.at),
    authoredDate: isoTime(commit.author.at),
    author: actorNode(context, commit.author),
    committer: actorNode(context, commit.committer),
    url: `${context.address.url}/commit/${commit.id}`,
    // Nothing is signed here, as on an Enterprise Server without web commit signing.
    signature: null,
    tree: () => treeNode(context, repository, commit.tree, ""),
    file: async ({ path }: { path: string }) => {
      const entry = await findEntry(gitDir, commit.tree, path);
      return entry === null || path === "" ? null : entryNode(context, repository, { path, entry });
    },
    history: async ({ first }: { first?: number }) => {
      const commits = await newestAncestors(gitDir, commit, first ?? 0);
      return {
        totalCount: commits.length,
        nodes: commits.map((one) => commitNode(context, repository, one)),
      };
    },
    parents: async ({ first }: { first?: number }) => {
      const parents = await Promise.all(commit.parents.map((id) => objectNode(context, repository, id)));
      return { totalCount: parents.length, nodes: parents.slice(0, first ?? parents.length) };
    },
  };
}

/** Newest first, the commit itself among them. */
async function newestAncestors(gitDir: string, from: Commit, limit: number): Promise<readonly Commit[]> {
  const found: Commit[] = [];
  const known = new Set([from.id]);
  const open = [from];
  while (found.length < limit) {
    open.sort((a, b) => b.committer.at - a.committer.at);
    const next = open.shift();
    if (next === undefined) break;
    found.push(next);
    const parents = next.parents.filter((id) => !known.has(id));
    for (const id of parents) known.add(id);
    for (const parent of await Promise.all(parents.map((id) => readCommit(gitDir, id))))
      if (parent !== null) open.push(parent);
  }
  return found;
}

/** A user is named only where the address is known to be a user's. */
function actorNode(context: SandboxContext, person: Signature): Node {
  const login = loginOf(context, person.email);
  const account = login === null ? null : context.state.account(login);
  const { name, email, at } = person;
  return { name, email, date: isoTime(at), user: account === null ? null : userNode(account) };
}

function userNode(account: Account): Node {
  return { __typename: "User", id: accountNodeId(account), login: account.login, databaseId: account.id };
}

function treeNode(context: SandboxContext, repository: RepositoryRecord, id: string, path: string): Node {
  return {
    __typename: "Tree",
    id: formatNodeId("T", repository.id, id),
    oid: id,
    abbreviatedOid: id.slice(0, 7),
    entries: async () => {
      const entries = await readTree(gitDirOf(context, repository), id);
      return entries.map((entry) =>
        entryNode(context, repository, { path: path === "" ? entry.name : `${path}/${entry.name}`, entry }),
      );
    },
  };
}

function entryNode(
  context: SandboxContext,
  repository: RepositoryRecord,
  { path, entry }: { readonly path: string; readonly entry: FileEntry },
): Node {
  const gitDir = gitDirOf(context, repository);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const type = entry.mode === "40000" ? "tree" : entry.mode === "160000" ? "commit" : "blob";
  const sizeOf = async (): Promise<number> => (await readInfo(gitDir, entry.id))?.sizeBytes ?? 0;
  return {
    __typename: "TreeEntry",
    name,
    nameRaw: Buffer.from(name).toString("base64"),
    path,
    pathRaw: Buffer.from(path).toString("base64"),
    mode: Number.parseInt(entry.mode, 8),
    type,
    oid: entry.id,
    size: () => (type === "blob" ? sizeOf() : 0),
    extension: name.includes(".") ? name.slice(name.lastIndexOf(".")) : "",
    isGenerated: false,
    object: () => {
      if (type === "commit") return null;
      return type === "tree"
        ? treeNode(context, repository, entry.id, path)
        : blobNode(context, repository, entry.id);
    },
  };
}

function blobNode(context: SandboxContext, repository: RepositoryRecord, id: string): Node {
  const gitDir = gitDirOf(context, repository);
  let reading: Promise<Buffer> | null = null;
  const content = (): Promise<Buffer> => {
    reading ??= readObject(gitDir, id).then((it) => it?.content ?? Buffer.alloc(0));
    return reading;
  };
  return {
    __typename: "Blob",
    id: formatNodeId("B", repository.id, id),
    oid: id,
    abbreviatedOid: id.slice(0, 7),
    byteSize: async () => (await readInfo(gitDir, id))?.sizeBytes ?? 0,
    isBinary: async () => isBinary(await content()),
    isTruncated: async () => (await content()).length > MOST_TEXT_BYTES,
    text: async () => {
      const bytes = await content();
      return isBinary(bytes) ? null : bytes.subarray(0, MOST_TEXT_BYTES).toString("utf8");
    },
  };
}

/** As git judges: a null byte near the start. */
function isBinary(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0);
}
