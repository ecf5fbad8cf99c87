/** Documents in a running Lockstep, linked to files of its sandbox, and what tests do to them. */
import { type BlobId, blobIdOf } from "../../src/core/git/object-id.ts";
import { packBlob } from "../../src/db/blobs.ts";
import { addRevision } from "../../src/db/documents.ts";
import type { RequestEntry } from "../../src/sandbox/request-log.ts";
import { aCollection } from "./a-collection.ts";
import type { ALockstep } from "./a-lockstep.ts";

export interface LinkShown {
  readonly id: number;
  readonly state: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
  readonly store: BlobId | null;
  readonly remote: BlobId | null;
  readonly agreed: { readonly store: string; readonly remote: string } | null;
  readonly head: string | null;
  readonly nextAttemptAt: string | null;
}

export interface Linked {
  /** Row id of the document. */
  readonly document: number;
  /** Below the workspace: where its revisions are. */
  readonly address: string;
  readonly link: number;
}

export type LinkWish = Readonly<Record<string, unknown>>;

/** Until no webhook is on its way and nothing is left that could run now. */
export async function settle({ sandbox, engine }: ALockstep): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await sandbox.webhooks.idle();
    await engine.idle();
  }
}

export function blobOf(text: string | Buffer): BlobId {
  return blobIdOf(Buffer.from(text));
}

/** An API of one version `1.0`, without a text and a link. */
export async function anApiVersion(lockstep: ALockstep, name: string): Promise<Omit<Linked, "link">> {
  const slug = name.toLowerCase();
  await ok(lockstep.call("POST", "apis", { name }));
  await ok(lockstep.call("POST", `apis/${slug}/versions`, { name: "1.0" }));
  const row = await lockstep.store.read
    .selectFrom("versions")
    .innerJoin("apis", "apis.id", "versions.api")
    .select("versions.document")
    .where("apis.slug", "=", slug)
    .executeTakeFirstOrThrow();
  return { document: row.document, address: `apis/${slug}/versions/1.0` };
}

/** A version linked to a file; with `text`, the store has that before it is linked. */
export async function aLinkedSchema(
  lockstep: ALockstep,
  wish: LinkWish & { readonly name?: string; readonly text?: string },
): Promise<Linked> {
  const { name = "Petstore", text, ...place } = wish;
  const version = await anApiVersion(lockstep, name);
  if (text !== undefined) await saveText(lockstep, version.document, text);
  const made = await ok(
    lockstep.call("PUT", `${version.address}/link`, { repository: "petstore", ...place }),
  );
  await settle(lockstep);
  return { ...version, link: made.id };
}

/** A collection backed up; saved once before it is linked. */
export async function aBackup(
  lockstep: ALockstep,
  wish: LinkWish & { readonly id?: string; readonly name?: string; readonly note?: string } = {},
): Promise<Linked & { readonly id: string }> {
  const { id: wishedId, name, note, ...place } = wish;
  const { id, body } = aCollection({
    ...(wishedId !== undefined && { id: wishedId }),
    ...(name !== undefined && { name }),
    ...(note !== undefined && { note }),
  });
  await ok(lockstep.call("PUT", `collections/${id}`, body));
  const made = await ok(
    lockstep.call("POST", `collections/${id}/backups`, { repository: "petstore", ...place }),
  );
  await settle(lockstep);
  const row = await lockstep.store.read
    .selectFrom("collections")
    .select("document")
    .where("uid", "=", id)
    .executeTakeFirstOrThrow();
  return { id, document: row.document, address: `collections/${id}`, link: made.id };
}

/** A save of a schema in the store. */
export async function saveText(lockstep: ALockstep, document: number, text: string): Promise<void> {
  const content = await packBlob(Buffer.from(text));
  const { workspaceId } = await lockstep.store.read
    .selectFrom("documents")
    .select("workspaceId")
    .where("id", "=", document)
    .executeTakeFirstOrThrow();
  await lockstep.store.write((tx) =>
    addRevision(tx, {
      document,
      workspaceId,
      content,
      origin: "store",
      author: null,
      message: null,
      at: Date.now(),
      commit: null,
      valid: true,
      problems: [],
    }),
  );
}

export async function linkOf(lockstep: ALockstep, { link }: Pick<Linked, "link">): Promise<LinkShown> {
  return ok(lockstep.call("GET", `links/${link}`));
}

export interface RevisionShown {
  readonly number: number;
  readonly blob: string;
  readonly origin: string;
  readonly author: string | null;
  readonly message: string | null;
  readonly at: string;
  readonly commit: string | null;
  readonly valid: boolean;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Newest first. */
export async function revisionsOf(
  lockstep: ALockstep,
  { address }: Pick<Linked, "address">,
): Promise<readonly RevisionShown[]> {
  return (await ok(lockstep.call("GET", `${address}/revisions`))).items;
}

export async function contentOf(lockstep: ALockstep, blob: string | null): Promise<string> {
  const answer = await lockstep.call("GET", `blobs/${blob}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.rawPayload.toString("utf8");
}

/** Requests to GitHub that count: neither for tokens, nor git's own. */
export function requestsTo({ sandbox }: ALockstep): readonly RequestEntry[] {
  return sandbox.requests.list().filter(({ kind }) => kind !== "token" && kind !== "git");
}

/** What `work` costs, once all is settled. */
export async function requestsOf(
  lockstep: ALockstep,
  work: () => Promise<unknown>,
): Promise<readonly RequestEntry["kind"][]> {
  lockstep.sandbox.requests.clear();
  await work();
  await settle(lockstep);
  return requestsTo(lockstep).map(({ kind }) => kind);
}

async function ok(answering: ReturnType<ALockstep["call"]>) {
  const answer = await answering;
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json();
}
