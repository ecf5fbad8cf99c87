/** The API with collections, versions and links, and lanes that rest when a test says so. */
import { type BlobId, type CommitId, parseCommitId } from "../../src/core/git/object-id.ts";
import { makeApi } from "../../src/db/apis.ts";
import { packBlob } from "../../src/db/blobs.ts";
import type { KnownClosure } from "../../src/db/closures.ts";
import { addRevision, keepRevision } from "../../src/db/documents.ts";
import type { LinkRow } from "../../src/db/links.ts";
import type { Store } from "../../src/db/store.ts";
import { makeVersion } from "../../src/db/versions.ts";
import { aGitHub } from "./a-github.ts";
import { anApi, type AnApi, type ApiOverrides } from "./an-api.ts";

const deed = { at: 1, actor: null };

/** GitHub knows every branch, and no file. */
const anEmptyBranch = aGitHub({
  observe: ({ repository, paths }) =>
    Promise.resolve({
      kind: "found",
      head: parseCommitId("d".repeat(40)),
      parents: [],
      ancestors: [],
      commit: { author: null, message: "", committedAt: 0 },
      refId: "REF",
      repository: {
        owner: repository.owner,
        name: repository.name,
        defaultBranch: "main",
        isArchived: false,
      },
      files: new Map(paths.map((path) => [path, { kind: "absent", sibling: null }])),
    }),
});

export function aLinkingApi(overrides: ApiOverrides = {}): Promise<AnApi> {
  return anApi({ github: anEmptyBranch, ...overrides });
}

/** An API with one version `1.0`; gives the document. */
export function aVersion(store: Store, workspaceId: number, slug: string): Promise<number> {
  return store.write(async (tx) => {
    const made = await makeApi(tx, { workspaceId, slug, name: slug, description: null }, deed);
    if (made.kind === "exists") throw new Error(`There is an API ${slug} already.`);
    const wanted = { version: { name: "1.0", kind: null }, deed };
    const version = await makeVersion(tx, made.api, wanted);
    if (version.kind === "exists") throw new Error("There is a version 1.0 already.");
    return version.version.document;
  });
}

/** A new present text. @param closure the files that it refers to */
export async function aText(
  store: Store,
  owner: DocumentOf,
  text: string,
  closure: KnownClosure | null = null,
): Promise<BlobId> {
  const content = await packBlob(Buffer.from(text));
  await store.write((tx) => addRevision(tx, { ...revision(owner, content), closure }));
  return content.blob;
}

/** A text that is kept beside the present one. */
export async function aKeptText(store: Store, owner: DocumentOf, text: string): Promise<BlobId> {
  const content = await packBlob(Buffer.from(text));
  await store.write((tx) => keepRevision(tx, revision(owner, content)));
  return content.blob;
}

interface DocumentOf {
  readonly workspaceId: number;
  readonly document: number;
}

function revision(owner: DocumentOf, content: Awaited<ReturnType<typeof packBlob>>) {
  const { workspaceId, document } = owner;
  const rest = { author: null, message: null, at: 1, commit: null, valid: true, problems: [] };
  return { document, workspaceId, content, origin: "store", ...rest } as const;
}

/** What the lane engine writes when a lane has come to rest. */
export function restLane(
  store: Store,
  link: number,
  fields: Partial<LinkRow> & { readonly head?: CommitId },
): Promise<void> {
  const { head, ...columns } = fields;
  return store.write(async (tx) => {
    await tx.query
      .updateTable("links")
      .set({ code: null, message: null, ...columns })
      .where("id", "=", link)
      .execute();
    await tx.query
      .updateTable("lanes")
      .set((eb) => ({
        clean: eb.ref("dirty"),
        looked: eb.ref("look"),
        ...(head === undefined ? {} : { head }),
      }))
      .where("id", "=", (eb) => eb.selectFrom("links").select("lane").where("id", "=", link))
      .execute();
    tx.signal("links");
  });
}

/** What the database has of a link, and of its lane. */
export async function rowsOf(store: Store, link: number) {
  const row = await store.read.selectFrom("links").selectAll().where("id", "=", link).executeTakeFirst();
  if (row === undefined) throw new Error(`There is no link ${link}.`);
  const lane = await store.read
    .selectFrom("lanes")
    .selectAll()
    .where("id", "=", row.lane)
    .executeTakeFirstOrThrow();
  return { link: row, lane };
}

export function aCollection(name: string, uid: string, requests: readonly string[] = []): unknown {
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  const item = requests.map((url) => ({ name: url, request: { method: "GET", url: { raw: url } } }));
  return { info: { _postman_id: uid, name, schema }, item };
}

/** A UUID that ends in the number. */
export function aUid(number: number): string {
  return `12ece9e1-2abf-4edc-8e34-${number.toString().padStart(12, "0")}`;
}
