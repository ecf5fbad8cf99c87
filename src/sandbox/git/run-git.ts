/** Starts git with what the user's own configuration says left out, so that every machine gives the same. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";

export class GitError extends Error {
  override readonly name = "GitError";
  readonly stderr: string;

  constructor(args: readonly string[], code: number | null, stderr: string) {
    super(`git ${args[0] ?? ""} ended with ${code}: ${stderr.trim()}`);
    this.stderr = stderr;
  }
}

export function startGit(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  const env = { ...inheritedEnvironment(), ...ISOLATED, ...environment };
  return spawn("git", args, { env, stdio: ["pipe", "pipe", "pipe"] });
}

/** @throws GitError where git says no. */
export async function runGit(
  gitDir: string,
  args: readonly string[],
  input?: string | Buffer,
): Promise<Buffer> {
  const child = startGit(["--git-dir", gitDir, ...args]);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new GitError(args, code, Buffer.concat(errors).toString("utf8"));
  return Buffer.concat(output);
}

const MOST_REMEMBERED = 1000;
const remembered = new Map<string, Promise<Buffer>>();

/** As `runGit`, for what object ids alone decide: asked once, and remembered. @throws GitError where git says no. */
export function runGitOnce(gitDir: string, args: readonly string[]): Promise<Buffer> {
  const key = JSON.stringify([gitDir, ...args]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const answer = runGit(gitDir, args);
  answer.catch(() => remembered.delete(key));
  for (const oldest of remembered.keys()) {
    if (remembered.size < MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  remembered.set(key, answer);
  return answer;
}

const ISOLATED: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

/** Git finds its own programs by PATH; nothing else is taken from the environment. */
function inheritedEnvironment(): Record<string, string> {
  // oxlint-disable-next-line node/no-process-env -- a child process needs PATH; the sandbox is configured by nothing of it
  const { PATH, HOME, TMPDIR } = process.env;
  return Object.fromEntries(
    Object.entries({ PATH, HOME, TMPDIR }).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
}
