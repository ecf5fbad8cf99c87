/** An API made from a file: API, version, first revision and link appear together, or not at all. */
import type { CommitId } from "../core/git/object-id.ts";
import { pathKey } from "../core/path/policy.ts";
import type { Problem } from "../core/sync/model.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { type ApiRecord, makeApi, type NewApi } from "./apis.ts";
import type { PackedBlob } from "./blobs.ts";
import { moveDisplaced } from "./default-branch.ts";
import { addRevision } from "./documents.ts";
import { ensureLane } from "./lanes.ts";
import { NOTHING_KNOWN } from "./link-columns.ts";
import type { Repository } from "./repositories.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";
import { makeVersion, type VersionRecord } from "./versions.ts";

/** A file as it was read at one commit, and what its check found. */
export interface ReadFile {
  readonly repository: Repository;
  readonly branch: string;
  readonly followsDefault: boolean;
  readonly path: string;
  readonly head: CommitId;
  /** Of the head commit. */
  readonly author: string | null;
  readonly message: string;
  readonly isExecutable: boolean;
  readonly content: PackedBlob;
  readonly kind: string | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

export interface ApiFromFile {
  readonly api: NewApi;
  readonly version: string;
  readonly file: ReadFile;
}

export type Imported =
  | { readonly kind: "done"; readonly api: ApiRecord }
  | { readonly kind: "exists" }
  | { readonly kind: "path_linked" };

export async function importApi(tx: Tx, { api, version, file }: ApiFromFile, deed: Deed): Promise<Imported> {
  if (await isLinked(tx, file)) return { kind: "path_linked" };
  const made = await makeApi(tx, api, deed);
  if (made.kind === "exists") return made;
  const first = await makeVersion(tx, made.api, { version: { name: version, kind: file.kind }, deed });
  if (first.kind === "exists") throw new Error("A new API has a version already.");
  await addFirstRevision(tx, { workspaceId: api.workspaceId, version: first.version, file }, deed);
  await addSettledLink(tx, { workspaceId: api.workspaceId, version: first.version, file }, deed);
  // The default branch may have been another when the file was read.
  if (file.followsDefault) await moveDisplaced(tx, file.repository.id, deed.at);
  return { kind: "done", api: made.api };
}

async function isLinked(tx: Tx, { repository, branch, path }: ReadFile): Promise<boolean> {
  const row = await tx.query
    .selectFrom("links")
    .select("id")
    .where("repository", "=", repository.id)
    .where("branch", "=", branch)
    .where("pathKey", "=", pathKey(path))
    .executeTakeFirst();
  return row !== undefined;
}

interface Import {
  readonly workspaceId: number;
  readonly version: VersionRecord;
  readonly file: ReadFile;
}

async function addFirstRevision(tx: Tx, { workspaceId, version, file }: Import, deed: Deed): Promise<void> {
  const { content, head, author, message, repository, valid, problems } = file;
  const number = await addRevision(tx, {
    document: version.document,
    workspaceId,
    content,
    origin: "import",
    author,
    message,
    at: deed.at,
    commit: { id: head, url: `${repository.htmlUrl}/commit/${head}` },
    valid,
    problems,
  });
  const data = { number, blob: content.blob, origin: "import" };
  await recordActivity(tx, {
    workspaceId,
    type: "revision.added",
    document: version.document,
    data,
    ...deed,
  });
}

/** The lane looks once, as it has not seen the branch itself. */
async function addSettledLink(tx: Tx, made: Import, deed: Deed): Promise<void> {
  const { workspaceId, version, file } = made;
  const { repository, branch, path } = file;
  const lane = await ensureLane(tx, { workspaceId, repository: repository.id, branch });
  const { id } = await tx.query
    .insertInto("links")
    .values({ ...settledColumns(made, deed.at), lane })
    .returning("id")
    .executeTakeFirstOrThrow();
  await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], deed.at);
  const data = { repository: `${repository.address.owner}/${repository.address.name}`, branch, path };
  await recordActivity(tx, {
    workspaceId,
    type: "link.made",
    document: version.document,
    link: id,
    data,
    ...deed,
  });
  tx.signal("links");
}

/** Both sides are known to be equal, so the link begins agreed. */
function settledColumns({ workspaceId, version, file }: Import, at: number) {
  const { repository, branch, followsDefault, path, isExecutable, content } = file;
  const { blob } = content;
  return {
    workspaceId,
    document: version.document,
    kind: "schema",
    repository: repository.id,
    branch,
    followsDefault: followsDefault ? 1 : 0,
    path,
    pathKey: pathKey(path),
    mode: "auto",
    keep: null,
    ...NOTHING_KNOWN,
    agreedStore: blob,
    agreedRemote: blob,
    remote: blob,
    remoteCanonical: blob,
    isExecutable: isExecutable ? 1 : 0,
    state: "in_sync",
    code: null,
    message: null,
    since: at,
    nextAttemptAt: null,
    verifiedAt: at,
    createdAt: at,
  } as const;
}
