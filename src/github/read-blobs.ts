/** The bytes of blobs, each proven by its hash: in one query for what GraphQL gives whole, over REST for the rest. */
import type { ProbotOctokit } from "probot";
import { isFields } from "../core/fields.ts";
import { blobIdOf } from "../core/git/object-id.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { fieldsOrNull, listAt, textOrNull } from "./answer.ts";
import { failureOfGraphqlError, refusedBy } from "./failure-of.ts";
import type { Refused } from "./failure-of.ts";
import { askGraphql } from "./graphql.ts";
import { provenText } from "./observed-files.ts";

export interface WantedBlob {
  readonly blob: BlobId;
  readonly sizeBytes: number;
}

/** GraphQL cuts texts at 512,000 bytes. */
const TEXT_LIMIT_BYTES = 500_000;
/** One answer of GraphQL. */
const QUERY_LIMIT_BYTES = 8_000_000;
const QUERY_LIMIT_BLOBS = 100;
/** https://docs.github.com/en/rest/git/blobs#get-a-blob */
const BLOB_LIMIT_BYTES = 100 * 1024 * 1024;

export async function readBlobs(
  octokit: ProbotOctokit,
  {
    repository,
    wanted: kind,
  }: { readonly repository: RepositoryAddress; readonly wanted: "all" | "texts" | undefined },
  blobs: readonly WantedBlob[],
): Promise<ReadonlyMap<BlobId, Buffer>> {
  const contents = new Map<BlobId, Buffer>();
  const wanted = [...new Map(blobs.map((blob) => [blob.blob, blob])).values()];
  for (const batch of batchesOf(wanted.filter((blob) => blob.sizeBytes <= TEXT_LIMIT_BYTES))) {
    for (const [blob, content] of await readTexts(octokit, repository, batch)) contents.set(blob, content);
  }
  if (kind === "texts") return contents;
  for (const { blob, sizeBytes } of wanted) {
    if (contents.has(blob) || sizeBytes > BLOB_LIMIT_BYTES) continue;
    const content = await readRaw(octokit, repository, blob);
    if (content !== null) contents.set(blob, content);
  }
  return contents;
}

function batchesOf(blobs: readonly WantedBlob[]): readonly (readonly WantedBlob[])[] {
  const batches: WantedBlob[][] = [];
  let room = 0;
  for (const blob of blobs) {
    let batch = batches.at(-1);
    if (batch === undefined || blob.sizeBytes > room || batch.length >= QUERY_LIMIT_BLOBS) {
      batch = [];
      batches.push(batch);
      room = QUERY_LIMIT_BYTES;
    }
    batch.push(blob);
    room -= blob.sizeBytes;
  }
  return batches;
}

/** Texts that GitHub gave whole; a blob that is no text, or is cut, is left out. */
async function readTexts(
  octokit: ProbotOctokit,
  repository: RepositoryAddress,
  blobs: readonly WantedBlob[],
): Promise<readonly (readonly [BlobId, Buffer])[]> {
  const answer = await askGraphql(octokit, {
    kind: "query",
    operationName: "LockstepReadBlobs",
    document: blobsDocument(blobs.length),
    variables: {
      id: repository.nodeId,
      ...Object.fromEntries(blobs.map(({ blob }, index) => [`b${index}`, blob])),
    },
  });
  for (const error of answer.errors) {
    const failure = failureOfGraphqlError(error, answer.headers, Date.now());
    if (failure !== null && error.path.length < 2) throw new GitHubFailure(failure, { cause: error });
  }
  const node = fieldsOrNull(answer.data?.["node"]);
  return blobs.flatMap(({ blob }, index) => {
    const content = provenText(textOrNull(fieldsOrNull(node?.[`b${index}`]), "text"), blob);
    return content === null ? [] : [[blob, content] as const];
  });
}

function blobsDocument(count: number): string {
  const indexes = Array.from({ length: count }, (_none, index) => index);
  const variables = indexes.map((index) => `, $b${index}: GitObjectID!`).join("");
  const selections = indexes
    .map((index) => `b${index}: object(oid: $b${index}) { ... on Blob { text } }`)
    .join(" ");
  return `query LockstepReadBlobs($id: ID!${variables}) { node(id: $id) { ... on Repository { ${selections} } } }`;
}

/** Null where there is no such blob, or it is too large after all. */
async function readRaw(
  octokit: ProbotOctokit,
  repository: RepositoryAddress,
  blob: BlobId,
): Promise<Buffer | null> {
  try {
    const answer = await octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
      owner: repository.owner,
      repo: repository.name,
      file_sha: blob,
      headers: { accept: "application/vnd.github.raw+json" },
      // Octokit would read the bytes as text in UTF-8, whatever they are.
      request: { parseSuccessResponseBody: false },
    });
    const content = await bytesOf(answer.data);
    return content !== null && blobIdOf(content) === blob ? content : null;
  } catch (error) {
    const refused = refusedBy(error);
    if (refused !== null && (refused.status === 404 || refused.status === 422 || isTooLarge(refused)))
      return null;
    throw error;
  }
}

async function bytesOf(data: unknown): Promise<Buffer | null> {
  return data instanceof ReadableStream ? Buffer.from(await new Response(data).arrayBuffer()) : null;
}

function isTooLarge({ status, body }: Refused): boolean {
  return (
    status === 403 && isFields(body) && listAt(body, "errors").some((error) => error["code"] === "too_large")
  );
}
