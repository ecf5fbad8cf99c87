/** Commit objects. */
import { readObject, writeObject } from "./object-store.ts";

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly at: number;
}

export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export type NewCommit = Omit<Commit, "id">;

export async function readCommit(gitDir: string, id: string): Promise<Commit | null> {
  const object = await readObject(gitDir, id);
  if (object === null || object.type !== "commit") return null;
  return parseCommit(id, object.content.toString("utf8"));
}

export async function writeCommit(gitDir: string, commit: NewCommit): Promise<string> {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatSignature(commit.author)}`,
    `committer ${formatSignature(commit.committer)}`,
    "",
    commit.message.endsWith("\n") ? commit.message : `${commit.message}\n`,
  ];
  return writeObject(gitDir, "commit", Buffer.from(lines.join("\n")));
}

function parseCommit(id: string, text: string): Commit {
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end).split("\n");
  const all = (key: string): string[] =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    id,
    tree: all("tree")[0] ?? "",
    parents: all("parent"),
    author: parseSignature(all("author")[0] ?? ""),
    committer: parseSignature(all("committer")[0] ?? ""),
    message: text.slice(end + 2).replace(/\n+$/, ""),
  };
}

function formatSignature(signature: Signature): string {
  return `${withoutMarks(signature.name)} <${withoutMarks(signature.email)}> ${Math.floor(signature.at / 1000)} +0000`;
}

function withoutMarks(text: string): string {
  return text.replaceAll(/[<>\n]/g, "");
}

function parseSignature(text: string): Signature {
  const parts = /^(.*?) ?<([^>]*)> (\d+)/.exec(text);
  return { name: parts?.[1] ?? "", email: parts?.[2] ?? "", at: Number(parts?.[3] ?? 0) * 1000 };
}
