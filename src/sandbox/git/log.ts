/** History, with the paths that every commit changes. */
import { readLoneCommit } from "./lone-commit.ts";
import type { LoggedCommit, LogRange } from "./logged-commit.ts";
import { runGit, runGitOnce } from "./run-git.ts";

const RECORD = "\u0001";
const FIELDS = ["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"].join("%x00");

export async function readLog(gitDir: string, range: LogRange): Promise<readonly LoggedCommit[]> {
  if (range.from.length === 0) return [];
  const lone = await readLoneCommit(gitDir, range);
  if (lone !== null) return [lone];
  const output = await runGit(gitDir, [
    "-c",
    "core.quotePath=false",
    "log",
    "-z",
    "--name-status",
    "--no-renames",
    "--topo-order",
    "--root",
    `--format=${RECORD}${FIELDS}%x00${RECORD}`,
    ...(range.limit === undefined ? [] : [`--max-count=${range.limit}`]),
    ...range.from,
    ...(range.without ?? []).map((id) => `^${id}`),
    "--",
  ]);
  const commits = parseLog(output.toString("utf8"));
  return range.order === "oldest-first" ? commits.toReversed() : commits;
}

export async function countCommits(gitDir: string, from: string, without: string): Promise<number> {
  return Number((await runGitOnce(gitDir, ["rev-list", "--count", from, `^${without}`])).toString("latin1"));
}

/** The best common ancestor; null where there is none. */
export async function findMergeBase(gitDir: string, one: string, other: string): Promise<string | null> {
  const text = await runGit(gitDir, ["merge-base", one, other]).catch(() => null);
  return text?.toString("latin1").trim() ?? null;
}

function parseLog(text: string): LoggedCommit[] {
  const parts = text.split(RECORD).slice(1);
  const commits: LoggedCommit[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    commits.push(parseEntry(parts[at] ?? "", parts[at + 1] ?? ""));
  return commits;
}

function parseEntry(fields: string, files: string): LoggedCommit {
  const [id = "", tree = "", parents = "", an = "", ae = "", ad = "", cn = "", ce = "", cd = "", body = ""] =
    fields.split("\0");
  const changes = parseChanges(files);
  return {
    id,
    tree,
    parents: parents.split(" ").filter((it) => it !== ""),
    author: { name: an, email: ae, date: ad },
    committer: { name: cn, email: ce, date: cd },
    message: body.replace(/\n+$/, ""),
    added: pathsOf(changes, "A"),
    removed: pathsOf(changes, "D"),
    modified: [...pathsOf(changes, "M"), ...pathsOf(changes, "T")],
  };
}

function parseChanges(text: string): { readonly status: string; readonly path: string }[] {
  const parts = text
    .split("\0")
    .map((it) => it.replace(/^\n/, ""))
    .filter((it) => it !== "");
  const changes: { status: string; path: string }[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    changes.push({ status: parts[at] ?? "", path: parts[at + 1] ?? "" });
  return changes;
}

function pathsOf(changes: ReturnType<typeof parseChanges>, status: string): string[] {
  return changes.filter((it) => it.status === status).map((it) => it.path);
}
