/** An API made from a text that somebody sent: API, version and first revision appear together, or not at all. */
import type { Problem } from "../core/sync/model.ts";
import { authorOf, type Deed, recordActivity } from "./activity.ts";
import { type ApiWritten, makeApi, type NewApi } from "./apis.ts";
import type { PackedBlob } from "./blobs.ts";
import { addRevision } from "./documents.ts";
import type { Tx } from "./store.ts";
import { makeVersion } from "./versions.ts";

export interface ApiFromText {
  readonly api: NewApi;
  readonly version: string;
  readonly content: PackedBlob;
  readonly kind: string | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

export async function importText(tx: Tx, from: ApiFromText, deed: Deed): Promise<ApiWritten> {
  const { api, content, kind, valid, problems } = from;
  const { workspaceId } = api;
  const made = await makeApi(tx, api, deed);
  if (made.kind === "exists") return made;
  const first = await makeVersion(tx, made.api, { version: { name: from.version, kind }, deed });
  if (first.kind === "exists") throw new Error("A new API has a version already.");
  const { document } = first.version;
  const about = { document, workspaceId, origin: "import" } as const;
  const checked = { content, message: null, commit: null, valid, problems };
  const number = await addRevision(tx, { ...about, ...checked, author: authorOf(deed), at: deed.at });
  const data = { number, blob: content.blob, origin: "import" };
  await recordActivity(tx, { workspaceId, type: "revision.added", document, data, ...deed });
  return made;
}
