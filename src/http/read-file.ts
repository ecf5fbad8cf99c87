/** Reads one file of a repository at the branch's present head, and checks it; what stands in the way is a problem with a remedy. */
import { isPossiblePath } from "../core/path/possible-path.ts";
import { isText } from "../core/schema/text.ts";
import type { Observation, ObservedFile } from "../core/sync/github-port.ts";
import type { LinkErrorCode } from "../core/sync/model.ts";
import { packBlob } from "../db/blobs.ts";
import type { ReadFile } from "../db/import-api.ts";
import type { Repository } from "../db/repositories.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

/** What a commit can carry, and so what can be kept in step. */
const LARGEST_BYTES = 25_000_000;

export interface FilePlace {
  readonly repository: Repository;
  /** Null: the default branch. */
  readonly branch: string | null;
  readonly path: string;
}

export interface FileRead {
  readonly file: ReadFile;
  readonly text: Buffer;
}

/** @throws HttpProblem with the link's code; GitHubFailure */
export async function readFile(dependencies: Dependencies, place: FilePlace): Promise<FileRead> {
  const { github, checker } = dependencies;
  const { repository, path } = place;
  const branch = place.branch ?? repository.defaultBranch;
  checkPath(path);
  const request = { repository: repository.address, branch, paths: [path], newPaths: [path] };
  const { seen, file } = foundFile(await github.observe(request), { branch, path });
  if (file.sizeBytes > LARGEST_BYTES) throw new HttpProblem("file_too_large");
  const text = file.content ?? (await github.readBlobs(repository.address, [file])).get(file.blob);
  if (text === undefined) throw new HttpProblem("retrying", "GitHub did not give the file whole; try again.");
  if (!isText(text)) throw new HttpProblem("not_text");
  const [{ kind, valid, problems }, content] = await Promise.all([checker.check(text), packBlob(text)]);
  const where = { repository, branch, followsDefault: place.branch === null, path };
  const { author, message } = seen.commit;
  const read = { head: seen.head, author, message, isExecutable: file.isExecutable, content };
  return { text, file: { ...where, ...read, kind, valid, problems } };
}

interface Found {
  readonly seen: Extract<Observation, { kind: "found" }>;
  readonly file: Extract<ObservedFile, { kind: "blob" }>;
}

function foundFile(seen: Observation, at: { readonly branch: string; readonly path: string }): Found {
  const { branch, path } = at;
  if (seen.kind === "refused") throw refusalOf(seen.code, branch);
  if (seen.kind === "empty-repository") {
    throw new HttpProblem("file_not_found", "The repository is empty; push the file first.");
  }
  const file = seen.files.get(path) ?? { kind: "unknown" };
  switch (file.kind) {
    case "blob":
      return { seen, file };
    case "absent":
      throw absentAt(at, file.sibling);
    case "not-a-file":
      throw new HttpProblem(file.code);
    case "unknown":
      throw new HttpProblem("retrying", "GitHub did not say what is at the path; try again.");
  }
}

function refusalOf(code: LinkErrorCode, branch: string): HttpProblem {
  if (code !== "branch_not_found") return new HttpProblem(code);
  return new HttpProblem(code, `The repository has no branch ${branch}; push it first, or name another one.`);
}

function absentAt(
  { branch, path }: { readonly branch: string; readonly path: string },
  sibling: string | null,
): HttpProblem {
  const other =
    sibling === null
      ? "push it first, or correct the path"
      : `there is ${sibling}: write the path in the same letters`;
  return new HttpProblem("file_not_found", `There is no file ${path} on ${branch}; ${other}.`);
}

function checkPath(path: string): void {
  if (isPossiblePath(path)) return;
  throw new HttpProblem(
    "path_invalid",
    "Name the file by its path from the repository's root, such as api/openapi.yaml.",
  );
}
