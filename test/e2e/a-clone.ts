/** A user's clone, worked on with the user's own git. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { devNull } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export const PERSON = { name: "Mona", email: "mona@example.com" } as const;

/** No settings of this machine's user, no question in a terminal, no proxy on the way to loopback. */
export const GIT_ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: PERSON.name,
  GIT_AUTHOR_EMAIL: PERSON.email,
  GIT_COMMITTER_NAME: PERSON.name,
  GIT_COMMITTER_EMAIL: PERSON.email,
  no_proxy: "127.0.0.1",
} as const;

export interface Clone {
  read(path: string): Promise<Buffer>;
  /** Answers the commit's id. */
  commitAndPush(path: string, content: string | Buffer, message: string): Promise<string>;
  pull(): Promise<void>;
  /** Subjects of the commits, newest first. */
  subjects(): Promise<readonly string[]>;
  git(...args: readonly string[]): Promise<string>;
}

export async function clone(url: string, folder: string): Promise<Clone> {
  await git(["clone", "-q", url, folder]);
  const inClone = (...args: readonly string[]): Promise<string> => git(["-C", folder, ...args]);
  return {
    git: inClone,
    read: (path) => readFile(join(folder, path)),
    async commitAndPush(path, content, message) {
      await writeFile(join(folder, path), content);
      await inClone("add", path);
      await inClone("commit", "-qm", message);
      await inClone("push", "-q");
      return inClone("rev-parse", "HEAD");
    },
    async pull() {
      await inClone("pull", "-q", "--ff-only");
    },
    subjects: async () => (await inClone("log", "--format=%s")).split("\n"),
  };
}

async function git(args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", args, { env: { ...process.env, ...GIT_ENVIRONMENT } });
  return stdout.trimEnd();
}
