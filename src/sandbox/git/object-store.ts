/**
 * Git objects, read and written as loose files: the repositories are configured so that a push is unpacked and nothing is
 * ever packed. What is not there loose (somebody ran `git gc`) is asked of git itself.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { constants, deflate, inflate, inflateSync } from "node:zlib";
import { promisify } from "node:util";
import { runGit } from "./run-git.ts";

export type ObjectType = "blob" | "tree" | "commit" | "tag";

export interface GitObject {
  readonly type: ObjectType;
  readonly content: Buffer;
}

export interface ObjectInfo {
  readonly type: ObjectType;
  readonly sizeBytes: number;
}

const OBJECT_ID = /^[0-9a-f]{40}$/;
const inflateAll = promisify(inflate);
const deflateAll = promisify<Buffer, { level: number }, Buffer>(deflate);

export async function readObject(gitDir: string, id: string): Promise<GitObject | null> {
  if (!OBJECT_ID.test(id)) return null;
  const packed = await readFile(pathOf(gitDir, id)).catch(() => null);
  if (packed === null) return readPacked(gitDir, id);
  const whole = await inflateAll(packed);
  const end = whole.indexOf(0);
  return { type: parseHeader(whole.subarray(0, end)).type, content: whole.subarray(end + 1) };
}

/** Type and size, without unpacking the content. */
export async function readInfo(gitDir: string, id: string): Promise<ObjectInfo | null> {
  if (!OBJECT_ID.test(id)) return null;
  const file = await open(pathOf(gitDir, id)).catch(() => null);
  if (file === null) {
    const object = await readPacked(gitDir, id);
    return object === null ? null : { type: object.type, sizeBytes: object.content.length };
  }
  const start = Buffer.alloc(256);
  const { bytesRead } = await file.read(start, 0, start.length, 0).finally(() => file.close());
  const text = inflateSync(start.subarray(0, bytesRead), { finishFlush: constants.Z_SYNC_FLUSH });
  return parseHeader(text.subarray(0, text.indexOf(0)));
}

/** Returns its id. An object that is there already is left as it is. */
export async function writeObject(gitDir: string, type: ObjectType, content: Buffer): Promise<string> {
  const header = Buffer.from(`${type} ${content.length}\0`);
  const id = createHash("sha1").update(header).update(content).digest("hex");
  const path = pathOf(gitDir, id);
  if (await stat(path).catch(() => null)) return id;
  const packed = await deflateAll(Buffer.concat([header, content]), { level: 1 });
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(path), `tmp_obj_${randomUUID()}`);
  await writeFile(draft, packed, { mode: 0o444 });
  await rename(draft, path);
  return id;
}

function pathOf(gitDir: string, id: string): string {
  return join(gitDir, "objects", id.slice(0, 2), id.slice(2));
}

async function readPacked(gitDir: string, id: string): Promise<GitObject | null> {
  const packs = await stat(join(gitDir, "objects", "pack")).catch(() => null);
  if (packs === null) return null;
  const answer = await runGit(gitDir, ["cat-file", "--batch"], `${id}\n`);
  const end = answer.indexOf(10);
  const [, type, size] = answer.subarray(0, end).toString("latin1").split(" ");
  if (type === undefined || size === undefined) return null;
  return { type: parseType(type), content: answer.subarray(end + 1, end + 1 + Number(size)) };
}

function parseHeader(header: Buffer): ObjectInfo {
  const [type = "", size = ""] = header.toString("latin1").split(" ");
  return { type: parseType(type), sizeBytes: Number(size) };
}

function parseType(text: string): ObjectType {
  if (text === "blob" || text === "tree" || text === "commit" || text === "tag") return text;
  throw new Error(`Not a git object: ${text.slice(0, 20)}`);
}
