/** Documents that a config file names and that do not exist: made without a text, which comes from the file, or from the first save. */
import type { WantedLink } from "../core/repository-config/expand.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { type ApiRecord, findApi, makeApi } from "./apis.ts";
import { findCollection } from "./collections.ts";
import { makeDocument } from "./documents.ts";
import type { Tx } from "./store.ts";
import { findVersion, makeVersion } from "./versions.ts";

/** @returns the row id of the document */
export function makeDeclared(tx: Tx, workspaceId: number, wanted: WantedLink, deed: Deed): Promise<number> {
  const { document } = wanted;
  return document.kind === "schema"
    ? makeDeclaredVersion(tx, { workspaceId, ...document }, deed)
    : makeDeclaredCollection(tx, { workspaceId, uid: document.uid, name: nameOf(wanted) }, deed);
}

async function makeDeclaredVersion(
  tx: Tx,
  {
    workspaceId,
    api: slug,
    version: name,
  }: { readonly workspaceId: number; readonly api: string; readonly version: string },
  deed: Deed,
): Promise<number> {
  const api = await ensureApi(tx, { workspaceId, slug }, deed);
  const known = await findVersion(tx.query, api.id, name);
  if (known !== null) return known.document;
  const made = await makeVersion(tx, api, { version: { name, kind: null }, deed });
  if (made.kind === "exists") throw new Error(`Version ${name} is there and is not.`);
  return made.version.document;
}

async function ensureApi(
  tx: Tx,
  { workspaceId, slug }: { readonly workspaceId: number; readonly slug: string },
  deed: Deed,
): Promise<ApiRecord> {
  const known = await findApi(tx.query, workspaceId, slug);
  if (known !== null) return known;
  const made = await makeApi(tx, { workspaceId, slug, name: slug, description: null }, deed);
  if (made.kind === "exists") throw new Error(`The API ${slug} is there and is not.`);
  return made.api;
}

/** It says its name with the first save. */
async function makeDeclaredCollection(
  tx: Tx,
  { workspaceId, uid, name }: { readonly workspaceId: number; readonly uid: string; readonly name: string },
  deed: Deed,
): Promise<number> {
  const known = await findCollection(tx.query, workspaceId, uid);
  if (known !== null) return known.document;
  const document = await makeDocument(tx, workspaceId, "collection", deed.user ?? null);
  await tx.query
    .insertInto("collections")
    .values({ workspaceId, document, uid, name, createdAt: deed.at, deletedAt: null })
    .execute();
  await recordActivity(tx, { workspaceId, type: "collection.made", document, data: { uid, name }, ...deed });
  return document;
}

function nameOf({ path, document }: WantedLink): string {
  const file = path?.slice(path.lastIndexOf("/") + 1).replace(/(?:\.postman_collection)?\.json$/i, "") ?? "";
  if (file !== "") return file;
  return document.kind === "backup" ? document.uid : "";
}
